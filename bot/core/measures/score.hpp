// What answers to a questionnaire come to, and whether they have changed by more than chance.
// Nothing here names an illness or says what follows. Pure; any thread.
#pragma once

#include "bot/core/measures/instrument.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace switchback::measures {

struct result
{
    std::vector<std::optional<double>> items; // in the instrument's order; unset: skipped
    std::size_t answered = 0;
    std::optional<double> total; // unset when too much was skipped to add up
    bool is_prorated = false;    // the total stands for skipped items too; no item ever does
    const band* in = nullptr;    // of the instrument that was given
    std::vector<std::optional<double>> parts; // in the instrument's order; never prorated
};

/// Adds up. An answer too many is dropped, one too few was skipped, and a score that no option has
/// counts as skipped. The total is prorated as the instrument's rule allows and rounded to a whole
/// point, half upwards. Never fails; the result points into `of`.
[[nodiscard]] result score(const instrument& of, std::span<const std::optional<double>> given);

/// The risk items that these answers raise, in the instrument's order. Skipped items raise nothing.
struct raised_item
{
    const risk_item* which = nullptr;
    double value = 0;
};
[[nodiscard]] std::vector<raised_item> raised_by(const instrument& of, const result& what);

/// Where a total stands against an earlier one.
enum class movement : std::uint8_t
{
    unknown,   // one of the totals is missing, or no rule of change is published
    chance,    // no more than chance alone would explain
    better,    // reliably
    recovered, // reliably better, and below caseness where it was not before
    worse      // reliably
};
[[nodiscard]] movement
move_between(const instrument& of, std::optional<double> before, std::optional<double> now);

/// True when the newest total is the first to be reliably worse: than the one before it, or than
/// the first of them while the one before it was not. Totals are oldest first; unset ones are
/// passed over.
[[nodiscard]] bool has_newly_worsened(
    const instrument& of, std::span<const std::optional<double>> earlier,
    std::optional<double> now);

/// The reliable change index of Jacobson and Truax (1991): the change over the standard error of a
/// difference, from the deviation and the reliability of a reference group. Nullopt unless the
/// deviation is above 0 and the reliability from 0 to below 1.
[[nodiscard]] std::optional<double>
change_index(double before, double now, double deviation, double reliability);

/// The least whole change whose index is above 1.96; nullopt as above.
[[nodiscard]] std::optional<double> least_reliable_change(double deviation, double reliability);

} // namespace switchback::measures
