#include "bot/core/run/recallable.hpp"

#include <algorithm>
#include <ranges>

namespace switchback::run {
namespace {

using items = std::span<const record_snapshot::item>;

// The offer of a reminder, when one is open.
const aside* offer_in(const state& now) noexcept
{
    const auto found = std::ranges::find(now.asides, aside_kind::offer, &aside::kind);
    return found == now.asides.end() ? nullptr : &*found;
}

packed_items newest_of(items all, std::vector<flow::recall_need> needs)
{
    std::vector<const record_snapshot::item*> wanted;
    for (const auto& one : all | std::views::reverse)
    {
        const auto need = std::ranges::find(needs, one.collection, &flow::recall_need::collection);
        if (need == needs.end() || need->newest == 0)
            continue;
        --need->newest;
        wanted.push_back(&one);
    }
    std::ranges::reverse(wanted);
    return packed_items::without_keys(wanted);
}

} // namespace

bool may_start(const state& now, const event& happened) noexcept
{
    return happened.kind == event_kind::start || offer_in(now) != nullptr;
}

void carry_record(const flow::bundle_source& bundles, const state& now, items all, event& into)
{
    const auto* offer = offer_in(now);
    const auto* bundle = into.kind == event_kind::start ? bundles.current(into.flow)
                         : offer != nullptr             ? bundles.current(offer->flow)
                                                        : nullptr;
    if (bundle != nullptr)
        into.record = newest_of(all, bundle->recalls);
    into.net = newest_of(all, {{std::string(net_collection), 1}});
}

} // namespace switchback::run
