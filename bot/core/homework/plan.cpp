#include "bot/core/homework/plan.hpp"

#include "bot/base/limits.hpp"

#include <algorithm>

namespace switchback::homework {
namespace {

using escalation::instant_of;

std::vector<std::int64_t>
days_of(const plan& of, const zone_offset& zone, std::int64_t after_day, std::size_t most)
{
    std::vector<std::int64_t> out;
    switch (of.when)
    {
    case rhythm::once:
        if (of.first_day > after_day && most > 0)
            out.push_back(of.first_day);
        break;
    case rhythm::repeating:
        return next_days({of.repeats, of.first_day, of.opens_minute}, after_day, most);
    case rhythm::before_session:
        for (const auto session : of.sessions)
        {
            const auto day = escalation::local_day(zone, session) - of.lead_days;
            const auto least = std::max(of.first_day - 1, out.empty() ? after_day : out.back());
            if (day > least && out.size() < most)
                out.push_back(day); // two sessions in one day are prepared for once
        }
        break;
    }
    return out;
}

window made(const plan& of, const zone_offset& zone, std::int64_t day)
{
    window out{day, instant_of(zone, day, of.opens_minute), 0, 0};
    if (of.when == rhythm::before_session)
    {
        const auto session = std::ranges::find_if(of.sessions, [&](std::int64_t at) {
            return escalation::local_day(zone, at) - of.lead_days == day;
        });
        out.due_ms = out.closes_ms = *session;
    }
    else
    {
        out.due_ms = instant_of(zone, day + of.due_after_days, of.due_minute);
        out.closes_ms = instant_of(zone, day + of.closes_after_days, of.closes_minute);
    }
    out.due_ms = std::max(out.due_ms, out.opens_ms);
    out.closes_ms = std::max({out.closes_ms, out.due_ms, out.opens_ms + limits::least_window_ms});
    return out;
}

} // namespace

std::vector<window>
next_windows(const plan& of, const zone_offset& zone, std::int64_t after_day, std::size_t most)
{
    most = std::min(most, limits::recurrence_dates);
    std::vector<window> out;
    // One more than asked for, because each closes when the next one opens.
    for (const auto day : days_of(of, zone, after_day, most + 1))
    {
        auto next = made(of, zone, day);
        if (!out.empty() && next.opens_ms <= out.back().opens_ms)
            continue; // a missing day moved both to the same instant
        if (!out.empty())
        {
            auto& last = out.back();
            last.closes_ms = std::min(last.closes_ms, next.opens_ms);
            last.due_ms = std::min(last.due_ms, last.closes_ms);
        }
        out.push_back(next);
    }
    if (out.size() > most)
        out.pop_back();
    return out;
}

std::optional<window> window_of(const plan& of, const zone_offset& zone, std::int64_t day)
{
    const auto found = next_windows(of, zone, day - 1, 1);
    return found.empty() || found[0].day != day ? std::nullopt : std::optional(found[0]);
}

} // namespace switchback::homework
