// Rules as text, in words and as dates.
#include "bot/base/limits.hpp"
#include "bot/core/homework/calendar.hpp"
#include "bot/core/homework/recurrence.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace {

using namespace switchback::homework;
namespace limits = switchback::limits;

std::int64_t day(int year, int month, int of_month)
{
    return day_of(year, month, of_month).value();
}

schedule every(std::string_view rule, std::int64_t first, int minute = 18 * 60)
{
    auto read = read_recurrence(rule);
    INFO(rule);
    REQUIRE(read.has_value());
    return {*read, first, minute};
}

std::string dates(const schedule& of, std::size_t most = 5)
{
    std::string out;
    for (const auto one : next_days(of, of.first_day - 1, most))
    {
        const auto at = civil_of(one);
        out += fmt::format(
            "{}{:02}-{:02}-{:02}", out.empty() ? "" : " ", at.year % 100, at.month, at.day);
    }
    return out;
}

int utc(std::int64_t)
{
    return 0;
}

// Minutes ahead of UTC before and from an instant on: one change of the clock.
zone_offset changing(std::int64_t at_ms, int before_min, int after_min)
{
    return [=](std::int64_t time_ms) { return time_ms < at_ms ? before_min : after_min; };
}

} // namespace

TEST_CASE("recurrence: canonical text reads back as it was")
{
    const std::pair<std::string_view, std::string_view> pairs[]{
        {"FREQ=DAILY", "FREQ=DAILY"},
        {"rrule:freq=weekly;byday=th,mo,MO;interval=1", "FREQ=WEEKLY;BYDAY=MO,TH"},
        {"COUNT=10;FREQ=WEEKLY;INTERVAL=2", "FREQ=WEEKLY;INTERVAL=2;COUNT=10"},
        {"FREQ=MONTHLY;BYDAY=-1FR,+1MO,TU", "FREQ=MONTHLY;BYDAY=TU,1MO,-1FR"},
        {"FREQ=MONTHLY;BYMONTHDAY=-1,15,1", "FREQ=MONTHLY;BYMONTHDAY=1,15,-1"},
        {"FREQ=DAILY;UNTIL=20270228", "FREQ=DAILY;UNTIL=20270228"},
    };
    for (const auto& [text, canonical] : pairs)
    {
        INFO(text);
        const auto read = read_recurrence(text);
        REQUIRE(read.has_value());
        CHECK(to_text(*read) == canonical);
        CHECK(read_recurrence(canonical).value() == *read);
    }
}

TEST_CASE("recurrence: a fault says what, where and what to write")
{
    struct expected_fault
    {
        std::string_view text;
        std::size_t at;
        std::string_view what;
        std::string_view instead;
    };
    const expected_fault faults[]{
        {"", 0, "how often", "FREQ=DAILY"},
        {"BYDAY=MO", 0, "how often", "begin with FREQ"},
        {"FREQ=YEARLY", 5, "`YEARLY` is not known", "DAILY, WEEKLY or MONTHLY"},
        {"FREQ=DAILY;INTERVAL=0", 20, "INTERVAL is not `0`", "1 to 366"},
        {"FREQ=WEEKLY;INTERVAL=53", 21, "INTERVAL is not `53`", "1 to 52"},
        {"FREQ=MONTHLY;INTERVAL=x", 22, "INTERVAL is not `X`", "1 to 12"},
        {"FREQ=DAILY;COUNT=367", 17, "COUNT is not `367`", "1 to 366 times"},
        {"FREQ=DAILY;COUNT=3;UNTIL=20270101", 19, "both say when it ends", "keep one"},
        {"FREQ=DAILY;UNTIL=20270229", 17, "the calendar has no 20270229", "UNTIL=20261231"},
        {"FREQ=DAILY;UNTIL=20270101T000000Z", 17, "is no day", "the last day alone"},
        {"FREQ=WEEKLY;BYDAY=MO,XX", 21, "`XX` is no weekday", "MO TU WE"},
        {"FREQ=WEEKLY;BYDAY=MO,", 21, "`` is no weekday", "MO TU WE"},
        {"FREQ=WEEKLY;BYDAY=2MO", 18, "counts weekdays of a month", "write MO"},
        {"FREQ=MONTHLY;BYDAY=6MO", 19, "is no weekday of a month", "1 to 5"},
        {"FREQ=MONTHLY;BYDAY=0MO", 19, "is no weekday of a month", "1 to 5"},
        {"FREQ=MONTHLY;BYMONTHDAY=32", 24, "`32` is no day of a month", "-1 for the last"},
        {"FREQ=WEEKLY;BYMONTHDAY=3", 12, "a week has no days of a month", "BYDAY"},
        {"FREQ=DAILY;BYHOUR=9", 11, "BYHOUR is not known here", "leave it out"},
        {"FREQ=DAILY;FREQ=DAILY", 11, "FREQ is written twice", "keep one"},
        {"FREQ=DAILY;;COUNT=2", 11, "`` is not a part", "NAME=VALUE"},
        {"FREQ=DAILY;COUNT", 11, "`COUNT` is not a part", "NAME=VALUE"},
        {"every \x01 day", 0, "`every ? day` is not a part", "NAME=VALUE"},
    };
    for (const auto& one : faults)
    {
        INFO(one.text);
        const auto read = read_recurrence(one.text);
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().at == one.at);
        CHECK_THAT(read.error().what, Catch::Contains(std::string(one.what)));
        CHECK_THAT(read.error().instead, Catch::Contains(std::string(one.instead)));
    }
    CHECK_FALSE(read_recurrence(std::string(limits::rule_bytes + 1, ';')).has_value());
}

