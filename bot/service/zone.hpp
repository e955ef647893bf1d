// The client's time zone: offsets and the hours in which a reminder may disturb. Pure but for the
// zone database of the operating system, read once; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace switchback::service {

/// True when the database knows the zone (`Europe/Madrid`).
[[nodiscard]] bool is_zone(std::string_view name) noexcept;

/// Minutes to add to UTC at that time; 0 for an unknown zone.
[[nodiscard]] int utc_offset_min(std::string_view zone, std::int64_t time_ms) noexcept;

/// The same time, or the end of the quiet hours it falls into (limits::quiet_from_hour to
/// quiet_until_hour, the client's own clock).
[[nodiscard]] std::int64_t
outside_quiet_hours(std::string_view zone, std::int64_t time_ms) noexcept;

} // namespace switchback::service
