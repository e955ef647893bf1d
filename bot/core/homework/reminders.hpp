// When a client is next reminded of their homework: one instant for all of it, computed from what
// is open and planned, kept nowhere. Only with the client's consent, outside their quiet hours,
// never twice in a day; what came late is said once, with the rest. Pure; any thread.
#pragma once

#include "bot/base/limits.hpp"
#include "bot/core/homework/assignment.hpp"
#include "bot/core/homework/quiet_hours.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace switchback::homework {

struct reminder_settings
{
    bool is_wanted = false; // the client said yes; nothing leaves without
    bool is_held = false;   // a case is open, a human is in the chat, or they left by quick exit
    zone_offset zone;
    quiet_hours quiet{limits::quiet_from_hour * 60, limits::quiet_until_hour * 60};
    std::int64_t last_ms = 0; // when the last one left, for whatever; 0: never
};

struct reminder
{
    std::int64_t at_ms = 0; // never before now
    std::vector<id> about;  // assignments it speaks for: each is sent `reminded` when it has left
    bool operator==(const reminder&) const = default;
};

/// The instants at which one occurrence asks for a reminder, as if nothing else were there: when it
/// opens, and with two also a day before it is due.
[[nodiscard]] std::vector<std::int64_t>
reminder_points(const assignment& of, const window& when, const zone_offset& zone);

/// The next reminder of one client, or nothing. Ask again when it fires, and send only when it is
/// due now: consent, quiet hours and the day's one are judged then. The next one is on a later
/// local day and at least limits::reminder_apart_ms after the last. A last one further ahead than
/// limits::reminder_disbelief_ms (a clock that was wrong) is taken for one of now.
[[nodiscard]] std::optional<reminder>
next_reminder(std::span<const assignment> all, const reminder_settings& with, std::int64_t now_ms);

/// What it says, on every channel: not what it is about. Spanish for `es`, else English.
[[nodiscard]] std::string_view reminder_words(std::string_view language) noexcept;

} // namespace switchback::homework
