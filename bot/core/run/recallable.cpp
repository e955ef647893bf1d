#include "bot/core/run/recallable.hpp"

#include "bot/core/steps/recall/recall.hpp"

#include <algorithm>
#include <map>
#include <string_view>

namespace switchback::run {
namespace {

// A recall of the oldest items first needs those at the other end; there all are kept.
constexpr std::size_t all_of_them = limits::record_items_per_collection;

std::map<std::string_view, std::size_t> wanted_by(const flow::bundle& with)
{
    std::map<std::string_view, std::size_t> out;
    for (const auto& flow : with.flows)
        for (const auto& step : flow->steps)
        {
            const auto* body = dynamic_cast<const steps::recall_body*>(step.body.get());
            if (body == nullptr)
                continue;
            const auto limit = static_cast<std::size_t>(std::max(body->limit, 0));
            const auto need = !body->newest_first ? all_of_them
                              : body->where.empty()
                                  ? limit
                                  : std::max(limit, limits::recalled_with_condition);
            auto& most = out[body->collection];
            most = std::max(most, need);
        }
    return out;
}

} // namespace

std::vector<record_snapshot::item>
recallable(const flow::bundle& with, const record_snapshot& record)
{
    std::vector<record_snapshot::item> out;
    if (with.collections.empty())
        return out;
    auto left = wanted_by(with);
    for (auto item = record.items.rbegin(); item != record.items.rend(); ++item)
    {
        const auto found = left.find(item->collection);
        if (found == left.end() || found->second == 0)
            continue;
        --found->second;
        out.push_back(*item);
    }
    std::ranges::reverse(out);
    return out;
}

} // namespace switchback::run
