#include "bot/core/escalation/rota.hpp"

#include "bot/base/limits.hpp"

#include <algorithm>
#include <set>

namespace switchback::escalation {
namespace {

constexpr int minutes_a_day = 1440;

bool is_away(const responder& who, std::int64_t day) noexcept
{
    return std::ranges::any_of(who.away, [day](const day_range& away) {
        return away.from_day <= day && day <= away.until_day;
    });
}

bool is_holiday(const rota& of, std::int64_t day) noexcept
{
    return std::ranges::find(of.holidays, day) != of.holidays.end();
}

// Adds the hours that begin on that day.
void add_hours(
    const std::vector<day_hours>& hours, const zone_offset& zone, std::int64_t day,
    std::vector<stretch>& to)
{
    for (const auto& one : hours)
    {
        if (one.weekday != weekday_of(day))
            continue;
        const stretch found{
            instant_of(zone, day, one.from_min), instant_of(zone, day, one.until_min)};
        if (found.from_ms < found.until_ms) // a gap of the clock may swallow a short one
            to.push_back(found);
    }
}

bool covers(
    const std::vector<day_hours>& hours, const responder& who, const rota* with_holidays,
    const zone_offset& zone, std::int64_t time_ms)
{
    const auto today = local_day(zone, time_ms);
    for (const auto day : {today - 1, today}) // the hours of yesterday may pass midnight
    {
        if (is_away(who, day) || (with_holidays != nullptr && is_holiday(*with_holidays, day)))
            continue;
        std::vector<stretch> found;
        add_hours(hours, zone, day, found);
        if (std::ranges::any_of(found, [time_ms](const stretch& one) {
                return one.from_ms <= time_ms && time_ms < one.until_ms;
            }))
            return true;
    }
    return false;
}

// Calls `take` with each open stretch that ends after `time_ms`, in order, until it says true.
template <class Take>
void walk_open(const rota& of, const zone_offset& zone, std::int64_t time_ms, Take take)
{
    const auto today = local_day(zone, time_ms);
    auto counted_ms = time_ms; // stretches of two days may overlap at midnight
    for (auto day = today - 1; day <= today + limits::rota_days_ahead; ++day)
        for (const auto& one : open_on(of, zone, day))
        {
            if (one.until_ms <= counted_ms)
                continue;
            if (take(stretch{std::max(one.from_ms, counted_ms), one.until_ms}, day))
                return;
            counted_ms = one.until_ms;
        }
}

std::expected<void, error> check_hours(const std::vector<day_hours>& hours)
{
    if (hours.size() > limits::rota_ranges)
        return fail(errc::too_long, "hours");
    for (const auto& one : hours)
        if (one.weekday < 0 || one.weekday > 6 || one.from_min < 0 ||
            one.from_min >= minutes_a_day || one.until_min <= one.from_min ||
            one.until_min - one.from_min > minutes_a_day)
            return fail(errc::bad_request, "hours");
    return {};
}

} // namespace

std::string_view name_of(tier value) noexcept
{
    constexpr std::string_view names[]{"none",    "primary",    "backup",
                                       "on_call", "supervisor", "operator"};
    return names[static_cast<std::size_t>(value)];
}

std::expected<void, error> check(const rota& of)
{
    if (of.people.size() > limits::rota_people || of.holidays.size() > limits::rota_holidays)
        return fail(errc::too_long, "people");
    std::set<std::string_view> ids;
    for (const auto& who : of.people)
    {
        if (who.id.empty() || who.name.empty() || !ids.insert(who.id).second)
            return fail(errc::bad_request, "id");
        if (who.id.size() > limits::responder_bytes ||
            who.name.size() > limits::responder_name_bytes ||
            who.channels > limits::pager_channels || who.away.size() > limits::rota_ranges)
            return fail(errc::too_long, who.id);
        if (!who.is_primary && !who.is_backup && !who.is_supervisor && !who.is_operator)
            return fail(errc::bad_request, "tier");
        for (const auto& hours : {who.hours, who.on_call})
            if (auto checked = check_hours(hours); !checked)
                return checked;
    }
    return {};
}

bool has_responders(const rota& of) noexcept
{
    return std::ranges::any_of(of.people, [](const responder& who) {
        const bool answers = who.is_primary || who.is_backup || who.is_supervisor;
        return answers && who.channels > 0 && !(who.hours.empty() && who.on_call.empty());
    });
}

bool is_at_work(const rota& of, const responder& who, const zone_offset& zone, std::int64_t time_ms)
{
    return covers(who.hours, who, &of, zone, time_ms);
}

bool is_on_call(const responder& who, const zone_offset& zone, std::int64_t time_ms)
{
    return covers(who.on_call, who, nullptr, zone, time_ms);
}

std::vector<stretch> open_on(const rota& of, const zone_offset& zone, std::int64_t day)
{
    std::vector<stretch> found;
    if (is_holiday(of, day))
        return found;
    for (const auto& who : of.people)
        if ((who.is_primary || who.is_backup) && who.channels > 0 && !is_away(who, day))
            add_hours(who.hours, zone, day, found);
    std::ranges::sort(found, {}, &stretch::from_ms);
    std::vector<stretch> joined;
    for (const auto& one : found)
    {
        if (!joined.empty() && one.from_ms <= joined.back().until_ms)
            joined.back().until_ms = std::max(joined.back().until_ms, one.until_ms);
        else
            joined.push_back(one);
    }
    return joined;
}

std::optional<std::int64_t>
next_opening(const rota& of, const zone_offset& zone, std::int64_t time_ms)
{
    std::optional<std::int64_t> found;
    walk_open(of, zone, time_ms, [&](const stretch& open, std::int64_t) {
        found = open.from_ms;
        return true;
    });
    return found;
}

std::optional<std::int64_t>
next_morning(const rota& of, const zone_offset& zone, std::int64_t time_ms)
{
    const auto today = local_day(zone, time_ms);
    for (auto day = today; day <= today + limits::rota_days_ahead; ++day)
    {
        const auto open = open_on(of, zone, day);
        if (!open.empty() && open.front().from_ms > time_ms)
            return open.front().from_ms;
    }
    return std::nullopt;
}

std::vector<const responder*>
reviewers(const rota& of, const zone_offset& zone, std::int64_t time_ms)
{
    const auto today = local_day(zone, time_ms);
    for (const auto role :
         {&responder::is_primary, &responder::is_backup, &responder::is_supervisor})
    {
        std::vector<const responder*> there;
        std::vector<const responder*> all;
        for (const auto& who : of.people)
            if (who.*role && who.channels > 0)
            {
                all.push_back(&who);
                if (!is_away(who, today))
                    there.push_back(&who);
            }
        if (!all.empty())
            return there.empty() ? all : there;
    }
    return {};
}

std::optional<std::int64_t>
next_reachable(const rota& of, const zone_offset& zone, std::int64_t time_ms)
{
    std::optional<std::int64_t> found;
    const auto today = local_day(zone, time_ms);
    for (auto day = today - 1; day <= today + limits::rota_days_ahead && !found; ++day)
    {
        std::vector<stretch> hours;
        for (const auto& who : of.people)
        {
            const bool answers = who.is_primary || who.is_backup || who.is_supervisor;
            if (!answers || who.channels == 0 || is_away(who, day))
                continue;
            add_hours(who.on_call, zone, day, hours);
            if (!is_holiday(of, day))
                add_hours(who.hours, zone, day, hours);
        }
        for (const auto& one : hours)
            if (one.until_ms > time_ms)
                found = std::min(found.value_or(one.until_ms), std::max(one.from_ms, time_ms));
    }
    return found;
}

std::optional<std::int64_t>
add_working(const rota& of, const zone_offset& zone, std::int64_t time_ms, std::int64_t working_ms)
{
    std::optional<std::int64_t> found;
    walk_open(of, zone, time_ms, [&](const stretch& open, std::int64_t) {
        const auto length_ms = open.until_ms - open.from_ms;
        if (working_ms <= length_ms)
            found = open.from_ms + working_ms;
        working_ms -= length_ms;
        return found.has_value();
    });
    return found;
}

std::optional<std::int64_t>
end_of_working_day(const rota& of, const zone_offset& zone, std::int64_t time_ms)
{
    std::optional<std::int64_t> end;
    std::int64_t end_day = 0;
    walk_open(of, zone, time_ms, [&](const stretch& open, std::int64_t day) {
        if (end && day != end_day)
            return true; // the lunch break is behind; this is the next day
        end = open.until_ms;
        end_day = day;
        return false;
    });
    return end;
}

bool never_closes(const rota& of, const zone_offset& zone, std::int64_t time_ms)
{
    const auto week_ms = time_ms + 7 * limits::day_ms;
    auto open_until_ms = time_ms;
    walk_open(of, zone, time_ms, [&](const stretch& open, std::int64_t) {
        if (open.from_ms > open_until_ms)
            return true;
        open_until_ms = open.until_ms;
        return open_until_ms >= week_ms;
    });
    return open_until_ms >= week_ms;
}

} // namespace switchback::escalation
