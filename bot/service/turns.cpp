// One input's way: kept from doubling, decided by the engine, made durable, shown.
#include "bot/core/run/recallable.hpp"
#include "bot/service/case_rows.hpp"
#include "bot/service/conversations.hpp"
#include "bot/service/effect_rows.hpp"
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

void count_turn(metrics& counts, const run::turn& turn, const run::event& event)
{
    counts.count(metric::steps);
    // What the screen found by itself was counted when it was found; this gathered over messages.
    if (turn.took == run::route::safety && event.risk.outcome == risk::outcome::none)
        counts.count(metric::soft_help);
    if (turn.took == run::route::person)
        counts.count(metric::persons);
}

} // namespace

task<taken>
conversations::take_screened(live_ptr into, inbound& input, listener* from, std::string_view cid)
{
    if (!into->turns.try_enter())
    {
        const auto entered = co_await into->turns.enter();
        if (!entered)
            co_return std::unexpected(entered.error());
    }
    const turn_guard leave(into->turns);
    for (int attempt = 0; attempt < limits::commit_attempts; ++attempt)
    {
        if (into->is_erased)
            co_return fail(errc::closed, "erased");
        if (!into->is_loaded)
        {
            const auto loaded = co_await load(*into);
            if (!loaded)
                co_return std::unexpected(loaded.error());
        }
        if (const auto* known = find_device(*into, input.device);
            known != nullptr && input.number <= known->number)
        {
            with_.counts.count(metric::duplicates);
            co_return taken{known->seq, true};
        }
        const auto done = co_await try_turn(into, input, from, cid);
        if (done || done.error().code != errc::conflict)
        {
            if (!done && done.error().code == errc::busy)
                with_.counts.count(metric::refused_busy);
            co_return done;
        }
        // Somebody else wrote first (another node, a restore): what is held here is stale.
        with_.counts.count(metric::conflicts);
        into->is_loaded = false;
    }
    co_return fail(errc::busy, "the conversation kept changing");
}

task<taken> conversations::guarded(task<taken> turn)
{
    try
    {
        co_return co_await std::move(turn);
    }
    catch (...) // whatever it was, other turns, cases and timers must go on
    {
        with_.counts.count(metric::loop_faults);
    }
    co_return fail(errc::defect, "a turn ended by a fault");
}

task<taken>
conversations::try_turn(live_ptr in, inbound& input, listener* from, std::string_view cid)
{
    if (!is_ready(*in, input.event))
    {
        const auto ready = co_await make_ready(in, input.event.kind);
        if (!ready)
            co_return std::unexpected(ready.error());
    }
    auto key = keys_.find(in->conversation);
    if (!key)
    {
        const auto read = co_await key_of(in->conversation);
        if (!read)
            co_return std::unexpected(read.error());
        key = *read;
    }
    // Taken out, so that a turn that fails leaves only what the row says.
    auto busy = std::move(in->busy);
    auto step = decide(*in, *busy, *key, input);
    if (!is_kept(step.turn.next.current))
    {
        const auto stored = co_await keep_bundle(step.turn.next.current->bundle);
        if (!stored)
            co_return std::unexpected(stored.error());
    }
    const bool goes_out = !step.write.outbox.empty();
    const auto receipt = co_await with_.store.commit(std::move(step.write));
    if (!receipt)
        co_return std::unexpected(receipt.error());
    if (receipt->duplicate)
    {
        // Taken before: what this attempt decided is not what stands in the row.
        in->is_loaded = false;
        co_return taken{receipt->duplicate_seq, true};
    }
    in->busy = std::move(busy);
    const bool moved_case = step.turn.touched_case;
    const auto refused = step.turn.case_refusal;
    settle(*in, step, input, receipt->version);
    deliver(*in, {step.turn.messages, cid, from, false, moved_case ? &step.leader : nullptr});
    if (goes_out && outgoing_)
        outgoing_();
    if (step.erases)
    {
        const auto gone = co_await erase(*in, input.event.time_ms);
        if (!gone)
            co_return std::unexpected(gone.error());
    }
    co_return taken{step.first_seq, false, refused};
}

