// The hours of the client's own clock in which nothing of ours disturbs. The same hours as the
// service keeps for a flow's reminders (bot/service/zone.hpp), with ends a client may set. Pure;
// any thread.
#pragma once

#include "bot/core/escalation/local_time.hpp"

#include <cstdint>

namespace switchback::homework {

/// From a minute of the day (inside) to another (outside), over midnight when it is the lesser one.
/// Equal ends: no hour is quiet.
struct quiet_hours
{
    std::int32_t from_minute = 0;
    std::int32_t until_minute = 0;
    bool operator==(const quiet_hours&) const = default;
};

/// True when the client's wall clock is inside; a whole minute is.
[[nodiscard]] bool
is_quiet(const escalation::zone_offset& zone, const quiet_hours& hours, std::int64_t time_ms);

/// The same instant, or the first after it that is not quiet. Where the end falls into a gap, the
/// first instant after the gap; an end that happens twice holds the second time too when the clock
/// has gone back into the quiet hours.
[[nodiscard]] std::int64_t outside_quiet_hours(
    const escalation::zone_offset& zone, const quiet_hours& hours, std::int64_t time_ms);

} // namespace switchback::homework
