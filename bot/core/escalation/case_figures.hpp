// What closed cases say about the rules and about the clinic: how often each rule was right, month
// by month, and a year's counts that name nobody. Values in, values out; no clock; any thread.
#pragma once

#include "bot/core/escalation/case_state.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::escalation {

/// A month of the practice's own calendar, counted from January of the year 0.
using month_number = std::int32_t;
[[nodiscard]] constexpr month_number month_of(int year, int month) noexcept
{
    return year * 12 + month - 1;
}

/// One closed case, as far as the figures need it. Holds no client and no words.
struct closed_case
{
    std::string rule; // of the signal that opened it; id@version, or the kind of its source
    level at = level::none;
    category about = category::none;
    bool is_false_alarm = false; // as a human marked it
    close_reason reason = close_reason::none;
    close_outcome outcome = close_outcome::none;
    month_number closed_in = 0;
    std::optional<std::int64_t> acknowledged_after_ms; // since it was opened; unset: by nobody
};

/// What a case in its last state adds to the figures; `closed_in` is the caller's calendar.
[[nodiscard]] closed_case figures_of(const case_state& closed, month_number closed_in);

/// How often a rule was right in a month. Only what a human closed is judged: a "no" to the
/// question is no proof that there was nothing.
struct rule_month
{
    month_number month = 0;
    std::string rule; // empty: all of them
    std::size_t cases = 0;
    std::size_t by_client = 0; // closed by the client's own answer; nobody judged them
    std::size_t false_alarms = 0;
    bool operator==(const rule_month&) const = default;

    [[nodiscard]] std::size_t judged() const noexcept { return cases - by_client; }
    /// The share of the judged that were no false alarm; unset when none was judged.
    [[nodiscard]] std::optional<double> precision() const noexcept;
};

/// Every month that had a case: first all rules, then each by name. Drills must be left out by the
/// caller.
[[nodiscard]] std::vector<rule_month> precision_by_month(std::span<const closed_case> cases);

/// Counts under this are hidden, because so few people could be known by them.
inline constexpr std::size_t smallest_count_shown = 5;

enum class hiding : std::uint8_t
{
    shown,
    few,     // under smallest_count_shown, also none
    withheld // large enough, but the total would give a hidden one away
};

struct count_cell
{
    std::string name;      // of a level, a category, an outcome
    std::size_t value = 0; // 0 unless it is shown
    hiding how = hiding::few;
    bool operator==(const count_cell&) const = default;
};

/// How long until a human took the case, as bands: an exact time could be somebody's.
enum class wait_band : std::uint8_t
{
    hidden, // under smallest_count_shown cases
    within_5_min,
    within_15_min,
    within_1_h,
    within_4_h,
    within_24_h,
    later,
    never // taken by nobody
};

struct wait_row
{
    level at = level::none; // none: all levels
    wait_band median = wait_band::hidden;
    wait_band p90 = wait_band::hidden;
    bool operator==(const wait_row&) const = default;
};

struct year_counts
{
    int year = 0;
    count_cell all;
    std::vector<count_cell> by_level;
    std::vector<count_cell> by_category;
    std::vector<count_cell> by_outcome; // the reasons of closing
    std::vector<wait_row> waits;        // of the cases a human had to take
};

/// The counts of one year, fit to be shown to anybody.
[[nodiscard]] year_counts counts_of_year(std::span<const closed_case> cases, int year);

[[nodiscard]] std::string_view name_of(wait_band value) noexcept; // "within_15_min"

} // namespace switchback::escalation
