// A practice's rota: who answers when, in the practice's own zone, and who comes after them. Owned
// by the practice's settings; the questions asked of it are functions of the time. Pure; any
// thread.
#pragma once

#include "bot/base/error.hpp"
#include "bot/core/escalation/local_time.hpp"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::escalation {

/// Hours of one weekday, by the wall clock. `until_min` may pass midnight: 1440 + 6 * 60 is six in
/// the morning after.
struct day_hours
{
    int weekday = 0; // 0 is Monday
    int from_min = 0;
    int until_min = 0;
};

/// Days, counted from 1970-01-01 in the practice's zone, both included.
struct day_range
{
    std::int64_t from_day = 0;
    std::int64_t until_day = 0;
};

/// What a person is on the rota; the order is that of the chain.
enum class tier : std::uint8_t
{
    none,
    primary,
    backup,
    on_call,
    supervisor,
    operator_ // of the software: told last, never a clinician's stand-in
};
[[nodiscard]] std::string_view name_of(tier value) noexcept;

struct responder
{
    std::string id;
    std::string name;          // as the client will read it
    std::uint8_t channels = 0; // ways to reach them, in their own order; 0: none was set up
    bool is_primary = false;
    bool is_backup = false;
    bool is_supervisor = false;
    bool is_operator = false;
    std::vector<day_hours> hours;   // of work
    std::vector<day_hours> on_call; // outside of work, freely accepted; empty: not accepted
    std::vector<day_range> away;
};

struct rota
{
    std::vector<responder> people;
    std::vector<std::int64_t> holidays; // days without working hours; on-call hours stay
};

/// Half open, in UTC.
struct stretch
{
    std::int64_t from_ms = 0;
    std::int64_t until_ms = 0;
    bool operator==(const stretch&) const = default;
};

/// Refuses a rota that could not be answered for: errc::too_long over a limit (rota_people,
/// rota_ranges, rota_holidays, pager_channels, responder_bytes), errc::bad_request for hours that
/// end before they begin or last over a day, an empty or repeated id, or a person of no tier.
[[nodiscard]] std::expected<void, error> check(const rota& of);

/// True when somebody is there to answer at all: a primary, a backup or a supervisor with a channel
/// and hours. False is "no responder configured".
[[nodiscard]] bool has_responders(const rota& of) noexcept;

/// True when the person works then.
[[nodiscard]] bool
is_at_work(const rota& of, const responder& who, const zone_offset& zone, std::int64_t time_ms);

/// True when the person has accepted to be called then.
[[nodiscard]] bool is_on_call(const responder& who, const zone_offset& zone, std::int64_t time_ms);

/// When the clinic is open on a local day: where any primary or backup works, joined, in order.
[[nodiscard]] std::vector<stretch>
open_on(const rota& of, const zone_offset& zone, std::int64_t day);

/// When the clinic opens next, or `time_ms` itself when it is open; nullopt when it does not within
/// limits::rota_days_ahead.
[[nodiscard]] std::optional<std::int64_t>
next_opening(const rota& of, const zone_offset& zone, std::int64_t time_ms);

/// When the clinic's day begins next: the first opening of a local day, later than `time_ms`;
/// nullopt as above.
[[nodiscard]] std::optional<std::int64_t>
next_morning(const rota& of, const zone_offset& zone, std::int64_t time_ms);

/// Who hears of what is to be reviewed: the primaries with a channel who are not away on that day,
/// or those who are away where there is nobody else; without primaries the backups, then the
/// supervisors. In the rota's order.
[[nodiscard]] std::vector<const responder*>
reviewers(const rota& of, const zone_offset& zone, std::int64_t time_ms);

/// When an urgent page reaches somebody next: at work or on call, also a supervisor; `time_ms`
/// itself when it does now; nullopt as above.
[[nodiscard]] std::optional<std::int64_t>
next_reachable(const rota& of, const zone_offset& zone, std::int64_t time_ms);

/// The instant at which `working_ms` of open time have passed since `time_ms`; nullopt when they do
/// not within limits::rota_days_ahead.
[[nodiscard]] std::optional<std::int64_t>
add_working(const rota& of, const zone_offset& zone, std::int64_t time_ms, std::int64_t working_ms);

/// The end of the working day that `time_ms` is in or before; nullopt as above.
[[nodiscard]] std::optional<std::int64_t>
end_of_working_day(const rota& of, const zone_offset& zone, std::int64_t time_ms);

/// True when somebody works without a gap from `time_ms` for a week.
[[nodiscard]] bool never_closes(const rota& of, const zone_offset& zone, std::int64_t time_ms);

} // namespace switchback::escalation
