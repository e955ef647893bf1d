// Timers that came due: fired as ordinary events, reminders only to somebody who is there.
#include "bot/base/log.hpp"
#include "bot/service/conversations.hpp"
#include "bot/service/sealed_rows.hpp"
#include "bot/service/turn_guard.hpp"
#include "bot/service/zone.hpp"

#include <algorithm>
#include <limits>

namespace switchback::service {
namespace {

// The due time of a reminder whose client is away: it comes up when they are back.
constexpr std::int64_t until_back_ms = std::numeric_limits<std::int64_t>::max() / 2;

bool is_reminder(const port::timer_row& row)
{
    return row.name.starts_with("remind:");
}

} // namespace

boost::asio::awaitable<std::optional<std::int64_t>> conversations::fire_due_timers()
{
    const auto now = with_.time.now_ms();
    auto due = co_await with_.store.due_timers(now, limits::timers_fired_at_once);
    if (!due)
        co_return now + limits::timer_retry_ms;
    bool is_stuck = false;
    std::int64_t stuck_ms = 0; // when the case timer was due that waits longest
    for (auto& row : *due)
    {
        const auto due_ms = row.due_ms;
        const bool is_case = escalation::timer_named(row.name).has_value();
        const auto fired = co_await fire(std::move(row), false);
        if (!fired)
        {
            is_stuck = true;
            if (is_case)
                stuck_ms = stuck_ms == 0 ? due_ms : std::min(stuck_ms, due_ms);
            log(log_level::warning, "timer_not_fired", {{"code", fired.error().code}});
        }
    }
    const auto next = co_await with_.store.next_due();
    if (stuck_ms != 0)
        awaited_ms_ = stuck_ms;
    else if (!next || is_stuck)
        awaited_ms_ = now; // what else is due is not known: it counts from here
    else
        awaited_ms_ = *next && **next < until_back_ms ? **next : 0;
    if (!next || is_stuck)
        co_return now + limits::timer_retry_ms;
    if (*next && **next >= until_back_ms)
        co_return std::nullopt;
    co_return *next;
}

boost::asio::awaitable<void> conversations::fire_waiting_reminder(live_ptr back)
{
    auto timers = co_await with_.store.timers(back->conversation);
    if (!timers)
        co_return;
    const auto waiting = std::ranges::find_if(*timers, [](const port::timer_row& row) {
        return is_reminder(row) && row.due_ms >= until_back_ms;
    });
    if (waiting == timers->end())
        co_return;
    // One at a time: coming back is not met with a heap of reminders.
    const auto fired = co_await fire(*waiting, true);
    if (!fired)
        log(log_level::warning, "reminder_not_fired", {{"code", fired.error().code}});
}

task<void> conversations::fire(port::timer_row row, bool is_back)
{
    const auto live = find_live(row.conversation);
    const auto entered = co_await live->turns.enter();
    if (!entered)
        co_return std::unexpected(entered.error());
    const turn_guard leave(live->turns);
    if (!live->is_loaded)
        if (const auto loaded = co_await load(*live); !loaded)
            co_return std::unexpected(loaded.error());
    // It may have been moved or cleared while this waited for its turn.
    const auto timers = co_await with_.store.timers(row.conversation);
    if (!timers)
        co_return std::unexpected(timers.error());
    const auto still = std::ranges::find_if(*timers, [&](const port::timer_row& one) {
        return one.name == row.name && one.due_ms == row.due_ms && one.token == row.token;
    });
    if (still == timers->end())
        co_return std::expected<void, error>{};

    inbound input;
    input.event.kind = run::event_kind::timer;
    input.event.timer = row.name;
    input.event.token = row.token;
    if (is_reminder(row))
    {
        const auto key = co_await key_of(row.conversation);
        if (!key)
            co_return std::unexpected(key.error());
        const auto body = open_reminder(*key, row);
        if (!body)
            co_return std::unexpected(body.error());
        const auto now = with_.time.now_ms();
        // A reminder does not talk into a conversation about safety.
        const auto state = run::load(live->kept.packed);
        const bool is_held = state && is_with_clinic(*state);
        const auto moved = is_held   ? now + limits::reminder_postponed_ms
                           : is_back ? now
                                     : outside_quiet_hours(live->kept.zone, now);
        if (live->listeners.empty() || moved > now)
        {
            // Nobody is there, or it is night: the reminder stays, visibly, and nothing is said.
            row.due_ms = live->listeners.empty() ? until_back_ms : moved;
            auto write = bare_write(*live, *key);
            write.timers.push_back(row);
            const auto kept = co_await with_.store.commit(std::move(write));
            if (!kept)
            {
                live->is_loaded = false;
                co_return std::unexpected(kept.error());
            }
            live->version = kept->version;
            co_return std::expected<void, error>{};
        }
        input.event.flow = body->flow;
        input.event.words = private_text(body->words);
        input.event.given = body->given;
    }
    const auto done = co_await guarded(try_turn(live, input, nullptr, std::string_view()));
    if (!done)
    {
        live->is_loaded = false;
        co_return std::unexpected(done.error());
    }
    with_.counts.count(metric::timers_fired);
    co_return std::expected<void, error>{};
}

std::int64_t conversations::overdue_ms() const noexcept
{
    return awaited_ms_ == 0 ? 0 : std::max<std::int64_t>(0, with_.time.now_ms() - awaited_ms_);
}

} // namespace switchback::service
