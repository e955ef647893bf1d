#include "bot/core/homework/quiet_hours.hpp"

#include "bot/base/limits.hpp"

namespace switchback::homework {
namespace {

constexpr std::int64_t minutes_a_day = limits::day_ms / limits::minute_ms;

std::int64_t floor_div(std::int64_t value, std::int64_t by) noexcept
{
    return value / by - (value % by < 0 ? 1 : 0);
}

std::int64_t wall_minute(const escalation::zone_offset& zone, std::int64_t time_ms)
{
    return floor_div(time_ms, limits::minute_ms) + zone(time_ms);
}

bool holds(const quiet_hours& hours, std::int64_t wall)
{
    const auto minute = wall - floor_div(wall, minutes_a_day) * minutes_a_day;
    return hours.from_minute <= hours.until_minute
               ? minute >= hours.from_minute && minute < hours.until_minute
               : minute >= hours.from_minute || minute < hours.until_minute;
}

} // namespace

bool is_quiet(const escalation::zone_offset& zone, const quiet_hours& hours, std::int64_t time_ms)
{
    return holds(hours, wall_minute(zone, time_ms));
}

std::int64_t outside_quiet_hours(
    const escalation::zone_offset& zone, const quiet_hours& hours, std::int64_t time_ms)
{
    // The clock changes at most once on the way, and each change asks once more.
    for (int looks = 0; looks < 4 && is_quiet(zone, hours, time_ms); ++looks)
    {
        const auto wall = wall_minute(zone, time_ms);
        const auto day = floor_div(wall, minutes_a_day);
        const bool is_tomorrow = wall - day * minutes_a_day >= hours.until_minute;
        const auto end =
            escalation::instant_of(zone, day + (is_tomorrow ? 1 : 0), hours.until_minute);
        // The end has its second time ahead: the first one is gone by.
        const auto left = (day + (is_tomorrow ? 1 : 0)) * minutes_a_day + hours.until_minute - wall;
        time_ms = end > time_ms ? end
                                : floor_div(time_ms, limits::minute_ms) * limits::minute_ms +
                                      left * limits::minute_ms;
    }
    return time_ms;
}

} // namespace switchback::homework
