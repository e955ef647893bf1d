// The figures of closed cases as text for people and as CSV: what `switchback cases report` prints.
// Functions of values; any thread.
#pragma once

#include "bot/core/escalation/case_figures.hpp"

#include <span>
#include <string>

namespace switchback::author {

/// The rules' precision, month by month, as a table; a sentence when there was no case.
[[nodiscard]] std::string precision_table(std::span<const escalation::rule_month> rows);

/// The same as CSV (RFC 4180): `month,rule,cases,by_client,judged,false_alarms,precision`. A cell
/// that a spreadsheet would take for a formula begins with an apostrophe.
[[nodiscard]] std::string precision_csv(std::span<const escalation::rule_month> rows);

/// A year's counts as a table; a hidden count is `<5`, a withheld one `-`.
[[nodiscard]] std::string counts_table(const escalation::year_counts& of);

/// The same as CSV: `year,group,name,value`.
[[nodiscard]] std::string counts_csv(const escalation::year_counts& of);

} // namespace switchback::author
