// `set`: names answers from expressions, in the order written.
// Immutable once read; any thread.
#pragma once

#include "bot/core/steps/step_kind.hpp"

namespace switchback::steps {

struct set_body final : flow::step_body
{
    struct assignment
    {
        flow::slot to = flow::no_slot;
        flow::expression from;
    };
    std::vector<assignment> assignments;
};

[[nodiscard]] std::unique_ptr<flow::step_body> read_set(flow::reading& from);
void check_set(const flow::step& what, flow::checking& in);

extern const step_kind set_kind;

} // namespace switchback::steps
