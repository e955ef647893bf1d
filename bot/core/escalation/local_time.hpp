// The practice's own clock: days and minutes of its zone, and the instants they name. The zone is a
// function the caller passes, so that nothing here reads a database of zones. Pure; any thread.
#pragma once

#include <cstdint>
#include <functional>

namespace switchback::escalation {

/// Minutes to add to UTC at an instant, in the practice's zone. Must be a function of its argument.
using zone_offset = std::function<int(std::int64_t time_ms)>;

/// The local day of an instant, counted from 1970-01-01; any time.
[[nodiscard]] std::int64_t local_day(const zone_offset& offset_min, std::int64_t time_ms);

/// 0 is Monday.
[[nodiscard]] int weekday_of(std::int64_t day) noexcept;

/// The instant at which the wall clock shows `minute` (of `day`; 1440 and more are the next days).
/// A minute that a change of the clock leaves out is the first instant after the gap; one that
/// happens twice is its first time.
[[nodiscard]] std::int64_t
instant_of(const zone_offset& offset_min, std::int64_t day, std::int64_t minute);

} // namespace switchback::escalation