conversations::decided conversations::decide(
    const live_conversation& in, busy_state& busy, const crypto::data_key& key, inbound& input)
{
    auto& event = input.event;
    event.time_ms = with_.time.now_ms();
    event.seed = with_.random.next();
    event.language = in.kept.language;
    event.clinic = with_.clinic.clinic();
    // A case that is with the clinic stays with it, whatever became of the invite.
    event.is_invited = counts_as_invited(in) || is_with_clinic(busy.now);
    event.utc_offset_min = utc_offset_min(in.kept.zone, event.time_ms);
    // What an attempt before this one carried was read from another state.
    event.record = {};
    event.net = {};
    if (busy.record && run::may_start(busy.now, event))
        run::carry_record(with_.flows, busy.now, busy.record->items, event);

    decided out;
    out.turn = run::advance(with_.flows, std::move(busy.now), event);
    const auto& turn = out.turn;
    out.first_seq = turn.messages.empty() ? turn.next.seq : turn.messages.front().seq;
    out.packed = run::save(turn.next);
    out.erases = std::ranges::any_of(turn.effects, [](const run::effect& one) {
        return std::holds_alternative<run::erase_everything>(one);
    });

    auto& write = out.write;
    write.conversation = in.conversation;
    write.expect_version = in.version;
    write.head = turn.next.seq;
    write.at_ms = event.time_ms;
    write.state = seal_state(
        key, in.conversation, in.version + 1, {in.kept.zone, in.kept.language, out.packed});
    write.devices = input.device.empty()
                        ? pack(in.devices)
                        : pack(in.devices, input.device, input.number, out.first_seq);
    if (!turn.messages.empty())
        write.event = port::event_row{
            out.first_seq, static_cast<std::uint32_t>(turn.messages.size()), event.time_ms,
            seal_event(key, in.conversation, out.first_seq, event, turn.messages)};
    const auto* held = turn.next.safety ? &turn.next.safety->held : nullptr;
    write_effects(
        turn.effects, {key, in.conversation, in.kept.zone, event.time_ms, with_.counts, held},
        write);
    if (turn.touched_case && held != nullptr && held->case_number != 0)
        write.cases.push_back(seal_case(key, in.conversation, *held, event.time_ms));
    if (turn.touched_case)
        out.leader = led(turn.next);
    if (turn.case_refusal == escalation::refusal::none)
        write.inbox = std::move(input.key);
    write.outbox_done = std::move(input.outbox_done);
    const auto is_timer = [&](const port::timer_row& one) { return one.name == event.timer; };
    if (event.kind == run::event_kind::timer && std::ranges::none_of(write.timers, is_timer))
        write.timers_cleared.push_back(event.timer);
    const auto earliest = std::ranges::min_element(write.timers, {}, &port::timer_row::due_ms);
    out.wake_at_ms = earliest == write.timers.end() ? 0 : earliest->due_ms;
    return out;
}

void conversations::settle(
    live_conversation& in, decided& step, const inbound& input, std::uint64_t version)
{
    in.version = version;
    in.head = step.turn.next.seq;
    in.country = step.turn.next.country;
    in.kept.packed.assign(step.packed);
    if (!input.device.empty())
        mark_device(in.devices, input, step.first_seq);
    in.busy->now = std::move(step.turn.next);
    if (in.busy->record)
        follow_effects(step.turn.effects, *in.busy->record);
    in.used_ms = with_.time.steady_ms();
    stay_busy(in);
    count_turn(with_.counts, step.turn, input.event);
    if (step.wake_at_ms != 0 && wake_)
        wake_(step.wake_at_ms);
}

task<void> conversations::erase(live_conversation& in, std::int64_t at_ms)
{
    const auto gone = co_await with_.store.erase(in.conversation, at_ms);
    if (!gone)
        co_return std::unexpected(gone.error());
    keys_.drop(in.conversation);
    in.is_erased = true;
    rest(in);
    in.kept = {};
    in.devices.clear();
    with_.counts.count(metric::erased);
    deliver(in, {{}, {}, nullptr, true, nullptr});
    co_return std::expected<void, error>{};
}

} // namespace switchback::service
