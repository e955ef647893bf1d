// The arithmetic of questionnaires: totals, skipped items, bands, parts, change.
#include "bot/core/measures/score.hpp"

#include <catch2/catch.hpp>

using namespace switchback::measures;
using given = std::vector<std::optional<double>>;

namespace {

constexpr std::nullopt_t skipped = std::nullopt;

// Nine items of 0 to 3 with the rules of the PHQ-9.
instrument nine()
{
    instrument out;
    out.id = "nine";
    for (int i = 1; i <= 9; ++i)
        out.items.push_back({"i" + std::to_string(i), "", ""});
    out.options = {{"a", 0}, {"b", 1}, {"c", 2}, {"d", 3}};
    out.bands = {
        {0, "minimal", ""},
        {5, "mild", ""},
        {10, "moderate", ""},
        {15, "more", ""},
        {20, "severe", ""}};
    out.missing = {2, {8}};
    out.change = change_rule{6, 10};
    out.risks = {{8, "phq9.9", 1, "suicide"}};
    return out;
}

} // namespace

TEST_CASE("score: the total is the sum, and its band the last it reaches", "[core][measures]")
{
    const auto of = nine();
    CHECK(score(of, given(9, 0)).total == 0);
    CHECK(score(of, given(9, 3)).total == 27);
    const auto band_of = [&](given answers) {
        const auto found = score(of, answers);
        return found.in == nullptr ? std::string("none") : found.in->label;
    };
    CHECK(band_of({1, 1, 1, 1, 0, 0, 0, 0, 0}) == "minimal");  // 4
    CHECK(band_of({1, 1, 1, 1, 1, 0, 0, 0, 0}) == "mild");     // 5
    CHECK(band_of({1, 1, 1, 1, 1, 1, 1, 1, 1}) == "mild");     // 9
    CHECK(band_of({2, 1, 1, 1, 1, 1, 1, 1, 1}) == "moderate"); // 10
    CHECK(band_of({2, 2, 2, 2, 2, 2, 2, 0, 0}) == "moderate"); // 14
    CHECK(band_of({3, 2, 2, 2, 2, 2, 2, 0, 0}) == "more");     // 15
    CHECK(band_of({3, 3, 3, 3, 3, 2, 2, 0, 0}) == "more");     // 19
    CHECK(band_of({3, 3, 3, 3, 3, 3, 2, 0, 0}) == "severe");   // 20
}

TEST_CASE(
    "score: up to two skipped items are made up by the mean of the others", "[core][measures]")
{
    const auto of = nine();
    const auto one = score(of, given{2, 2, 2, 2, 2, 2, 2, skipped, 1});
    CHECK(one.total == 17); // 15 * 9 / 8 = 16.875
    CHECK(one.is_prorated);
    CHECK(one.answered == 8);
    CHECK_FALSE(one.items[7].has_value()); // no item is ever made up
    const auto half = score(of, given{1, 1, 1, 1, 0, 0, 0, skipped, 0});
    CHECK(half.total == 5); // 4 * 9 / 8 = 4.5 goes up
    CHECK(score(of, given{2, 2, 2, 2, 2, 2, skipped, skipped, 0}).total == 15); // 12 * 9 / 7
    const auto three = score(of, given{2, 2, 2, 2, 2, skipped, skipped, skipped, 0});
    CHECK_FALSE(three.total.has_value());
    CHECK(three.in == nullptr);
    CHECK(three.answered == 6);
}

TEST_CASE("trap: item 9 is never prorated: without it there is no total", "[core][measures]")
{
    const auto of = nine();
    const auto without = score(of, given{3, 3, 3, 3, 3, 3, 3, 3, skipped});
    CHECK_FALSE(without.total.has_value());
    CHECK_FALSE(without.items[8].has_value());
    CHECK(raised_by(of, without).empty()); // and a skipped one is no signal by itself
}

TEST_CASE("score: an item of risk is raised by its value, and 0 is none", "[core][measures]")
{
    const auto of = nine();
    CHECK(raised_by(of, score(of, given(9, 0))).empty());
    const auto found = raised_by(of, score(of, given{0, 0, 0, 0, 0, 0, 0, 0, 2}));
    REQUIRE(found.size() == 1);
    CHECK(found[0].which->id == "phq9.9");
    CHECK(found[0].value == 2);
    // Raised also when too much was skipped for a total.
    const auto alone = score(of, given{skipped, skipped, skipped, 0, 0, 0, 0, 0, 1});
    CHECK_FALSE(alone.total.has_value());
    CHECK(raised_by(of, alone).size() == 1);
}

