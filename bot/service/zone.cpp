#include "bot/service/zone.hpp"

#include "bot/base/limits.hpp"

#include <chrono>
#include <date/tz.h>

namespace switchback::service {
namespace {

using time_point = std::chrono::sys_time<std::chrono::milliseconds>;

const date::time_zone* find_zone(std::string_view name) noexcept
{
    try
    {
        return date::locate_zone(std::string(name));
    }
    catch (...)
    {
        return nullptr;
    }
}

} // namespace

bool is_zone(std::string_view name) noexcept
{
    return !name.empty() && name.size() <= limits::zone_bytes && find_zone(name) != nullptr;
}

int utc_offset_min(std::string_view zone, std::int64_t time_ms) noexcept
{
    // UTC is the default and needs no database, whose first reading costs milliseconds.
    if (zone.empty() || zone == "UTC")
        return 0;
    const auto* known = find_zone(zone);
    if (known == nullptr)
        return 0;
    const auto at =
        std::chrono::floor<std::chrono::seconds>(time_point(std::chrono::milliseconds(time_ms)));
    return static_cast<int>(
        std::chrono::duration_cast<std::chrono::minutes>(known->get_info(at).offset).count());
}

std::int64_t outside_quiet_hours(std::string_view zone, std::int64_t time_ms) noexcept
{
    constexpr std::int64_t minute = 60'000;
    const auto local_minutes = time_ms / minute + utc_offset_min(zone, time_ms);
    const auto minute_of_day = static_cast<int>((local_minutes % 1'440 + 1'440) % 1'440);
    const int from = limits::quiet_from_hour * 60;
    const int until = limits::quiet_until_hour * 60;
    if (minute_of_day >= until && minute_of_day < from)
        return time_ms;
    const int wait = minute_of_day < until ? until - minute_of_day : 1'440 - minute_of_day + until;
    const auto moved = time_ms + wait * minute;
    // A change of clocks in that night moves the morning by as much.
    return moved + (utc_offset_min(zone, time_ms) - utc_offset_min(zone, moved)) * minute;
}

} // namespace switchback::service
