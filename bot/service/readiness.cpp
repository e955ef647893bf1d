// What a conversation needs at hand before the engine can decide: its row, its key, its record, the
// bundles its runs are pinned to. Most turns find all of it there and wait for nothing.
#include "bot/base/log.hpp"
#include "bot/core/run/recallable.hpp"
#include "bot/service/conversations.hpp"
#include "bot/service/sealed_rows.hpp"

#include <algorithm>

namespace switchback::service {
namespace {

bool has_bundles(const flow_shelf& flows, const run::state& of)
{
    const auto is_there = [&](const run::journey& one) {
        return flows.find(one.bundle) != nullptr;
    };
    return (!of.current || is_there(*of.current)) && std::ranges::all_of(of.paused, is_there);
}

} // namespace

bool conversations::is_ready(const live_conversation& in, const run::event& event) const
{
    return in.is_loaded && in.busy && has_bundles(with_.flows, in.busy->now) &&
           (in.busy->record || !run::may_start(in.busy->now, event));
}

task<void> conversations::make_ready(live_ptr in, run::event_kind kind)
{
    if (!in->is_loaded)
        if (const auto loaded = co_await load(*in); !loaded)
            co_return std::unexpected(loaded.error());
    if (const auto busy = make_busy(*in); !busy)
        co_return std::unexpected(busy.error());
    if (const auto brought = co_await bring_bundles(in->busy->now); !brought)
    {
        rest(*in);
        co_return std::unexpected(brought.error());
    }
    run::event coming;
    coming.kind = kind;
    if (in->busy->record || !run::may_start(in->busy->now, coming))
        co_return std::expected<void, error>{};
    auto record = co_await snapshot(*in);
    if (!record)
    {
        rest(*in);
        co_return std::unexpected(record.error());
    }
    in->busy->record = std::move(*record);
    co_return std::expected<void, error>{};
}

std::expected<void, error> conversations::make_busy(live_conversation& in)
{
    if (in.busy)
        return {};
    auto now = run::load(in.kept.packed);
    if (!now)
        return std::unexpected(now.error());
    in.busy = std::make_unique<busy_state>();
    in.busy->now = std::move(*now);
    return {};
}

void conversations::stay_busy(live_conversation& in)
{
    if (in.busy_place)
    {
        busy_.splice(busy_.begin(), busy_, *in.busy_place);
        return;
    }
    busy_.push_front(&in);
    in.busy_place = busy_.begin();
    if (busy_.size() <= limits::busy_conversations)
        return;
    // One in the middle of a turn needs what it has; it is seen to when the turn ends.
    const auto longest_silent = std::find_if(
        busy_.rbegin(), busy_.rend(), [](const auto* one) { return one->turns.is_idle(); });
    if (longest_silent != busy_.rend())
        rest(**longest_silent);
}

void conversations::rest(live_conversation& in)
{
    in.busy.reset();
    if (in.busy_place)
        busy_.erase(*in.busy_place);
    in.busy_place.reset();
}

task<run::record_snapshot> conversations::snapshot(live_conversation& of)
{
    const auto key = co_await key_of(of.conversation);
    if (!key)
        co_return std::unexpected(key.error());
    auto rows = co_await with_.store.records(of.conversation, {});
    if (!rows)
        co_return std::unexpected(rows.error());
    run::record_snapshot out;
    for (const auto& row : *rows)
    {
        auto item = open_record(*key, of.conversation, row);
        if (!item)
            co_return std::unexpected(item.error());
        out.items.push_back(std::move(*item));
    }
    co_return out;
}

task<void> conversations::bring_bundles(const run::state& of)
{
    std::vector<std::string> missing;
    const auto want = [&](const run::journey& one) {
        if (with_.flows.find(one.bundle) == nullptr)
            missing.push_back(one.bundle);
    };
    if (of.current)
        want(*of.current);
    for (const auto& one : of.paused)
        want(one);
    for (const auto& hash : missing)
    {
        const auto row = co_await with_.store.find_bundle(hash);
        // A bundle that is nowhere leaves the run paused by the engine; nothing else is held up.
        if (!row)
            continue;
        if (const auto adopted = with_.flows.adopt(hash, row->sources); !adopted)
            log(log_level::error, "bundle_unreadable", {{"code", adopted.error().code}});
    }
    co_return std::expected<void, error>{};
}

bool conversations::is_kept(const std::optional<run::journey>& of) const
{
    return !of || std::ranges::find(kept_bundles_, of->bundle) != kept_bundles_.end();
}

task<void> conversations::keep_bundle(std::string hash)
{
    const auto* bundle = with_.flows.find(hash);
    if (bundle == nullptr)
        co_return std::expected<void, error>{};
    port::bundle_row row{
        hash, bundle->root().id, bundle->root().version, with_.flows.sources(hash),
        with_.time.now_ms()};
    const auto kept = co_await with_.store.put_bundle(std::move(row));
    if (!kept)
        co_return std::unexpected(kept.error());
    kept_bundles_.push_back(std::move(hash));
    co_return std::expected<void, error>{};
}

} // namespace switchback::service
