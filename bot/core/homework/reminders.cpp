#include "bot/core/homework/reminders.hpp"

#include <algorithm>

namespace switchback::homework {
namespace {

struct candidate
{
    std::int64_t at_ms = 0;
    std::int64_t closes_ms = 0;
    const assignment* of = nullptr;
};

void add_points(
    const assignment& of, const window& when, const zone_offset& zone, std::int64_t after_ms,
    std::vector<candidate>& out)
{
    for (const auto at : reminder_points(of, when, zone))
        if (at > after_ms)
            out.push_back({at, when.closes_ms, &of});
}

void add_candidates(const assignment& of, const zone_offset& zone, std::vector<candidate>& out)
{
    if (of.is != standing::active || of.is_paused || of.reminders == 0)
        return;
    for (const auto& one : of.kept)
        if (!one.is_over)
            // Who has begun needs nobody to say that it is there.
            add_points(
                of, one.when, zone,
                std::max(one.reminded_ms, one.opened_ms == 0 ? 0 : one.when.opens_ms), out);
    for (const auto& next : upcoming(of, zone, limits::reminder_windows))
        add_points(of, next, zone, 0, out);
}

// The first instant that is on a later local day than the last one, and far enough from it.
std::int64_t least_after(const reminder_settings& with, std::int64_t now_ms)
{
    if (with.last_ms == 0)
        return now_ms;
    const auto last = with.last_ms > now_ms + limits::reminder_disbelief_ms ? now_ms : with.last_ms;
    // What had to wait for another day comes in its morning, whatever hours are quiet.
    const auto tomorrow = escalation::instant_of(
        with.zone, escalation::local_day(with.zone, last) + 1, limits::quiet_until_hour * 60);
    return std::max({now_ms, tomorrow, last + limits::reminder_apart_ms});
}

} // namespace

std::vector<std::int64_t>
reminder_points(const assignment& of, const window& when, const zone_offset& zone)
{
    std::vector<std::int64_t> out;
    if (of.reminders < 1)
        return out;
    out.push_back(when.opens_ms);
    const auto before_due = escalation::instant_of(
        zone, escalation::local_day(zone, when.due_ms) - 1, of.when.opens_minute);
    if (of.reminders > 1 && before_due > when.opens_ms && before_due < when.closes_ms)
        out.push_back(before_due);
    return out;
}

std::optional<reminder>
next_reminder(std::span<const assignment> all, const reminder_settings& with, std::int64_t now_ms)
{
    if (!with.is_wanted || with.is_held)
        return std::nullopt;
    std::vector<candidate> waiting;
    for (const auto& one : all.first(std::min(all.size(), limits::assignments_weighed)))
        add_candidates(one, with.zone, waiting);
    std::ranges::sort(waiting, {}, &candidate::at_ms);
    const auto least = least_after(with, now_ms);
    for (const auto& first : waiting)
    {
        const auto at = outside_quiet_hours(with.zone, with.quiet, std::max(first.at_ms, least));
        if (at >= first.closes_ms)
            continue; // it would speak of what is gone
        reminder out{at, {}};
        for (const auto& one : waiting)
            if (one.at_ms <= at && one.closes_ms > at &&
                std::ranges::find(out.about, one.of->number) == out.about.end())
                out.about.push_back(one.of->number);
        return out;
    }
    return std::nullopt;
}

std::string_view reminder_words(std::string_view language) noexcept
{
    return language.starts_with("es") ? "Tienes una nota" : "You have a note";
}

} // namespace switchback::homework
