// Days counted from 1970-01-01 and what the calendar calls them. Pure; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace switchback::homework {

struct civil_day
{
    int year = 1970;
    int month = 1;
    int day = 1;
    int days_in_month = 31;
};

/// The date of a day; for days within limits::furthest_day of 1970.
[[nodiscard]] inline civil_day civil_of(std::int64_t day) noexcept
{
    using namespace std::chrono;
    const year_month_day at{sys_days(days(static_cast<int>(day)))};
    const auto last = year_month_day_last(at.year(), month_day_last(at.month())).day();
    return {
        static_cast<int>(at.year()), static_cast<int>(static_cast<unsigned>(at.month())),
        static_cast<int>(static_cast<unsigned>(at.day())),
        static_cast<int>(static_cast<unsigned>(last))};
}

/// The day of a date, or nothing when the calendar does not have it.
[[nodiscard]] inline std::optional<std::int64_t> day_of(int year, int month, int day) noexcept
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
        return std::nullopt;
    const std::chrono::year_month_day made{
        std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
        std::chrono::day(static_cast<unsigned>(day))};
    if (!made.ok())
        return std::nullopt;
    return std::chrono::sys_days(made).time_since_epoch().count();
}

} // namespace switchback::homework
