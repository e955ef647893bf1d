// `end`: ends the flow with an outcome.
// Immutable once read; any thread.
#pragma once

#include "bot/core/steps/step_kind.hpp"

namespace switchback::steps {

struct end_body final : flow::step_body
{
    std::string outcome;
};

[[nodiscard]] std::unique_ptr<flow::step_body> read_end(flow::reading& from);
void check_end(const flow::step& what, flow::checking& in);

extern const step_kind end_kind;

} // namespace switchback::steps
