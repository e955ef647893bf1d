// `call`: another flow, which sees only its `in` and gives back only its `out`.
// Immutable once read; any thread.
#pragma once

#include "bot/core/steps/step_kind.hpp"

namespace switchback::steps {

struct call_body final : flow::step_body
{
    std::string flow_id;
    int flow_index = -1; // in the bundle; filled when the bundle is put together
    struct input
    {
        std::string name;              // of the called flow
        flow::slot to = flow::no_slot; // in the called flow's frame; filled with flow_index
        flow::expression from;
    };
    struct output
    {
        std::string name;                // of the called flow
        flow::slot from = flow::no_slot; // in the called flow's frame; filled with flow_index
        flow::slot to = flow::no_slot;   // in the calling frame
    };
    std::vector<input> in;
    std::vector<output> out;
    flow::slot outcome =
        flow::no_slot; // record {outcome: text} under the call's id, when it has one
};

[[nodiscard]] std::unique_ptr<flow::step_body> read_call(flow::reading& from);
void check_call(const flow::step& what, flow::checking& in);

extern const step_kind call_kind;

} // namespace switchback::steps
