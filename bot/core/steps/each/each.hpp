// `each`: bounded gathering of a list of records, or a walk over one.
// Immutable once read; any thread.
#pragma once

#include "bot/core/steps/step_kind.hpp"

namespace switchback::steps {

struct each_body final : flow::step_body
{
    bool gathers = true;
    flow::slot name = flow::no_slot; // gathers: the list being made; walks: the current item
    flow::expression of;             // walks: the list
    int max = 0;
    flow::text_template more; // gathers: "Another one?"; empty asks nothing and stops at max
    flow::block inside;

    /// Every name declared inside: cleared before each turn of the loop; gathers: a field of each
    /// record.
    struct part
    {
        std::string name;
        flow::slot at = flow::no_slot;
    };
    std::vector<part> parts;
};

[[nodiscard]] std::unique_ptr<flow::step_body> read_each(flow::reading& from);
void check_each(const flow::step& what, flow::checking& in);

extern const step_kind each_kind;

} // namespace switchback::steps
