// `if`: a branch; both sides fall through to what follows.
// Immutable once read; any thread.
#pragma once

#include "bot/core/steps/step_kind.hpp"

namespace switchback::steps {

struct if_body final : flow::step_body
{
    flow::expression condition;
    flow::block then;
    flow::block otherwise;
};

[[nodiscard]] std::unique_ptr<flow::step_body> read_if(flow::reading& from);
void check_if(const flow::step& what, flow::checking& in);

extern const step_kind if_kind;

} // namespace switchback::steps
