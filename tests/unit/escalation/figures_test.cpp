// What closed cases say: precision by rule and month, and a year's counts that name nobody.
#include "bot/core/escalation/case_figures.hpp"
#include "tests/unit/escalation/scene.hpp"

#include <algorithm>

using namespace escalation_tests;

namespace {

closed_case
one(std::string rule, month_number month, close_reason reason = close_reason::contacted,
    level at = level::l3, category about = category::suicide)
{
    closed_case out;
    out.rule = std::move(rule);
    out.closed_in = month;
    out.reason = reason;
    out.at = at;
    out.about = about;
    return out;
}

std::vector<closed_case> many(std::size_t count, const closed_case& of)
{
    return std::vector<closed_case>(count, of);
}

const count_cell& cell(const std::vector<count_cell>& cells, std::string_view name)
{
    const auto found = std::ranges::find(cells, name, &count_cell::name);
    REQUIRE(found != cells.end());
    return *found;
}

constexpr auto may = month_of(2026, 5);
constexpr auto june = month_of(2026, 6);

} // namespace

TEST_CASE("figures: precision is of what a human judged, by month and rule", "[core][escalation]")
{
    std::vector<closed_case> cases{
        one("a@1", june, close_reason::false_alarm), one("a@1", june),
        one("a@1", june, close_reason::answered, level::l1), one("b@1", june), one("b@1", may)};
    cases[1].is_false_alarm = true; // marked, though closed as contacted
    const auto rows = precision_by_month(cases);
    REQUIRE(rows.size() == 5);
    CHECK(rows[0] == rule_month{may, "", 1, 0, 0});
    CHECK(rows[1] == rule_month{may, "b@1", 1, 0, 0});
    CHECK(rows[2] == rule_month{june, "", 4, 1, 2});
    CHECK(rows[3] == rule_month{june, "a@1", 3, 1, 2});
    CHECK(rows[4] == rule_month{june, "b@1", 1, 0, 0});
    CHECK(rows[2].precision() == Approx(1.0 / 3));
    CHECK(rows[3].precision() == 0.0);
    CHECK(rows[4].precision() == 1.0);
}

TEST_CASE("figures: a no of the client is neither right nor wrong", "[core][escalation]")
{
    const auto rows = precision_by_month(many(3, one("a@1", may, close_reason::answered)));
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].judged() == 0);
    CHECK_FALSE(rows[0].precision().has_value());
    auto marked = many(1, one("a@1", may, close_reason::answered));
    marked[0].is_false_alarm = true; // looked at afterwards by a human
    CHECK(precision_by_month(marked)[0].precision() == 0.0);
    CHECK(precision_by_month({}).empty());
}

TEST_CASE(
    "figures: a year counts its own months and hides what is under five", "[core][escalation]")
{
    auto cases = many(7, one("a@1", may));
    for (const auto& more :
         {many(4, one("a@1", june, close_reason::referred, level::l4, category::medical)),
          many(2, one("a@1", month_of(2026, 1), close_reason::other, level::l2, category::threat)),
          many(9, one("a@1", month_of(2025, 12))), many(9, one("a@1", month_of(2027, 1)))})
        cases.insert(cases.end(), more.begin(), more.end());
    const auto year = counts_of_year(cases, 2026);
    CHECK(year.all == count_cell{"all", 13, hiding::shown});
    CHECK(cell(year.by_level, "l3") == count_cell{"l3", 7, hiding::shown});
    CHECK(cell(year.by_level, "l4") == count_cell{"l4", 0, hiding::few});
    CHECK(cell(year.by_level, "l1") == count_cell{"l1", 0, hiding::few}); // none looks like four
    CHECK(cell(year.by_category, "suicide").value == 7);
    CHECK(cell(year.by_outcome, "referred").how == hiding::few);
    CHECK(counts_of_year(cases, 2024).all == count_cell{"all", 0, hiding::few});
}

TEST_CASE("figures: no hidden count follows from the total", "[core][escalation]")
{
    std::vector<closed_case> cases;
    // Every level but one has many cases: the one left over would follow from the total.
    for (const auto at : {level::h, level::l1, level::l2, level::l3})
    {
        const auto some = many(5 + static_cast<std::size_t>(at), one("a@1", may, {}, at));
        cases.insert(cases.end(), some.begin(), some.end());
    }
    cases.push_back(one("a@1", may, {}, level::l4));
    const auto year = counts_of_year(cases, 2026);
    CHECK(cell(year.by_level, "l4").how == hiding::few);
    CHECK(cell(year.by_level, "h") == count_cell{"h", 0, hiding::withheld}); // the smallest of them
    CHECK(cell(year.by_level, "l1").how == hiding::shown);

    // All hidden ones at four: the total of the hidden says so.
    std::vector<closed_case> fours = many(30, one("a@1", may, {}, level::l3));
    for (const auto at : {level::h, level::l1, level::l2, level::l4})
    {
        const auto some = many(4, one("a@1", may, {}, at));
        fours.insert(fours.end(), some.begin(), some.end());
    }
    CHECK(cell(counts_of_year(fours, 2026).by_level, "l3").how == hiding::withheld);
}

TEST_CASE("figures: the wait for a human is a band, and never comes last", "[core][escalation]")
{
    std::vector<closed_case> cases;
    for (int i = 0; i < 10; ++i)
    {
        cases.push_back(one("a@1", may));
        if (i < 9)
            cases.back().acknowledged_after_ms = i < 5 ? 5 * minute : 2 * hour;
    }
    const auto waits = counts_of_year(cases, 2026).waits;
    CHECK(waits[0] == wait_row{level::none, wait_band::within_5_min, wait_band::within_4_h});
    for (const auto& row : waits)
        if (row.at == level::l4)
            CHECK(row == wait_row{level::l4, wait_band::hidden, wait_band::hidden});
    cases.pop_back();
    cases.back().acknowledged_after_ms.reset();
    cases.resize(5, one("a@1", may));
    CHECK(counts_of_year(cases, 2026).waits[0].median == wait_band::within_5_min);
    // Closed by the client's own no: nobody had to take it.
    const auto answered = many(9, one("a@1", may, close_reason::answered));
    CHECK(counts_of_year(answered, 2026).waits[0].median == wait_band::hidden);
}

TEST_CASE("figures: a case that was lived through gives its figures", "[core][escalation]")
{
    scene in;
    in.words(switchback::risk::outcome::crisis);
    const auto opened_ms = in.time_ms;
    in.time_ms += 7 * minute;
    in.claim("ann");
    in(contact_made{in.now.epoch, "ann", "Ann", false});
    in(closed{in.now.epoch, "ann", close_reason::false_alarm, close_outcome::goes_on, 0});
    const auto figures = figures_of(in.now, may);
    CHECK(figures.rule == "en.test.1@1");
    CHECK(figures.at == level::l3);
    CHECK(figures.is_false_alarm);
    CHECK(figures.acknowledged_after_ms == in.now.held.taken_ms - opened_ms);
    scene other;
    other.person();
    CHECK(figures_of(other.now, may).rule == "person");
    CHECK_FALSE(figures_of(other.now, may).acknowledged_after_ms.has_value());
}
