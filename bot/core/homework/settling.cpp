// What time does to an assignment: occurrences open, close and end, and one timer waits for the
// next of these.
#include "bot/base/limits.hpp"
#include "bot/core/homework/turn.hpp"

#include <algorithm>

namespace switchback::homework {
namespace {

// Windows are the plan's for as long as it has that day; what was planned away keeps its own.
void follow_the_plan(turn& in)
{
    for (auto& one : in.state.kept)
        if (!one.is_over)
            if (const auto now = window_of(in.state.when, in.zone, one.when.day))
                one.when = *now;
}

void close_what_is_over(turn& in, bool skips)
{
    for (auto& one : in.state.kept)
    {
        if (one.is_over || one.when.closes_ms > in.now_ms)
            continue;
        if (one.is != occurrence_state::partial)
            one.is = skips ? occurrence_state::skipped : occurrence_state::expired;
        one.is_over = true;
        one.ended_ms = one.when.closes_ms;
        in.emit(withdraw{one.when.day});
    }
}

void keep(turn& in, occurrence one)
{
    auto& kept = in.state.kept;
    kept.push_back(std::move(one));
    if (kept.size() <= limits::occurrences_kept)
        return;
    auto oldest = std::ranges::find(kept, true, &occurrence::is_over);
    if (oldest == kept.end())
        oldest = kept.begin();
    count(in.state.older, *oldest);
    kept.erase(oldest);
}

void open_what_is_due(turn& in, bool skips)
{
    auto& s = in.state;
    for (bool is_more = true; is_more;)
    {
        const auto ahead = upcoming(s, in.zone, limits::occurrences_kept);
        is_more = ahead.size() == limits::occurrences_kept;
        for (const auto& when : ahead)
        {
            if (when.opens_ms > in.now_ms)
                return;
            s.through_day = when.day;
            occurrence one{.when = when, .why = {}};
            if (when.closes_ms <= in.now_ms)
            {
                // Nobody could see it in time: told to nobody, counted as never sent.
                one.is = skips ? occurrence_state::skipped : occurrence_state::expired;
                one.is_over = true;
                one.ended_ms = when.closes_ms;
            }
            else
                in.emit(deliver{when.day});
            keep(in, std::move(one));
        }
    }
}

bool has_open(const assignment& of)
{
    return std::ranges::find(of.kept, false, &occurrence::is_over) != of.kept.end();
}

void finish_what_has_no_date(turn& in)
{
    auto& s = in.state;
    // Another session may always be agreed on.
    if (s.when.when == rhythm::before_session || has_open(s) || !upcoming(s, in.zone, 1).empty())
        return;
    s.is = standing::finished;
    s.asked.reset();
    if (!s.was_done)
        in.emit(tell_next{false});
}

} // namespace

std::vector<window> upcoming(const assignment& of, const zone_offset& zone, std::size_t most)
{
    if (of.when.when != rhythm::before_session)
        return next_windows(of.when, zone, of.through_day, most);
    auto out = next_windows(of.when, zone, of.through_day, limits::sessions_known);
    std::erase_if(out, [&of](const window& next) {
        return std::ranges::find(of.kept, next.closes_ms, [](const occurrence& one) {
                   return one.when.closes_ms;
               }) != of.kept.end();
    });
    out.resize(std::min(out.size(), most));
    return out;
}

void count(tally& into, const occurrence& one) noexcept
{
    ++into.each[static_cast<std::size_t>(one.is)];
    if (one.is == occurrence_state::expired && one.sent_ms == 0)
        ++into.unsent;
    if (one.is == occurrence_state::done && one.ended_ms > one.when.due_ms)
        ++into.late;
}

void settle(turn& in, bool skips)
{
    if (in.state.is != standing::active || in.state.is_paused)
        return;
    follow_the_plan(in);
    close_what_is_over(in, skips);
    open_what_is_due(in, skips);
    finish_what_has_no_date(in);
}

void arm(turn& in)
{
    auto& s = in.state;
    std::int64_t due_ms = 0;
    if (s.is == standing::active && !s.is_paused)
    {
        const auto sooner = [&due_ms](std::int64_t at) {
            due_ms = due_ms == 0 ? at : std::min(due_ms, at);
        };
        for (const auto& one : s.kept)
            if (!one.is_over)
                sooner(one.when.closes_ms);
        for (const auto& next : upcoming(s, in.zone, 1))
            sooner(next.opens_ms);
    }
    if (due_ms == s.timer_ms)
        return;
    s.timer_ms = due_ms;
    if (due_ms != 0)
        in.emit(set_timer{due_ms, ++s.generation});
    else
        in.emit(clear_timer{});
}

void end(turn& in, occurrence& what, occurrence_state as)
{
    what.is = as;
    what.is_over = true;
    what.ended_ms = in.now_ms;
}

bool may_go_on(turn& in)
{
    switch (in.state.is)
    {
    case standing::locked:
    case standing::active:
        return true;
    case standing::revoked:
        in.refuse(problem::revoked, "standing");
        return false;
    case standing::declined:
        in.refuse(problem::declined, "standing");
        return false;
    case standing::finished:
        break;
    }
    in.refuse(problem::finished, "standing");
    return false;
}

occurrence* need_occurrence(turn& in, std::int64_t day, early may)
{
    auto& s = in.state;
    const auto found =
        std::ranges::find(s.kept, day, [](const occurrence& of) { return of.when.day; });
    if (found != s.kept.end())
    {
        if (!found->is_over)
            return &*found;
        in.refuse(problem::closed, "day");
        return nullptr;
    }
    if (s.is == standing::locked)
    {
        in.refuse(problem::locked, "unlock");
        return nullptr;
    }
    const auto next = upcoming(s, in.zone, 1);
    if (next.empty() || next[0].day != day)
    {
        in.refuse(problem::no_such_day, "day");
        return nullptr;
    }
    if (may == early::as_allowed && !s.may_start_early)
    {
        in.refuse(problem::not_open_yet, "opens");
        return nullptr;
    }
    s.through_day = day;
    keep(in, {.when = next[0], .sent_ms = in.now_ms, .why = {}});
    return &s.kept.back();
}

} // namespace switchback::homework
