// What a therapist does with a homework, each act naming the version they saw; and what their other
// acts bring with them: a previous homework that ended, the dates of sessions.
#include "bot/base/limits.hpp"
#include "bot/core/homework/draft.hpp"
#include "bot/core/homework/turn.hpp"

#include <algorithm>

namespace switchback::homework {
namespace {

bool is_current(turn& in, std::uint32_t version)
{
    if (version == in.state.version)
        return true;
    in.refuse(problem::stale_version, "version");
    return false;
}

bool may_change(turn& in, std::uint32_t version)
{
    return is_current(in, version) && may_go_on(in);
}

std::int64_t last_kept_day(const assignment& of, std::int64_t otherwise)
{
    for (const auto& one : of.kept)
        otherwise = std::max(otherwise, one.when.day);
    return otherwise;
}

// Open, not begun, and by the new plan not open now: nobody loses anything, and a day that is still
// to come opens anew.
void drop_what_was_planned_away(turn& in, const plan& fresh)
{
    auto& s = in.state;
    std::erase_if(s.kept, [&](const occurrence& one) {
        if (one.is_over || one.opened_ms != 0)
            return false;
        const auto moved = window_of(fresh, in.zone, one.when.day);
        if (moved && moved->opens_ms <= in.now_ms)
            return false;
        s.through_day = std::min(s.through_day, one.when.day - 1);
        in.emit(withdraw{one.when.day});
        return true;
    });
    // What was begun ahead of it stays, and its day does not come again.
    s.through_day = last_kept_day(s, s.through_day);
}

// The first day of a new plan that may open from today on.
std::int64_t first_open(const plan& fresh, std::int64_t today)
{
    switch (fresh.when)
    {
    case rhythm::once:
        return fresh.first_day;
    case rhythm::repeating:
        return std::max(fresh.first_day, today); // a new rule says nothing about the days before it
    case rhythm::before_session:
        break;
    }
    return std::max(fresh.first_day, today - fresh.lead_days); // for a session today
}

fault fault_of_edit(const turn& in, plan fresh)
{
    const auto& s = in.state;
    if (auto wrong = out_of_range(fresh); !wrong.empty())
        return std::move(wrong.front());
    const auto today = escalation::local_day(in.zone, in.now_ms);
    const bool has_been = fresh.when == rhythm::once && !s.kept.empty() && s.kept.back().is_over &&
                          s.kept.back().when.day >= fresh.first_day;
    if (has_been || (fresh.first_day != s.when.first_day && fresh.first_day < today))
        return {problem::in_the_past, "first_day", {}};
    if (s.is == standing::locked)
        fresh.first_day = std::max(fresh.first_day, today); // it opens no sooner
    // What is open may be overdue as it was, and is not made overdue.
    auto after = first_open(fresh, today) - 1;
    bool has_open = false;
    for (const auto& one : s.kept)
    {
        const auto moved = one.is_over ? std::nullopt : window_of(fresh, in.zone, one.when.day);
        if (!moved)
            continue;
        if (moved->due_ms <= in.now_ms && moved->due_ms != one.when.due_ms)
            return {problem::in_the_past, "due", {}};
        after = std::max(after, one.when.day);
        has_open = true;
    }
    auto wrong = faults_of(fresh, in.zone, in.now_ms, after);
    std::erase_if(wrong, [has_open](const fault& one) {
        return has_open && one.why == problem::never_occurs;
    });
    return wrong.empty() ? fault{} : std::move(wrong.front());
}

} // namespace

plan with(plan from, const proposal& wish)
{
    from.first_day = wish.first_day;
    from.opens_minute = wish.opens_minute;
    if (wish.repeats)
        from.repeats = *wish.repeats;
    return from;
}

void replan(turn& in, plan fresh)
{
    auto& s = in.state;
    std::erase_if(fresh.sessions, [&in](std::int64_t at) { return at <= in.now_ms; });
    drop_what_was_planned_away(in, fresh);
    const auto today = escalation::local_day(in.zone, in.now_ms);
    const auto before = first_open(fresh, today) - 1;
    switch (fresh.when)
    {
    case rhythm::repeating:
        s.through_day = std::max(s.through_day, before);
        break;
    case rhythm::before_session:
        // A nearer session may have come between; what has been open is not opened again.
        s.through_day = last_kept_day(s, before);
        break;
    case rhythm::once:
        if (s.kept.empty() || s.kept.back().is_over)
        {
            s.through_day = before;
            break;
        }
        // It has begun, so it keeps the day that names it; its end is the new one.
        const auto begun = s.kept.back().when.day;
        const auto later = static_cast<std::int32_t>(fresh.first_day - begun);
        constexpr auto most = 2 * limits::homework_window_days;
        fresh.due_after_days = std::clamp(fresh.due_after_days + later, 0, most);
        fresh.closes_after_days =
            std::clamp(fresh.closes_after_days + later, fresh.due_after_days, most);
        fresh.first_day = s.through_day = begun;
        break;
    }
    s.when = std::move(fresh);
}

void take_answer(turn& in, const proposal_answered& what)
{
    auto& s = in.state;
    if (!may_change(in, what.version))
        return;
    if (!s.asked)
        return in.refuse(problem::nothing_asked, "proposal");
    if (what.is_accepted)
    {
        auto fresh = with(s.when, *s.asked);
        auto wrong = faults_of(fresh, in.zone, in.now_ms, fresh.first_day - 1);
        if (!wrong.empty())
        {
            in.wrong = std::move(wrong.front());
            return;
        }
        replan(in, std::move(fresh));
    }
    s.asked.reset();
    ++s.version;
    in.emit(tell{what.is_accepted ? news::proposal_accepted : news::proposal_declined, 0});
}

void take_pause(turn& in, const paused& what)
{
    if (!may_change(in, what.version))
        return;
    if (in.state.is_paused)
        return in.refuse(problem::already, "standing");
    in.state.is_paused = true;
    ++in.state.version;
    in.emit(tell{news::changed, 0});
}

void take_resumption(turn& in, const resumed& what)
{
    if (!may_change(in, what.version))
        return;
    if (!in.state.is_paused)
        return in.refuse(problem::already, "standing");
    in.state.is_paused = false;
    ++in.state.version;
    settle(in, true);
    in.emit(tell{news::changed, 0});
}

void take_revocation(turn& in, const revoked& what)
{
    auto& s = in.state;
    if (!may_change(in, what.version))
        return;
    for (auto& one : s.kept)
        if (!one.is_over)
        {
            if (one.is == occurrence_state::partial)
                end(in, one, occurrence_state::partial);
            else
                end(in, one, occurrence_state::skipped);
            in.emit(withdraw{one.when.day});
        }
    s.is = standing::revoked;
    s.asked.reset();
    ++s.version;
    in.emit(tell{news::taken_back, 0});
    if (!s.was_done)
        in.emit(tell_next{false});
}

void take_edit(turn& in, const edited& what)
{
    auto& s = in.state;
    if (!may_change(in, what.version))
        return;
    if (what.note.size() > limits::homework_words_bytes)
        return in.refuse(problem::too_long, "note");
    if (what.reminders < 0 || what.reminders > limits::nudges_each)
        return in.refuse(problem::out_of_range, "reminders");
    if (what.when != s.when)
    {
        auto fresh = what.when;
        std::ranges::sort(fresh.sessions);
        if (auto wrong = fault_of_edit(in, fresh); wrong.why != problem::none)
        {
            in.wrong = std::move(wrong);
            return;
        }
        replan(in, std::move(fresh));
    }
    s.note = what.note;
    s.may_start_early = what.may_start_early;
    s.reminders = what.reminders;
    ++s.version;
    in.emit(tell{news::changed, 0});
}

void take_previous(turn& in, const previous_ended& what)
{
    auto& s = in.state;
    if (!may_go_on(in))
        return;
    if (s.is != standing::locked || what.previous != s.unlock.previous)
        return in.refuse(problem::already, "unlock");
    if (!what.was_done && s.unlock.when == unlocking::after_done)
        return in.emit(tell{news::cannot_open, 0});
    const auto today = escalation::local_day(in.zone, in.now_ms);
    s.is = standing::active;
    s.when.first_day =
        std::min(limits::furthest_day, std::max(s.when.first_day, today + s.unlock.delay_days));
    s.through_day = s.when.first_day - 1;
}

void take_sessions(turn& in, const sessions_set& what)
{
    auto& s = in.state;
    if (!may_go_on(in))
        return;
    if (s.when.when != rhythm::before_session)
        return in.refuse(problem::out_of_range, "sessions");
    auto fresh = s.when;
    fresh.sessions = what.sessions;
    std::ranges::sort(fresh.sessions);
    if (!out_of_range(fresh).empty())
        return in.refuse(problem::out_of_range, "sessions");
    replan(in, std::move(fresh));
}

} // namespace switchback::homework
