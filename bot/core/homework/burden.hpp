// What a client's homework adds up to in a week, so that a therapist sees it before adding to it.
// Pure; any thread.
#pragma once

#include "bot/core/homework/assignment.hpp"
#include "bot/core/homework/quiet_hours.hpp"

#include <span>
#include <string>
#include <string_view>

namespace switchback::homework {

/// Of the fullest seven days among the next limits::burden_weeks weeks.
struct burden
{
    std::int32_t minutes = 0; // as the flows declare
    std::int32_t nudges = 0;  // if the client agrees to reminders; at most one a day
    bool operator==(const burden&) const = default;
};

/// Adds up what is open and what will open. One that waits for another is counted from the first
/// day it may open; one that was begun or is overdue counts today.
[[nodiscard]] burden burden_of(
    std::span<const assignment> all, const zone_offset& zone, const quiet_hours& quiet,
    std::int64_t now_ms);

/// True above limits::burden_minutes or limits::burden_nudges.
[[nodiscard]] bool is_heavy(const burden& of) noexcept;

/// `About 25 minutes and 4 reminders in the fullest week.`, and what to do when that is heavy; in
/// English or Spanish (`es`).
[[nodiscard]] std::string in_words(const burden& of, std::string_view language);

} // namespace switchback::homework