TEST_CASE("recurrence: the days are those of the calendar")
{
    const auto wednesday = day(2026, 11, 25);
    CHECK(dates(every("FREQ=DAILY;COUNT=2", wednesday)) == "26-11-25 26-11-26");
    CHECK(dates(every("FREQ=DAILY;INTERVAL=3", wednesday), 3) == "26-11-25 26-11-28 26-12-01");
    CHECK(dates(every("FREQ=DAILY;BYDAY=MO,FR", wednesday), 3) == "26-11-27 26-11-30 26-12-04");
    CHECK(dates(every("FREQ=WEEKLY", wednesday), 3) == "26-11-25 26-12-02 26-12-09");
    // The first day is no date by itself, and weeks begin on Monday.
    CHECK(
        dates(every("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", wednesday), 4) ==
        "26-11-26 26-12-07 26-12-10 26-12-21");
    CHECK(
        dates(every("FREQ=MONTHLY;BYDAY=1MO,-1FR", wednesday), 4) ==
        "26-11-27 26-12-07 26-12-25 27-01-04");
    CHECK(dates(every("FREQ=MONTHLY;BYDAY=5MO", wednesday), 2) == "26-11-30 27-03-29");
    CHECK(
        dates(every("FREQ=MONTHLY;BYMONTHDAY=31", wednesday), 4) ==
        "26-12-31 27-01-31 27-03-31 27-05-31");
    CHECK(dates(every("FREQ=MONTHLY", day(2027, 1, 30)), 3) == "27-01-30 27-03-30 27-04-30");
    CHECK(
        dates(every("FREQ=MONTHLY;BYMONTHDAY=-1", wednesday), 4) ==
        "26-11-30 26-12-31 27-01-31 27-02-28");
    CHECK(dates(every("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", wednesday), 2) == "27-08-13 28-10-13");
    CHECK(dates(every("FREQ=DAILY;UNTIL=20261126", wednesday)) == "26-11-25 26-11-26");
    CHECK(
        dates(every("FREQ=MONTHLY;BYMONTHDAY=29;INTERVAL=12", day(2027, 2, 1)), 9) ==
        "28-02-29 32-02-29 36-02-29");
}

TEST_CASE("recurrence: what can never be has no date, and asking ends")
{
    CHECK(dates(every("FREQ=MONTHLY;BYMONTHDAY=30;INTERVAL=12", day(2027, 2, 1))).empty());
    CHECK(dates(every("FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=20", day(2027, 2, 1))).empty());
    CHECK(dates(every("FREQ=DAILY;UNTIL=20270131", day(2027, 2, 1))).empty());
    const auto forever = every("FREQ=DAILY", day(2027, 2, 1));
    CHECK(next_days(forever, 0, 1'000'000).size() == limits::recurrence_days + 1);
    CHECK(next_dates(forever, utc, 0, 1'000'000).size() == limits::recurrence_dates);
    CHECK(next_days({{}, limits::furthest_day + 1, 0}, 0, 5).empty());
    CHECK(next_days({{}, -1, 0}, -5, 5).empty());
}

TEST_CASE("recurrence: a count is counted from its beginning, whoever asks when")
{
    const auto ten = every("FREQ=DAILY;COUNT=10", day(2026, 11, 25));
    CHECK(next_days(ten, day(2026, 12, 2), 9).size() == 2);
    CHECK(next_days(ten, day(2026, 12, 4), 9).empty());
}

