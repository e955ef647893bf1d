// How the figures of closed cases are printed.
#include "bot/author/cases_report.hpp"

#include <catch2/catch.hpp>

using namespace switchback::escalation;
using namespace switchback::author;

namespace {

bool has(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

const std::vector<rule_month> rows{
    {month_of(2026, 12), "", 4, 1, 1},
    {month_of(2026, 12), "en.suicide.want_to_die@1", 3, 0, 1},
    {month_of(2026, 12), "=cmd(\"x\"),@1", 1, 1, 0}};

} // namespace

TEST_CASE("cases report: the table says months, rules and precision", "[author]")
{
    const auto text = precision_table(rows);
    CHECK(text.starts_with("How often each rule was right. These figures are the practice's own"));
    CHECK(has(text, "2026-12  (all)"));
    CHECK(has(text, "en.suicide.want_to_die@1      3          0       3      1       0.67"));
    CHECK(precision_table({}) == "No case was closed.\n");
}

TEST_CASE("cases report: the CSV can be read back and holds no formula", "[author]")
{
    CHECK(
        precision_csv(rows) == "month,rule,cases,by_client,judged,false_alarms,precision\r\n"
                               "2026-12,*,4,1,3,1,0.67\r\n"
                               "2026-12,en.suicide.want_to_die@1,3,0,3,1,0.67\r\n"
                               "2026-12,\"'=cmd(\"\"x\"\"),@1\",1,1,0,0,\r\n");
}

TEST_CASE("cases report: a year's counts show no small number", "[author]")
{
    std::vector<closed_case> cases;
    for (int i = 0; i < 9; ++i)
    {
        closed_case one;
        one.rule = "a@1";
        one.at = i < 6 ? level::l3 : level::l4;
        one.about = category::suicide;
        one.reason = close_reason::contacted;
        one.closed_in = month_of(2026, 3);
        one.acknowledged_after_ms = 60'000;
        cases.push_back(one);
    }
    const auto year = counts_of_year(cases, 2026);
    const auto table = counts_table(year);
    CHECK(has(table, "cases         all              9\n"));
    CHECK(has(table, "level         l3               6\n"));
    CHECK(has(table, "level         l4               fewer than 5\n"));
    CHECK(has(table, "taken_median  all              within_5_min\n"));
    CHECK(has(table, "taken_p90     l4               hidden\n"));
    const auto csv = counts_csv(year);
    CHECK(has(csv, "2026,level,l4,<5\r\n"));
    CHECK(has(csv, "2026,closed,contacted,9\r\n"));
    CHECK_FALSE(has(csv, ",3\r\n")); // the three at l4
}
