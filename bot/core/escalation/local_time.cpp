#include "bot/core/escalation/local_time.hpp"

#include "bot/base/limits.hpp"

#include <algorithm>

namespace switchback::escalation {
namespace {

std::int64_t floor_div(std::int64_t value, std::int64_t by) noexcept
{
    return value / by - (value % by < 0 ? 1 : 0);
}

std::int64_t offset_ms(const zone_offset& offset_min, std::int64_t time_ms)
{
    return std::int64_t{offset_min(time_ms)} * limits::minute_ms;
}

// The first instant in (before, after] at which the offset is that of `after`.
std::int64_t change_between(const zone_offset& offset_min, std::int64_t before, std::int64_t after)
{
    const auto wanted = offset_min(after);
    while (after - before > 1)
    {
        const auto middle = before + (after - before) / 2;
        (offset_min(middle) == wanted ? after : before) = middle;
    }
    return after;
}

} // namespace

std::int64_t local_day(const zone_offset& offset_min, std::int64_t time_ms)
{
    return floor_div(time_ms + offset_ms(offset_min, time_ms), limits::day_ms);
}

int weekday_of(std::int64_t day) noexcept
{
    // 1970-01-01 was a Thursday.
    const auto from_monday = (day + 3) % 7;
    return static_cast<int>(from_monday < 0 ? from_monday + 7 : from_monday);
}

std::int64_t instant_of(const zone_offset& offset_min, std::int64_t day, std::int64_t minute)
{
    const auto wall = day * limits::day_ms + minute * limits::minute_ms;
    // No clock changes twice within two days, so the offset is that of a day before or after.
    const auto before = offset_ms(offset_min, wall - limits::day_ms);
    const auto after = offset_ms(offset_min, wall + limits::day_ms);
    const auto [least, most] = std::minmax({wall - before, wall - after});
    for (const auto candidate : {least, most})
        if (candidate + offset_ms(offset_min, candidate) == wall)
            return candidate;
    return change_between(offset_min, least, most);
}

} // namespace switchback::escalation
