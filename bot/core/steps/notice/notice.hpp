// `notice: worsening`: tells the client's case that a measure is reliably worse than before.
// Written by the flow that is made for a measure. Immutable once read; any thread.
#pragma once

#include "bot/core/steps/step_kind.hpp"

namespace switchback::steps {

struct notice_body final : flow::step_body
{};

[[nodiscard]] std::unique_ptr<flow::step_body> read_notice(flow::reading& from);
void check_notice(const flow::step& what, flow::checking& in);

extern const step_kind notice_kind;

} // namespace switchback::steps