TEST_CASE(
    "score: what no option counts was skipped, what is too much is dropped", "[core][measures]")
{
    const auto of = nine();
    const auto odd = score(of, given{4, -1, 1.5, 0, 0, 0, 0, 0, 0, 3, 3});
    CHECK(odd.answered == 6);
    CHECK(odd.items.size() == 9);
    CHECK_FALSE(odd.total.has_value());
    CHECK(score(of, given{}).answered == 0);
    CHECK_FALSE(score(of, given{}).total.has_value());
    CHECK_FALSE(score(instrument{}, given{1}).total.has_value());
}

TEST_CASE("score: a part needs all of its items", "[core][measures]")
{
    auto of = nine();
    of.missing = {};
    of.parts = {{"first", {0, 1}, 3.0}, {"last", {7, 8}, 3.0}};
    const auto found = score(of, given{1, 2, 0, 0, 0, 0, 0, skipped, 1});
    REQUIRE(found.parts.size() == 2);
    CHECK(found.parts[0] == 3);
    CHECK_FALSE(found.parts[1].has_value());
    CHECK_FALSE(found.total.has_value()); // nothing may be made up here
}

TEST_CASE(
    "change: five points are chance, six are not, and recovery crosses caseness",
    "[core][measures]")
{
    const auto of = nine();
    CHECK(move_between(of, 15, 10) == movement::chance);
    CHECK(move_between(of, 10, 15) == movement::chance);
    CHECK(move_between(of, 10, 16) == movement::worse);
    CHECK(move_between(of, 20, 14) == movement::better);   // still 10 or more
    CHECK(move_between(of, 16, 10) == movement::better);   // 10 is a case
    CHECK(move_between(of, 15, 9) == movement::recovered); // 9 is none
    CHECK(move_between(of, 9, 3) == movement::better);     // was none before
    CHECK(move_between(of, skipped, 3) == movement::unknown);
    CHECK(move_between(of, 3, skipped) == movement::unknown);
    auto none = of;
    none.change.reset();
    CHECK(move_between(none, 0, 27) == movement::unknown);
    auto well_being = of; // more is better
    well_being.is_worse_when_higher = false;
    CHECK(move_between(well_being, 16, 10) == movement::worse);
    CHECK(move_between(well_being, 10, 16) == movement::recovered);
}

TEST_CASE("change: a worsening is new once, also when it comes in small steps", "[core][measures]")
{
    const auto of = nine();
    const auto worsened = [&](given earlier, std::optional<double> now) {
        return has_newly_worsened(of, earlier, now);
    };
    CHECK_FALSE(worsened({}, 20));
    CHECK(worsened({10}, 16));
    CHECK_FALSE(worsened({10}, 15));
    CHECK(worsened({8, 11, 13}, 14));       // six more than at first
    CHECK_FALSE(worsened({8, 11, 14}, 15)); // that was so the last time
    CHECK(worsened({8, 14}, 20));           // six more than the last time
    CHECK(worsened({8, skipped, 10, skipped}, 16));
    CHECK_FALSE(worsened({skipped, skipped}, 27));
    CHECK_FALSE(worsened({8}, skipped));
    CHECK_FALSE(worsened({27, 10}, 15));
}

TEST_CASE(
    "change: the index of Jacobson and Truax, and the least change it asks for", "[core][measures]")
{
    // 6 / (6 * sqrt(2 * 0.16)) = 1.7678
    CHECK(change_index(20, 14, 6, 0.84).value() == Approx(-1.7678).margin(0.0001));
    CHECK(least_reliable_change(6, 0.84) == 7); // 1.96 * 3.3941 = 6.65
    // 1.96 * 5 / 1.96 is 5 exactly, which is not above it.
    CHECK(least_reliable_change(5 / 1.96, 0.5) == 6);
    for (const auto reliability : {-0.1, 1.0, 1.5, std::nan("")})
        CHECK_FALSE(change_index(1, 2, 6, reliability).has_value());
    CHECK_FALSE(change_index(1, 2, 0, 0.9).has_value());
    CHECK_FALSE(least_reliable_change(-1, 0.9).has_value());
}
