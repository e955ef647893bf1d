// `switchback screen`: what the risk screen says about a file of messages, and how often it is
// right about messages somebody labelled. One call from the command line; blocking.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

namespace switchback::author {

// A share of a count with its Wilson 95 % interval; all three are 0 of an empty count.
struct share
{
    double value = 0;
    double low = 0;
    double high = 0;
};

[[nodiscard]] share wilson(std::uint64_t hits, std::uint64_t all);

// One figure of one group of rows: how many of the rows that count were met.
struct figure
{
    std::string source; // "*" stands for all
    std::string language;
    std::string category;
    std::string name; // crisis-reach, escalation, ask-reach, false-ask, false-crisis
    std::uint64_t hits = 0;
    std::uint64_t all = 0;
    bool operator==(const figure&) const = default;
};

struct screen_report
{
    std::vector<figure> figures; // ordered by source, language, category; totals first
    std::uint64_t rows = 0;
    std::uint64_t bad_rows = 0;
};

/// Reads one JSON object a line (`id text lang`, and `label alt source category` for the figures),
/// writes what the screen says about each to `answers` unless that is null, and a sentence with the
/// line number to `faults` for every line that is no such row; those are left out.
[[nodiscard]] screen_report
screen_rows(std::istream& rows, std::ostream* answers, std::ostream& faults);

/// The figures as a table for people.
[[nodiscard]] std::string table_of(const screen_report& report);

/// `switchback screen --jsonl FILE [--score]`. Gives 0; 1 when a row was bad or there was none; 2
/// when the file cannot be read.
[[nodiscard]] int
screen(const std::string& file, bool scores, std::ostream& out, std::ostream& faults);

} // namespace switchback::author
