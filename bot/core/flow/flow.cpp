#include "bot/core/flow/flow.hpp"

#include <algorithm>

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

void widen(std::vector<recall_need>& all, const recall_need& one)
{
    const auto known = std::ranges::find(all, one.collection, &recall_need::collection);
    if (known == all.end())
        all.push_back(one);
    else
        known->newest = std::max(known->newest, one.newest);
}

} // namespace switchback::flow
