#include "bot/core/flow/flow.hpp"

namespace switchback::flow {

const step* flow::find_step(std::string_view step_id) const noexcept
{
    for (const auto& one : steps)
        if (one.id == step_id && !step_id.empty())
            return &one;
    return nullptr;
}

int bundle::find_flow(std::string_view flow_id) const noexcept
{
    for (std::size_t i = 0; i < flows.size(); ++i)
        if (flows[i]->id == flow_id)
            return static_cast<int>(i);
    return -1;
}

} // namespace switchback::flow
