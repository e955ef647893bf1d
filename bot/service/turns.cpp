// One input's way: screened, kept from doubling, decided by the engine, made durable, shown.
#include "bot/base/log.hpp"
#include "bot/core/risk/screen.hpp"
#include "bot/service/conversations.hpp"
#include "bot/service/sealed_rows.hpp"
#include "bot/service/turn_guard.hpp"
#include "bot/service/zone.hpp"

#include <algorithm>

namespace switchback::service {
namespace {

const device_mark* find_device(const live_conversation& in, std::string_view device) noexcept
{
    for (const auto& one : in.devices)
        if (one.device == device)
            return &one;
    return nullptr;
}

void mark_device(std::vector<device_mark>& devices, const inbound& input, std::uint64_t seq)
{
    const auto known = std::ranges::find(devices, input.device, &device_mark::device);
    if (known != devices.end())
    {
        known->number = input.number;
        known->seq = seq;
        std::rotate(known, known + 1, devices.end());
        return;
    }
    if (devices.size() >= limits::devices)
        devices.erase(devices.begin());
    devices.push_back({input.device, input.number, seq});
}

bool may_start(const run::event& event, const run::state& now) noexcept
{
    return event.kind == run::event_kind::start ||
           std::ranges::any_of(now.asides, [](const run::aside& one) {
               return one.kind == run::aside_kind::offer;
           });
}

void count_turn(metrics& counts, const run::turn& turn)
{
    counts.count(metric::steps);
    if (turn.took == run::route::person)
        counts.count(metric::persons);
}

} // namespace

bool conversations::over_rate(live_conversation& of)
{
    if (with_.where.say_per_10s == 0)
        return false;
    const auto now = with_.time.steady_ms();
    if (now - of.rate_from_ms >= 10'000)
    {
        of.rate_from_ms = now;
        of.rate_taken = 0;
    }
    return ++of.rate_taken > with_.where.say_per_10s;
}

task<taken> conversations::take(live_ptr into, inbound input, listener* from, std::string cid)
{
    auto& event = input.event;
    // Before the store, the duplicate check and every refusal: a person in danger is answered.
    if (event.kind == run::event_kind::say)
    {
        event.risk = risk::screen(event.words.reveal());
        if (event.risk.outcome == risk::outcome::crisis)
        {
            with_.counts.count(metric::crisis_help);
            if (from != nullptr)
                from->show_help(
                    cid,
                    risk::crisis_help(into->country, into->kept.language, event.risk.category));
        }
        else if (event.risk.outcome == risk::outcome::ask)
        {
            with_.counts.count(metric::soft_help);
        }
        if (over_rate(*into))
        {
            with_.counts.count(metric::rate_limited);
            co_return fail(errc::rate_limited, "too many messages in ten seconds");
        }
    }
    if (!into->turns.try_enter())
    {
        const auto entered = co_await into->turns.enter();
        if (!entered)
            co_return std::unexpected(entered.error());
    }
    const turn_guard leave(into->turns);
    co_return co_await take_turn(*into, input, from, cid);
}

task<taken> conversations::take_turn(
    live_conversation& in, inbound& input, listener* from, std::string_view cid)
{
    for (int attempt = 0; attempt < limits::commit_attempts; ++attempt)
    {
        if (in.is_erased)
            co_return fail(errc::closed, "erased");
        if (!in.is_loaded)
        {
            const auto loaded = co_await load(in);
            if (!loaded)
                co_return std::unexpected(loaded.error());
        }
        if (const auto* known = find_device(in, input.device);
            known != nullptr && input.number <= known->number)
        {
            with_.counts.count(metric::duplicates);
            co_return taken{known->seq, true};
        }
        auto done = co_await try_turn(in, input, from, cid, nullptr);
        if (done || done.error().code != errc::conflict)
        {
            if (!done && done.error().code == errc::busy)
                with_.counts.count(metric::refused_busy);
            co_return done;
        }
        // Somebody else wrote first (another node, a restore): what is held here is stale.
        with_.counts.count(metric::conflicts);
        in.is_loaded = false;
    }
    co_return fail(errc::busy, "the conversation kept changing");
}

task<taken> conversations::try_turn(
    live_conversation& in, const inbound& input, listener* from, std::string_view cid,
    const std::string* timer)
{
    auto now = run::load(in.kept.packed);
    if (!now)
        co_return std::unexpected(now.error());
    auto event = input.event;
    event.time_ms = with_.time.now_ms();
    event.seed = with_.random.next();
    event.language = in.kept.language;
    event.utc_offset_min = utc_offset_min(in.kept.zone, event.time_ms);
    if (may_start(event, *now))
    {
        auto record = co_await snapshot(in);
        if (!record)
            co_return std::unexpected(record.error());
        event.record = std::move(*record);
    }
    if (const auto brought = co_await bring_bundles(*now); !brought)
        co_return std::unexpected(brought.error());

    auto turn = run::advance(with_.flows, std::move(*now), event);
    const auto key = co_await key_of(in.conversation);
    if (!key)
        co_return std::unexpected(key.error());
    if (const auto stored = co_await keep_bundle(turn.next); !stored)
        co_return std::unexpected(stored.error());

    const auto first_seq = turn.messages.empty() ? turn.next.seq : turn.messages.front().seq;
    auto devices = in.devices;
    if (timer == nullptr)
        mark_device(devices, input, first_seq);
    kept_state kept{run::save(turn.next), in.kept.zone, in.kept.language};

    port::step_write write;
    write.conversation = in.conversation;
    write.expect_version = in.version;
    write.head = turn.next.seq;
    write.at_ms = event.time_ms;
    write.state = seal_state(*key, in.conversation, in.version + 1, kept);
    write.devices = pack(devices);
    if (!turn.messages.empty())
        write.event = port::event_row{
            first_seq, static_cast<std::uint32_t>(turn.messages.size()), event.time_ms,
            seal_event(*key, in.conversation, first_seq, event, turn.messages)};
    apply_effects(turn, in, *key, event.time_ms, write);
    if (timer != nullptr &&
        std::ranges::none_of(write.timers, [&](const auto& one) { return one.name == *timer; }))
        write.timers_cleared.push_back(*timer);
    auto earliest = std::ranges::min_element(write.timers, {}, &port::timer_row::due_ms);
    const auto wake_at = earliest == write.timers.end() ? 0 : earliest->due_ms;

    const auto receipt = co_await with_.store.commit(std::move(write));
    if (!receipt)
        co_return std::unexpected(receipt.error());

    in.kept = std::move(kept);
    in.country = turn.next.country;
    in.version = receipt->version;
    in.head = turn.next.seq;
    in.devices = std::move(devices);
    count_turn(with_.counts, turn);
    if (wake_at != 0 && wake_)
        wake_(wake_at);
    const bool erases = std::ranges::any_of(turn.effects, [](const run::effect& one) {
        return std::holds_alternative<run::erase_everything>(one);
    });
    deliver(in, {turn.messages, cid, from, false});
    if (erases)
    {
        const auto gone = co_await with_.store.erase(in.conversation, event.time_ms);
        if (!gone)
            co_return std::unexpected(gone.error());
        keys_.drop(in.conversation);
        in.is_erased = true;
        with_.counts.count(metric::erased);
        deliver(in, {{}, {}, nullptr, true});
    }
    co_return taken{first_seq, false};
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

task<void> conversations::keep_bundle(const run::state& of)
{
    if (!of.current || std::ranges::find(kept_bundles_, of.current->bundle) != kept_bundles_.end())
        co_return std::expected<void, error>{};
    const auto hash = of.current->bundle;
    const auto* bundle = with_.flows.find(hash);
    if (bundle == nullptr)
        co_return std::expected<void, error>{};
    port::bundle_row row{
        hash, bundle->root().id, bundle->root().version, with_.flows.sources(hash),
        with_.time.now_ms()};
    const auto kept = co_await with_.store.put_bundle(std::move(row));
    if (!kept)
        co_return std::unexpected(kept.error());
    kept_bundles_.push_back(hash);
    co_return std::expected<void, error>{};
}

namespace {

// What an effect adds to the step's write; one overload a kind.
struct apply_one
{
    const crypto::data_key& key;
    const live_conversation& of;
    std::int64_t now_ms;
    port::step_write& write;
    metrics& counts;

    void audit(std::string_view what, flow::record fields) const
    {
        write.audit.push_back(seal_audit(key, of.conversation, now_ms, what, fields));
    }

    void operator()(const run::set_timer& one) const
    {
        port::timer_row row;
        row.conversation = of.conversation;
        row.name = one.name;
        row.token = one.token;
        row.due_ms = one.due_ms;
        // A timer cleared and set in one turn is set.
        std::erase(write.timers_cleared, one.name);
        std::erase_if(write.timers, [&](const auto& known) { return known.name == one.name; });
        write.timers.push_back(std::move(row));
    }
    void operator()(const run::clear_timer& one) const
    {
        std::erase_if(write.timers, [&](const auto& known) { return known.name == one.name; });
        write.timers_cleared.push_back(one.name);
    }
    void operator()(const run::put_record& one) const
    {
        write.records.push_back(seal_record(key, of.conversation, one));
    }
    void operator()(const run::drop_record& one) const
    {
        write.records_dropped.push_back({one.collection, one.key});
    }
    void operator()(const run::put_reminder& one) const
    {
        const auto due = outside_quiet_hours(of.kept.zone, now_ms + one.after_ms);
        write.timers.push_back(seal_reminder(
            key, of.conversation, "remind:" + one.key, {due, one.flow, one.words, one.with}));
    }
    void operator()(const run::drop_reminder& one) const
    {
        write.timers_cleared.push_back("remind:" + one.key);
    }
    void operator()(const run::share_items& one) const
    {
        flow::list items;
        for (const auto& item : one.items)
            items.push_back({flow::record{
                {"step", {item.step}}, {"question", {item.question}}, {"answer", {item.answer}}}});
        audit("shared", {{"flow", {one.flow}}, {"items", {std::move(items)}}});
    }
    void operator()(const run::hand_off& one) const
    {
        audit("asked_for_person", {{"why", {one.why}}, {"crisis", {one.crisis}}});
    }
    void operator()(const run::run_ended& one) const
    {
        audit("run_ended", {{"run", {one.run}}, {"flow", {one.flow}}, {"outcome", {one.outcome}}});
    }
    void operator()(const run::erase_everything&) const {}
    void operator()(const run::alert& one) const
    {
        counts.count(metric::alerts);
        log(log_level::error, "engine_alert", {{"conversation", of.conversation}});
        audit("alert", {{"what", {one.what}}, {"flow", {one.flow}}, {"step", {one.step}}});
    }
};

} // namespace

void conversations::apply_effects(
    const run::turn& turn, const live_conversation& of, const crypto::data_key& key,
    std::int64_t now_ms, port::step_write& write)
{
    for (const auto& one : turn.effects)
        std::visit(apply_one{key, of, now_ms, write, with_.counts}, one);
}

} // namespace switchback::service
