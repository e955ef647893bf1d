// When a homework is open, due and closed: kept as the client's calendar and wall clock, so that a
// change of the clock, of the zone or of its data moves the instants and never the promise. Pure:
// the zone is a function the caller passes. Values; any thread.
#pragma once

#include "bot/core/homework/recurrence.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace switchback::homework {

enum class rhythm : std::uint8_t
{
    once,
    repeating,
    before_session // opens some days before each session, and closes when it begins
};

struct plan
{
    rhythm when = rhythm::once;
    std::int64_t first_day = 0; // none opens before it
    std::int32_t opens_minute = 0;
    std::int32_t due_after_days = 0; // from the day it opens
    std::int32_t due_minute = 0;
    std::int32_t closes_after_days = 0;
    std::int32_t closes_minute = 0;     // up to 1440, the end of that day
    recurrence repeats;                 // of `repeating`
    std::int32_t lead_days = 1;         // of `before_session`
    std::vector<std::int64_t> sessions; // instants, in order
    bool operator==(const plan&) const = default;
};

/// One time that a homework is to be done. Its day names it.
struct window
{
    std::int64_t day = 0;
    std::int64_t opens_ms = 0;
    std::int64_t due_ms = 0;
    std::int64_t closes_ms = 0; // later than it opens, and no later than the next one opens
    bool operator==(const window&) const = default;
};

/// The windows of the days after `after_day`, at most `most`, in order. A change of the clock that
/// leaves less than limits::least_window_ms gives it that, unless the next one opens before.
[[nodiscard]] std::vector<window>
next_windows(const plan& of, const zone_offset& zone, std::int64_t after_day, std::size_t most);

/// The window of one day of the plan; nothing when the plan has no such day.
[[nodiscard]] std::optional<window>
window_of(const plan& of, const zone_offset& zone, std::int64_t day);

} // namespace switchback::homework