TEST_CASE("recurrence: the next dates begin at the asked instant itself")
{
    const auto daily = every("FREQ=DAILY", 10, 60);
    const auto at = 11 * limits::day_ms + limits::hour_ms;
    CHECK(next_dates(daily, utc, at, 1) == std::vector<moment>{{11, at, false}});
    CHECK(next_dates(daily, utc, at + 1, 1).front().day == 12);
    CHECK(next_dates(daily, utc, 0, 1).front().day == 10);
}

TEST_CASE("recurrence: a minute the clock leaves out is the first one after it")
{
    // At 02:00 of day 20 the clock of an offset of +1 h goes to +2 h.
    const auto gap = 20 * limits::day_ms + limits::hour_ms;
    const auto found = next_dates(every("FREQ=DAILY", 19, 150), changing(gap, 60, 120), 0, 3);
    REQUIRE(found.size() == 3);
    CHECK(found[0] == moment{19, 19 * limits::day_ms + 90 * limits::minute_ms, false});
    CHECK(found[1] == moment{20, gap, true});
    CHECK(found[2] == moment{21, 21 * limits::day_ms + 30 * limits::minute_ms, false});
}

TEST_CASE("recurrence: a minute that happens twice happens once, the first time")
{
    // At 03:00 of day 20 the clock of an offset of +2 h goes back to +1 h.
    const auto back = 20 * limits::day_ms + limits::hour_ms;
    const auto zone = changing(back, 120, 60);
    const auto nightly = every("FREQ=DAILY", 20, 150);
    const auto found = next_dates(nightly, zone, 0, 2);
    CHECK(found[0] == moment{20, back - 30 * limits::minute_ms, false});
    CHECK(found[1].day == 21);
    // Asked between the two: the second 02:30 is not another date.
    CHECK(next_dates(nightly, zone, back - limits::minute_ms, 1).front().day == 21);
}

TEST_CASE("recurrence: dates that a missing day moves together are one")
{
    // Apia left out the whole of 30 December 2011.
    const auto missing = day(2011, 12, 30);
    const auto change = missing * limits::day_ms + 10 * limits::hour_ms;
    const auto midnight = every("FREQ=DAILY", missing - 1, 0);
    const auto found = next_dates(midnight, changing(change, -600, 840), 0, 3);
    REQUIRE(found.size() == 3);
    CHECK(found[0].day == missing - 1);
    CHECK(found[1] == moment{missing, change, true});
    CHECK(found[2].day == missing + 2);
    CHECK(found[1].at_ms < found[2].at_ms);
}

TEST_CASE("recurrence: a rule is said in English and Spanish")
{
    const auto wednesday = day(2026, 11, 25);
    const auto said = [&](std::string_view rule, std::string_view language) {
        return in_words(every(rule, wednesday, 9 * 60 + 5), language);
    };
    CHECK(said("FREQ=DAILY", "en") == "every day, at 09:05");
    CHECK(said("FREQ=WEEKLY", "en") == "every week on Wednesday, at 09:05");
    CHECK(
        said("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,TH;COUNT=10", "en") ==
        "every 2 weeks on Monday, Wednesday and Thursday, at 09:05, 10 times");
    CHECK(
        said("FREQ=MONTHLY;BYDAY=1MO,-2FR;COUNT=1", "en") ==
        "every month on the first Monday and the second to last Friday, at 09:05, once");
    CHECK(
        said("FREQ=MONTHLY;BYMONTHDAY=1,22,31,-1", "en") ==
        "every month on the 1st, the 22nd, the 31st and the last day (in months that have it), at "
        "09:05");
    CHECK(
        said("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "en") ==
        "every month on the 13th, if it is a Friday, at 09:05");
    CHECK(
        said("FREQ=DAILY;BYDAY=SA,SU;UNTIL=20261231", "en") ==
        "every day, if it is a Saturday or a Sunday, at 09:05, until 31 December 2026");
    CHECK(said("FREQ=MONTHLY", "en") == "every month on the 25th, at 09:05");
    CHECK(said("FREQ=WEEKLY", "es") == "cada semana, los miércoles, a las 09:05");
    CHECK(
        said("FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,-1SA;UNTIL=20270601", "es") ==
        "cada 3 meses, cada lunes y el último sábado, a las 09:05, hasta el 1 de junio de 2027");
    CHECK(said("FREQ=DAILY;COUNT=4", "es-MX") == "cada día, a las 09:05, 4 veces");
    CHECK(said("FREQ=DAILY", "de") == "every day, at 09:05");
}
