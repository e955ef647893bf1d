// The rota: who covers, when the clinic opens, and working hours across holidays and clock changes.
#include "bot/core/escalation/clinic.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace switchback::escalation;
namespace limits = switchback::limits;

constexpr std::int64_t minute = limits::minute_ms;
constexpr std::int64_t hour = limits::hour_ms;

// Days since 1970 of 2026: 5 January is a Monday.
constexpr std::int64_t january_5 = 20'458;
constexpr std::int64_t march_29 = january_5 + 83;   // Madrid: 02:00 becomes 03:00
constexpr std::int64_t october_25 = march_29 + 210; // Madrid: 03:00 becomes 02:00

int utc(std::int64_t)
{
    return 0;
}

int madrid(std::int64_t time_ms)
{
    const auto summer = march_29 * limits::day_ms + hour;
    const auto winter = october_25 * limits::day_ms + hour;
    return time_ms >= summer && time_ms < winter ? 120 : 60;
}

std::int64_t at(std::int64_t day, std::int64_t hours, std::int64_t minutes = 0)
{
    return day * limits::day_ms + hours * hour + minutes * minute;
}

std::vector<day_hours> weekdays(int from_hour, int until_hour)
{
    std::vector<day_hours> out;
    for (int day = 0; day < 5; ++day)
        out.push_back({day, from_hour * 60, until_hour * 60});
    return out;
}

responder primary(std::string id)
{
    responder out;
    out.id = id;
    out.name = "Dr " + id;
    out.channels = 2;
    out.is_primary = true;
    out.hours = weekdays(9, 17);
    return out;
}

rota one_person()
{
    return {{primary("ann")}, {}};
}

} // namespace

TEST_CASE("rota: the working hours say who covers", "[core][escalation][rota]")
{
    const auto of = one_person();
    CHECK(cover_at(of, {}, utc, at(january_5, 9)).is_open);
    CHECK(cover_at(of, {}, utc, at(january_5, 16, 59)).primary.size() == 1);
    CHECK_FALSE(cover_at(of, {}, utc, at(january_5, 17)).is_open);
    CHECK_FALSE(cover_at(of, {}, utc, at(january_5 + 5, 10)).is_open);
}

TEST_CASE("rota: the next opening skips the night and the weekend", "[core][escalation][rota]")
{
    const auto of = one_person();
    CHECK(next_opening(of, utc, at(january_5, 8)) == at(january_5, 9));
    CHECK(next_opening(of, utc, at(january_5, 12)) == at(january_5, 12));
    CHECK(next_opening(of, utc, at(january_5, 17)) == at(january_5 + 1, 9));
    CHECK(next_opening(of, utc, at(january_5 + 4, 18)) == at(january_5 + 7, 9));
}

TEST_CASE("rota: a holiday in the middle is not counted as work", "[core][escalation][rota]")
{
    auto of = one_person();
    of.holidays = {january_5 + 1};
    CHECK(add_working(of, utc, at(january_5, 16), 4 * hour) == at(january_5 + 2, 12));
    CHECK(add_working(of, utc, at(january_5, 10), 4 * hour) == at(january_5, 14));
    CHECK(next_opening(of, utc, at(january_5, 20)) == at(january_5 + 2, 9));
    CHECK(end_of_working_day(of, utc, at(january_5, 20)) == at(january_5 + 2, 17));
}

TEST_CASE("rota: a lunch break ends no working day", "[core][escalation][rota]")
{
    auto of = one_person();
    of.people[0].hours = {{0, 540, 720}, {0, 840, 1080}};
    CHECK(end_of_working_day(of, utc, at(january_5, 10)) == at(january_5, 18));
    CHECK(add_working(of, utc, at(january_5, 11), 4 * hour) == at(january_5, 17));
    CHECK(next_opening(of, utc, at(january_5, 12)) == at(january_5, 14));
}

TEST_CASE("rota: on-call hours cover the night, across midnight", "[core][escalation][rota]")
{
    auto of = one_person();
    of.people.push_back(primary("bo"));
    of.people[1].on_call = {{0, 17 * 60, 33 * 60}};
    const auto night = cover_at(of, {}, utc, at(january_5 + 1, 3));
    REQUIRE(night.on_call.size() == 1);
    CHECK(night.on_call[0].id == "bo");
    CHECK_FALSE(night.is_open);
    REQUIRE(night.others.size() == 1);
    CHECK(night.others[0].id == "ann");
    CHECK(cover_at(of, {}, utc, at(january_5 + 2, 3)).on_call.empty());
}

