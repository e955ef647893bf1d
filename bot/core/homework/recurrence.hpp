// How often a homework comes: the part of RFC 5545's RRULE that a therapist needs, as a value. Read
// from text, written back in one canonical form, said in words, expanded on the client's own clock.
// Pure: the zone is a function the caller passes. Values; any thread.
#pragma once

#include "bot/core/escalation/local_time.hpp"

#include <compare>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::homework {

using escalation::zone_offset;

enum class frequency : std::uint8_t
{
    daily,
    weekly,
    monthly
};

/// `MO`; of a month also `2MO` (its second Monday) and `-1MO` (its last).
struct by_day
{
    std::int8_t nth = 0;     // 0: each; -5 to 5
    std::int8_t weekday = 0; // 0 is Monday
    bool operator==(const by_day&) const = default;
};

struct recurrence
{
    frequency every = frequency::daily;
    std::int32_t interval = 1;
    std::vector<by_day> days;              // sorted, each once
    std::vector<std::int8_t> month_days;   // sorted, each once; -1 is the last day
    std::int32_t count = 0;                // 0: no end by count
    std::optional<std::int64_t> until_day; // the last local day, from 1970-01-01
    bool operator==(const recurrence&) const = default;
};

/// What is wrong with a rule's text, where, and what to write.
struct rule_fault
{
    std::size_t at = 0; // bytes from the start of the text
    std::string what;
    std::string instead;
    bool operator==(const rule_fault&) const = default;
};

/// Reads `FREQ=WEEKLY;BYDAY=MO,TH;COUNT=10`, with or without `RRULE:` before it, in any case. Knows
/// FREQ (DAILY, WEEKLY, MONTHLY), INTERVAL, BYDAY, BYMONTHDAY, COUNT and UNTIL (a day); any other
/// part is refused, never ignored. Limits: rule_bytes, rule_interval_*, rule_count.
[[nodiscard]] std::expected<recurrence, rule_fault> read_recurrence(std::string_view text);

/// The canonical text: reading it gives the same value. Parts in RFC 5545's order of its examples,
/// nothing that is the default.
[[nodiscard]] std::string to_text(const recurrence& rule);

/// A rule with its first day (of the client's calendar, from 1970-01-01) and its minute of the day.
/// What the rule leaves open (the weekday of a week, the day of a month) is that of the first day.
struct schedule
{
    recurrence rule;
    std::int64_t first_day = 0;
    std::int32_t minute = 0;
    bool operator==(const schedule&) const = default;
};

/// One date of a schedule.
struct moment
{
    std::int64_t day = 0; // as the rule says it
    std::int64_t at_ms = 0;
    bool is_moved = false; // the wall clock left that minute out: the first instant after it
    bool operator==(const moment&) const = default;
};

/// The days of the rule after `after_day`, at most `most`, in order. Only what the rule matches
/// counts: the first day is no date by itself. A month without its day has none. Weeks begin on
/// Monday. Nothing lies further than limits::recurrence_days after the first day.
[[nodiscard]] std::vector<std::int64_t>
next_days(const schedule& of, std::int64_t after_day, std::size_t most);

/// The dates at or after `from_ms`, at most `most` (limits::recurrence_dates), each later than the
/// one before. A wall time that does not exist moves forward to the next that does; one that
/// happens twice happens once, the first time. Two dates that a missing day moves to the same
/// instant are one.
[[nodiscard]] std::vector<moment>
next_dates(const schedule& of, const zone_offset& zone, std::int64_t from_ms, std::size_t most);

/// `every 2 weeks on Monday and Thursday, at 18:00, 10 times`, or in Spanish (`es`); any other
/// language reads English.
[[nodiscard]] std::string in_words(const schedule& of, std::string_view language);

} // namespace switchback::homework
