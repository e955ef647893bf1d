// `switchback cases ...`: the figures of closed cases and the export of one case for the record, by
// the running server or, when none runs, on the data folder itself. Blocks its thread.
#pragma once

#include "bot/author/case_export.hpp"
#include "bot/base/clock.hpp"
#include "bot/config.hpp"
#include "bot/control_socket.hpp"
#include "bot/port/store.hpp"

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>

namespace switchback {

namespace service {
class conversations;
}

/// What the commands read from; all outlive the table.
struct case_shelves
{
    service::conversations& talks;
    port::store& store;
    const clock& time;
    std::string practice;              // its name
    std::function<std::string()> zone; // the clinic's now; empty: nobody is set up
};

/// What a running server answers: cases.report {year, month, csv} with {text}; cases.export
/// {reference, by} with {record}.
[[nodiscard]] control_table case_controls(const case_shelves& from);

struct report_wish
{
    std::string year;  // "2026"; empty: this one
    std::string month; // "2026-11"; only the precision of that month
    bool as_csv = false;
};

struct export_wish
{
    std::string reference;
    author::export_format as = author::export_format::html;
    std::string by;  // who wants the client's words; empty: without them
    std::string out; // a file that is not there yet; empty: standard output
};

/// Prints the precision of the rules by month and the counts of a year. Gives the exit code: 1 with
/// one line on `err` when the folder cannot be used or the wish makes no sense.
[[nodiscard]] int
report_cases(const config& with, const report_wish& what, std::ostream& out, std::ostream& err);

/// Writes the export of a case, with what a walk over the whole log found. Exit code as above; also
/// 1, with the export written, when the log does not verify.
[[nodiscard]] int
export_case(const config& with, const export_wish& what, std::ostream& out, std::ostream& err);

} // namespace switchback
