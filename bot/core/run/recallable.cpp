#include "bot/core/run/recallable.hpp"

#include <algorithm>

namespace switchback::run {
std::vector<record_snapshot::item>
recallable(const flow::bundle& with, const record_snapshot& record)
{
    std::vector<record_snapshot::item> out;
    auto left = with.recalls;
    for (auto item = record.items.rbegin(); item != record.items.rend(); ++item)
    {
        const auto found =
            std::ranges::find(left, item->collection, &flow::recall_need::collection);
        if (found == left.end() || found->newest == 0)
            continue;
        --found->newest;
        // Only what the run itself remembers is looked for by its key; these are of runs before.
        out.push_back({item->collection, {}, item->at_ms, item->fields});
    }
    std::ranges::reverse(out);
    return out;
}

namespace {

// The offer of a reminder, when one is open.
const aside* offer_in(const state& now) noexcept
{
    const auto found = std::ranges::find(now.asides, aside_kind::offer, &aside::kind);
    return found == now.asides.end() ? nullptr : &*found;
}

} // namespace

bool may_start(const state& now, const event& happened) noexcept
{
    return happened.kind == event_kind::start || offer_in(now) != nullptr;
}

record_snapshot record_for(
    const flow::bundle_source& bundles, const state& now, const event& happened,
    const record_snapshot& all)
{
    record_snapshot out;
    const auto* offer = offer_in(now);
    const auto* bundle = happened.kind == event_kind::start ? bundles.current(happened.flow)
                         : offer != nullptr                 ? bundles.current(offer->flow)
                                                            : nullptr;
    if (bundle != nullptr)
        out.items = recallable(*bundle, all);
    const auto is_net = [](const record_snapshot::item& one) {
        return one.collection == net_collection;
    };
    if (std::ranges::any_of(out.items, is_net))
        return out;
    const auto newest = std::ranges::find_if(all.items.rbegin(), all.items.rend(), is_net);
    if (newest != all.items.rend())
        out.items.push_back({newest->collection, {}, newest->at_ms, newest->fields});
    return out;
}

} // namespace switchback::run