TEST_CASE(
    "rota: an hour the clock leaves out opens at the first instant after it",
    "[core][escalation][rota]")
{
    auto of = one_person();
    of.people[0].hours = {{6, 150, 300}};                                // Sunday 02:30 to 05:00
    CHECK(next_opening(of, madrid, at(march_29, 0)) == at(march_29, 1)); // 03:00 local
    CHECK(add_working(of, madrid, at(march_29, 0), 2 * hour) == at(march_29, 3));
}

TEST_CASE("rota: an hour that happens twice opens the first time", "[core][escalation][rota]")
{
    auto of = one_person();
    of.people[0].hours = {{6, 150, 300}};
    CHECK(next_opening(of, madrid, at(october_25, 0)) == at(october_25, 0, 30));
    // 02:30 summer time to 05:00 winter time: three and a half hours.
    CHECK(add_working(of, madrid, at(october_25, 0), 3 * hour) == at(october_25, 3, 30));
}

TEST_CASE("rota: working hours follow the wall clock over a change", "[core][escalation][rota]")
{
    const auto of = one_person();
    CHECK(next_opening(of, madrid, at(march_29 - 1, 0)) == at(march_29 + 1, 7));
    CHECK(next_opening(of, madrid, at(october_25 - 1, 0)) == at(october_25 + 1, 8));
}

TEST_CASE("rota: a clinic without a zone goes by UTC", "[core][escalation][rota]")
{
    const clinic without{one_person(), {}, {}, {}};
    CHECK(
        cover_of(&without, at(january_5, 10)).next_opening_ms ==
        cover_at(one_person(), {}, utc, at(january_5, 10)).next_opening_ms);
    CHECK(cover_of(&without, at(january_5, 10)).is_open);
}

TEST_CASE("rota: with nobody configured there are no responders", "[core][escalation][rota]")
{
    const auto none = cover_at({}, {}, utc, at(january_5, 10));
    CHECK_FALSE(none.has_responders);
    CHECK(none.next_opening_ms == 0);
    CHECK(none.ack_l2_due_ms == 0);
    auto of = one_person();
    of.people[0].channels = 0;
    CHECK_FALSE(cover_at(of, {}, utc, at(january_5, 10)).has_responders);
    of = one_person();
    of.people[0].is_primary = false;
    of.people[0].is_operator = true;
    CHECK_FALSE(has_responders(of));
}

TEST_CASE(
    "rota: with everybody away there are responders but no opening", "[core][escalation][rota]")
{
    auto of = one_person();
    of.people[0].away = {{january_5, january_5 + 100}};
    const auto away = cover_at(of, {}, utc, at(january_5, 10));
    CHECK(away.has_responders);
    CHECK_FALSE(away.is_open);
    CHECK(away.next_opening_ms == 0);
    of.people[0].away = {{january_5, january_5 + 3}};
    CHECK(next_opening(of, utc, at(january_5, 10)) == at(january_5 + 4, 9));
}

TEST_CASE("rota: what cannot be answered for is refused", "[core][escalation][rota]")
{
    auto of = one_person();
    CHECK(check(of));
    of.people.push_back(of.people[0]);
    CHECK_FALSE(check(of));
    of = one_person();
    of.people[0].hours.push_back({0, 600, 600});
    CHECK_FALSE(check(of));
    of = one_person();
    of.people[0].is_primary = false;
    CHECK_FALSE(check(of));
    of = one_person();
    of.people[0].channels = limits::pager_channels + 1;
    CHECK_FALSE(check(of));
}

TEST_CASE("policy: windows the software cannot keep are refused", "[core][escalation][rota]")
{
    policy windows;
    CHECK(check(windows));
    windows.ack_l4_ms = 10;
    CHECK_FALSE(check(windows));
    windows = {};
    windows.ack_l4_ms = windows.ack_l3_ms + 1;
    CHECK_FALSE(check(windows));
    windows = {};
    windows.follow_up_ms = hour;
    CHECK_FALSE(check(windows));
}

TEST_CASE(
    "rota: an urgent page reaches the next one at work or on call", "[core][escalation][rota]")
{
    auto of = one_person();
    CHECK(next_reachable(of, utc, at(january_5, 10)) == at(january_5, 10));
    CHECK(next_reachable(of, utc, at(january_5, 18)) == at(january_5 + 1, 9));
    of.people.push_back(primary("bo"));
    of.people[1].on_call = {{0, 20 * 60, 24 * 60}};
    CHECK(next_reachable(of, utc, at(january_5, 18)) == at(january_5, 20));
    CHECK(next_reachable(of, utc, at(january_5, 21)) == at(january_5, 21));
    CHECK_FALSE(next_reachable({}, utc, at(january_5, 21)));
}
