#include "bot/cases_flags.hpp"

#include "bot/cases_command.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

namespace switchback {
namespace {

constexpr const char* about_cases =
    "What the cases of a practice come to, and one case for the record.\n"
    "\n"
    "Asks the running server, or works on the data folder itself when none runs. Run it as the\n"
    "account the server runs as.\n"
    "\n"
    "Exit codes: 0 done; 1 refused (the reason is on standard error), or the log does not verify;\n"
    "2 wrong usage.";

constexpr const char* about_report =
    "How often each rule was right, month by month, and the counts of a year.\n"
    "\n"
    "  switchback cases report                     this year\n"
    "  switchback cases report --year 2026 --csv   two tables, an empty line between them\n"
    "  switchback cases report --month 2026-11     the rules of one month alone\n"
    "\n"
    "Closed cases of all clients, in the month in which they were closed last by the clinic's own\n"
    "clock; drills are left out. The year's counts name nobody and hide what is under 5, so they\n"
    "may be shown to anybody. The rules' months hide nothing: keep them inside the practice.";

constexpr const char* about_export =
    "One case for an auditor or the client's file: every line of the log about it, in order, with\n"
    "its number, its time in UTC and by the clinic's clock, the head of the log, and whether the\n"
    "whole log verifies.\n"
    "\n"
    "  switchback cases export 7K2M9QXA --out case.html\n"
    "  switchback cases export 7K2M9QXA --format json\n"
    "  switchback cases export 7K2M9QXA --with-words --by \"Dr Meier\" --out case.html\n"
    "\n"
    "Without --with-words it holds no word of the client. With it, the messages around what "
    "raised\n"
    "the case and its talk with a human are added, and the log says who wanted them (--by). A "
    "file\n"
    "is made for its owner alone; one that is there is never written over.";

} // namespace

void add_cases(CLI::App& app, cases_flags& into)
{
    auto* cases = app.add_subcommand("cases", about_cases);
    cases->require_subcommand(1);
    auto* report = cases->add_subcommand("report", about_report);
    auto* year = report->add_option("--year", into.year, "The year, such as 2026 (this one)");
    report->add_option("--month", into.month, "One month, such as 2026-11")->excludes(year);
    report->add_flag("--csv", into.csv, "CSV instead of tables");
    auto* record = cases->add_subcommand("export", about_export);
    record->add_option("reference", into.reference, "The case's eight letters and digits")
        ->required();
    record->add_option("--format", into.format, "html, csv or json (html)")
        ->check(CLI::IsMember({"html", "csv", "json"}));
    record->add_option("--out", into.out, "A new file (standard output)");
    auto* words = record->add_flag("--with-words", into.with_words, "Add the client's words");
    auto* by = record->add_option("--by", into.by, "Who wants the words; goes into the log");
    words->needs(by);
    by->needs(words);
    for (auto* one : {report, record})
    {
        one->add_option("--config", into.file, "Settings in YAML, as for serve");
        one->add_option("--data", into.data, "Data folder (.data)");
    }
}

int run_cases(const CLI::App& app, const cases_flags& flags)
{
    config with;
    if (!flags.file.empty())
    {
        auto read = read_config(flags.file);
        if (!read)
        {
            std::cerr << "switchback: " << read.error().detail << '\n';
            return 1;
        }
        with = std::move(*read);
    }
    if (flags.data)
        with.data = *flags.data;
    if (app.get_subcommand("report")->parsed())
        return report_cases(with, {flags.year, flags.month, flags.csv}, std::cout, std::cerr);
    if (flags.with_words && flags.by.find_first_not_of(" \t") == std::string::npos)
    {
        std::cerr << "switchback: --by needs the name of who wants the words\n";
        return 2;
    }
    const auto as = author::format_named(flags.format).value_or(author::export_format::html);
    return export_case(
        with, {flags.reference, as, flags.with_words ? flags.by : "", flags.out}, std::cout,
        std::cerr);
}

} // namespace switchback
