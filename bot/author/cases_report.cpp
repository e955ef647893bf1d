#include "bot/author/cases_report.hpp"

#include "bot/author/csv_cell.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace switchback::author {
namespace {

using namespace escalation;

std::string month_text(month_number month)
{
    return fmt::format("{:04}-{:02}", month / 12, month % 12 + 1);
}

std::string precision_text(const rule_month& row)
{
    const auto share = row.precision();
    return share ? fmt::format("{:.2f}", *share) : std::string();
}

// For a machine "<5", for a person words.
std::string cell_text(const count_cell& cell, bool in_words)
{
    switch (cell.how)
    {
    case hiding::shown:
        return fmt::format("{}", cell.value);
    case hiding::few:
        return fmt::format("{}{}", in_words ? "fewer than " : "<", smallest_count_shown);
    case hiding::withheld:
        break;
    }
    return in_words ? "withheld" : "-";
}

std::string_view level_text(level at)
{
    return at == level::none ? "all" : name_of(at);
}

// Calls `row(group, name, value)` for all that is shown of a year.
template <class row_writer>
void each_row(const year_counts& of, bool in_words, row_writer row)
{
    row("cases", of.all.name, cell_text(of.all, in_words));
    for (const auto& [group, cells] :
         {std::pair{"level", &of.by_level}, std::pair{"category", &of.by_category},
          std::pair{"closed", &of.by_outcome}})
        for (const auto& cell : *cells)
            row(group, cell.name, cell_text(cell, in_words));
    for (const auto& wait : of.waits)
        row("taken_median", level_text(wait.at), std::string(name_of(wait.median)));
    for (const auto& wait : of.waits)
        row("taken_p90", level_text(wait.at), std::string(name_of(wait.p90)));
}

} // namespace

std::string precision_table(std::span<const rule_month> rows)
{
    if (rows.empty())
        return "No case was closed.\n";
    std::size_t widest = 8;
    for (const auto& row : rows)
        widest = std::max(widest, row.rule.size());
    std::string out = "How often each rule was right. These figures are the practice's own: no "
                      "count is hidden.\n";
    fmt::format_to(
        std::back_inserter(out), "{:7}  {:{}}  {:>5}  {:>9}  {:>6}  {:>5}  {:>9}\n", "month",
        "rule", widest, "cases", "by client", "judged", "false", "precision");
    for (const auto& row : rows)
        fmt::format_to(
            std::back_inserter(out), "{:7}  {:{}}  {:>5}  {:>9}  {:>6}  {:>5}  {:>9}\n",
            month_text(row.month), row.rule.empty() ? "(all)" : row.rule, widest, row.cases,
            row.by_client, row.judged(), row.false_alarms,
            row.judged() == 0 ? "-" : precision_text(row));
    return out;
}

std::string precision_csv(std::span<const rule_month> rows)
{
    std::string out = "month,rule,cases,by_client,judged,false_alarms,precision\r\n";
    for (const auto& row : rows)
        fmt::format_to(
            std::back_inserter(out), "{},{},{},{},{},{},{}\r\n", month_text(row.month),
            csv_cell(row.rule.empty() ? "*" : row.rule), row.cases, row.by_client, row.judged(),
            row.false_alarms, precision_text(row));
    return out;
}

std::string counts_table(const year_counts& of)
{
    std::string out = fmt::format(
        "Closed cases of {}, fit to be shown to anybody.\n"
        "\"fewer than {}\" hides a small count, also none; \"withheld\" hides one of {} or more "
        "from\nwhich, with the total, a small one could be reckoned.\n",
        of.year, smallest_count_shown, smallest_count_shown);
    each_row(
        of, true, [&](std::string_view group, std::string_view name, const std::string& value) {
            fmt::format_to(std::back_inserter(out), "{:13} {:16} {}\n", group, name, value);
        });
    return out;
}

std::string counts_csv(const year_counts& of)
{
    std::string out = "year,group,name,value\r\n";
    each_row(
        of, false, [&](std::string_view group, std::string_view name, const std::string& value) {
            fmt::format_to(
                std::back_inserter(out), "{},{},{},{}\r\n", of.year, group, csv_cell(name),
                csv_cell(value));
        });
    return out;
}

} // namespace switchback::author
