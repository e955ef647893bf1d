#include "bot/clinic_hours.hpp"

#include <catch2/catch.hpp>

namespace switchback {

TEST_CASE("hours: days, ranges of days and nights are read")
{
    const auto week = parse_hours("Mon-Fri 08:30-17:00");
    REQUIRE(week);
    REQUIRE(week->size() == 5);
    CHECK(week->front().weekday == 0);
    CHECK(week->back().weekday == 4);
    CHECK(week->back().from_min == 8 * 60 + 30);
    CHECK(week->back().until_min == 17 * 60);

    const auto night = parse_hours("Fri-Mon,Wed 20:00-06:00");
    REQUIRE(night);
    REQUIRE(night->size() == 5);
    CHECK(night->at(3).weekday == 0);
    CHECK(night->at(4).weekday == 2);
    CHECK(night->at(4).until_min == 1440 + 6 * 60);

    const auto day = parse_hours("Sun 00:00-24:00");
    REQUIRE(day);
    CHECK(day->front().until_min == 1440);
}

TEST_CASE("hours: what is not written that way is refused")
{
    for (const auto* wrong :
         {"", "Mon", "Mon 8:30-17:00", "Mon 08:30", "mon 08:30-17:00", "Monday 08:30-17:00",
          "Mon 08:30-17:60", "Mon 08:30-24:01", "Mon 24:00-08:00", "Mon 08:30-08:30",
          "Mon- 08:30-17:00", "Mon, 08:30-17:00", "Mon  08:30-17:00", "Mon 08:30 - 17:00",
          "Mon 08:30-17:00 ", "Mon -8:30-17:00", "Mon-Tue-Wed 08:30-17:00"})
    {
        INFO(wrong);
        CHECK_FALSE(parse_hours(wrong));
    }
}

TEST_CASE("days: a date is one of the calendar, a range does not end before it begins")
{
    CHECK(parse_day("1970-01-01") == 0);
    CHECK(parse_day("2024-02-29") == 19782);
    for (const auto* wrong :
         {"", "2026-02-29", "2026-13-01", "2026-1-01", "26-01-01", "2026-01-01 "})
        CHECK_FALSE(parse_day(wrong));
    const auto range = parse_days("1970-01-02 to 1970-01-05");
    REQUIRE(range);
    CHECK(range->from_day == 1);
    CHECK(range->until_day == 4);
    CHECK(parse_days("1970-01-02")->until_day == 1);
    CHECK_FALSE(parse_days("1970-01-05 to 1970-01-02"));
    CHECK_FALSE(parse_days("1970-01-05 to"));
    CHECK_FALSE(parse_days("1970-01-05 - 1970-01-06"));
}

TEST_CASE("windows: a count and a unit")
{
    CHECK(parse_window("90 s") == 90'000);
    CHECK(parse_window("15 min") == 15 * 60'000);
    CHECK(parse_window("4 h") == 4 * 3'600'000);
    CHECK(parse_window("2 d") == 2 * 86'400'000);
    for (const auto* wrong :
         {"", "15", "15min", "15 m", "-1 h", "1.5 h", "15  min", "367 d", "99999999999 s", "h 4"})
        CHECK_FALSE(parse_window(wrong));
}

} // namespace switchback
