// Hours, dates and windows as an operator writes them. Pure; any thread.
#pragma once

#include "bot/core/escalation/rota.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace switchback {

/// `Mon-Fri 08:30-17:00`, `Sat 10:00-14:00`, `Mon,Wed 20:00-06:00` (until six the morning after),
/// `Mon-Sun 00:00-24:00`: one for each day. Nothing when it is not of that form.
[[nodiscard]] std::optional<std::vector<escalation::day_hours>> parse_hours(std::string_view text);

/// `2026-12-24` as days since 1970-01-01; nothing for a date the calendar does not have.
[[nodiscard]] std::optional<std::int64_t> parse_day(std::string_view text);

/// `2026-12-24` or `2026-12-24 to 2027-01-06`, both included; nothing when it ends before it
/// begins.
[[nodiscard]] std::optional<escalation::day_range> parse_days(std::string_view text);

/// `90 s`, `15 min`, `4 h`, `2 d` in milliseconds; nothing for another form or over a year.
[[nodiscard]] std::optional<std::int64_t> parse_window(std::string_view text);

} // namespace switchback
