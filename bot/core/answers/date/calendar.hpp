// Calendar sums on flow::date. Pure; any thread.
#pragma once

#include "bot/core/flow/value.hpp"

#include <chrono>
#include <optional>

namespace switchback::answers {

[[nodiscard]] inline std::chrono::year_month_day civil(flow::date day) noexcept
{
    return std::chrono::sys_days(std::chrono::days(day.days));
}

/// The day, or nothing when the calendar does not have it.
[[nodiscard]] inline std::optional<flow::date> day_of(int year, int month, int day) noexcept
{
    if (month < 1 || month > 12 || day < 1 || day > 31)
        return std::nullopt;
    const std::chrono::year_month_day made{
        std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
        std::chrono::day(static_cast<unsigned>(day))};
    if (!made.ok())
        return std::nullopt;
    return flow::date{
        static_cast<std::int32_t>(std::chrono::sys_days(made).time_since_epoch().count())};
}

/// 0 Monday .. 6 Sunday.
[[nodiscard]] inline int weekday_of(flow::date day) noexcept
{
    return static_cast<int>(((day.days % 7) + 7 + 3) % 7);
}

/// The same day some months on; the month's last day when it is shorter.
[[nodiscard]] inline flow::date add_months(flow::date from, int months) noexcept
{
    auto made = civil(from) + std::chrono::months(months);
    if (!made.ok())
        made = made.year() / made.month() / std::chrono::last;
    return {static_cast<std::int32_t>(std::chrono::sys_days(made).time_since_epoch().count())};
}

} // namespace switchback::answers
