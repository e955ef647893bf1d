// The life of one occurrence, of a series, and what time does to both.
#include "bot/core/homework/adherence.hpp"
#include "tests/unit/homework/scene.hpp"

#include <catch2/catch.hpp>

using namespace homework_tests;
using enum occurrence_state;

TEST_CASE("assignment: it opens at its time, is sent, begun, answered and done")
{
    scene in(written());
    CHECK(in.all<set_timer>() == std::vector<set_timer>{{at(monday, 9), 1}});
    CHECK(in.all<deliver>().empty());
    CHECK(shown_state(in.state) == "assigned");

    CHECK(in.happen(at(monday, 9), tick{1}) == problem::none);
    CHECK(in.all<deliver>() == std::vector<deliver>{{monday}});
    CHECK(in.all<set_timer>() == std::vector<set_timer>{{at(monday + 5, 0), 2}});
    CHECK(in.state_of(monday) == assigned); // sent is what is true once it is there
    CHECK(in.happen(at(monday, 9, 1), delivered{monday}) == problem::none);
    CHECK(shown_state(in.state) == "sent");
    CHECK(in.happen(at(monday, 10), started{monday}) == problem::none);
    CHECK(in.state_of(monday) == opened);
    CHECK(in.happen(at(monday, 10, 1), progressed{monday}) == problem::none);
    CHECK(in.state_of(monday) == partial);
    CHECK(in.happen(at(monday, 10, 9), completed{monday}) == problem::none);
    CHECK(in.told(news::done));
    CHECK(in.all<tell_next>() == std::vector<tell_next>{{true}});
    CHECK(in.all<clear_timer>().size() == 1);
    CHECK(in.state.is == standing::finished);
    CHECK(shown_state(in.state) == "done");
    CHECK(adherence_of(in.state).due == 1);
    CHECK(adherence_of(in.state).done == 1);
}

TEST_CASE("assignment: twice is once")
{
    scene in(weekly());
    in.happen(at(monday, 9), tick{1});
    in.happen(at(monday, 9), delivered{monday});
    in.happen(at(monday, 9), started{monday});
    CHECK(in.happen(at(monday, 9), delivered{monday}) == problem::already);
    CHECK(in.happen(at(monday, 9), started{monday}) == problem::already);
    in.happen(at(monday, 9), progressed{monday});
    CHECK(in.happen(at(monday, 9), progressed{monday}) == problem::already);
    in.happen(at(monday, 9), completed{monday});
    CHECK(in.happen(at(monday, 9), completed{monday}) == problem::already);
    CHECK(in.happen(at(monday, 9), started{monday}) == problem::closed);
    CHECK(in.happen(at(monday, 9), tick{1}) == problem::already); // an old timer row
}

TEST_CASE(
    "assignment: what is not begun expires, what is begun stays partial, and late still counts")
{
    scene in(weekly("FREQ=WEEKLY;COUNT=3"));
    in.happen(at(monday, 9), tick{});
    in.happen(at(monday, 9), delivered{monday});
    in.happen(at(monday + 5, 0), tick{});
    CHECK(in.state_of(monday) == expired);
    CHECK(in.all<withdraw>() == std::vector<withdraw>{{monday}});

    in.happen(at(monday + 7, 9), tick{});
    in.happen(at(monday + 7, 9), progressed{monday + 7});
    in.happen(at(monday + 12, 1), tick{});
    CHECK(in.state_of(monday + 7) == partial);
    // The page stayed open over the end: nothing of what the client did is lost.
    CHECK(in.happen(at(monday + 12, 2), completed{monday + 7}) == problem::none);
    CHECK(in.state_of(monday + 7) == done);
    const auto how = adherence_of(in.state);
    CHECK(how.due == 2);
    CHECK(how.done == 1);
    CHECK(how.how.late == 1);
    CHECK(how.how.unsent == 0);
}

TEST_CASE("assignment: what nobody could see in time is delivered to nobody")
{
    scene in(weekly("FREQ=DAILY"));
    in.happen(at(monday + 20, 12), tick{1}); // a server that was away for three weeks
    CHECK(in.all<deliver>() == std::vector<deliver>{{monday + 20}});
    const auto how = adherence_of(in.state);
    CHECK(how.how.unsent == 20);
    CHECK(how.due == 0);
    CHECK(how.open == 1);
}

TEST_CASE("assignment: a clock that went back opens nothing early and loses no timer")
{
    scene in(written());
    CHECK(in.happen(at(monday, 8, 30), tick{1}) == problem::none);
    CHECK(in.all<deliver>().empty());
    CHECK(in.all<set_timer>() == std::vector<set_timer>{{at(monday, 9), 2}});
    in.happen(at(monday, 9), tick{2});
    in.happen(at(monday - 3, 9), tick{}); // and does not open it again
    in.happen(at(monday, 9), tick{});
    CHECK(in.all<deliver>().empty());
    CHECK(in.state.kept.size() == 1);
}

TEST_CASE("assignment: a daily one never has two open, and keeps the newest ones")
{
    scene in(weekly("FREQ=DAILY"));
    for (std::int64_t i = 0; i < 100; ++i)
    {
        in.happen(at(monday + i, 9), tick{});
        in.happen(at(monday + i, 9), delivered{monday + i});
        if (i % 2 == 0)
            in.happen(at(monday + i, 9), completed{monday + i});
        CHECK(adherence_of(in.state).open <= 1);
    }
    CHECK(in.state.kept.size() == limits::occurrences_kept);
    const auto how = adherence_of(in.state);
    CHECK(how.done == 50);
    CHECK(how.due == 99);
}

TEST_CASE("assignment: beginning early is allowed or not, and only of the next one")
{
    scene in(weekly());
    CHECK(in.happen(at(monday, 8), started{monday + 7}) == problem::no_such_day);
    CHECK(in.happen(at(monday, 8), started{monday}) == problem::none);
    CHECK(in.state_of(monday) == opened);
    in.happen(at(monday, 9), tick{});
    CHECK(in.state.kept.size() == 1);

    auto strict = weekly();
    strict.may_start_early = false;
    scene other(strict);
    CHECK(other.happen(at(monday, 8), started{monday}) == problem::not_open_yet);
    CHECK(other.refused.field == "opens");
    CHECK(
        other.happen(at(monday, 9), started{monday}) ==
        problem::none); // the tick is still under way
}

TEST_CASE("assignment: one that waits opens after the previous one and its delay")
{
    auto from = written();
    from.unlock = {unlocking::after_done, number(9), 3};
    scene in(from);
    CHECK(in.state.is == standing::locked);
    CHECK(in.happen(at(monday, 10), started{monday}) == problem::locked);
    CHECK(in.happen(at(monday, 10), previous_ended{number(8), true}) == problem::already);
    CHECK(in.happen(at(monday + 1, 10), previous_ended{number(9), false}) == problem::none);
    CHECK(in.told(news::cannot_open));
    CHECK(in.state.is == standing::locked);
    CHECK(in.happen(at(monday + 2, 10), previous_ended{number(9), true}) == problem::none);
    CHECK(in.state.is == standing::active);
    CHECK(in.all<set_timer>().at(0).due_ms == at(monday + 5, 9));

    from.unlock.when = unlocking::after_over;
    scene other(from);
    other.happen(at(monday, 10), previous_ended{number(9), false});
    CHECK(other.state.is == standing::active);
}

TEST_CASE("assignment: the next one is told once that this was done, or that it never will be")
{
    scene in(weekly("FREQ=WEEKLY;COUNT=2"));
    in.happen(at(monday, 9), completed{monday});
    CHECK(in.all<tell_next>() == std::vector<tell_next>{{true}});
    in.happen(at(monday + 7, 9), completed{monday + 7});
    CHECK(in.all<tell_next>().empty());
    scene other(written());
    other.happen(at(monday + 30, 0), tick{});
    CHECK(other.state.is == standing::finished);
    CHECK(other.all<tell_next>() == std::vector<tell_next>{{false}});
}

TEST_CASE("assignment: before each session it opens a day ahead and closes when the session begins")
{
    auto from = written();
    from.when.when = rhythm::before_session;
    from.when.opens_minute = 17 * 60;
    from.when.sessions = {at(monday + 3, 10), at(monday + 10, 10)};
    scene in(from);
    in.happen(at(monday + 2, 17), tick{});
    REQUIRE(in.all<deliver>() == std::vector<deliver>{{monday + 2}});
    CHECK(find_occurrence(in.state, monday + 2)->when.closes_ms == at(monday + 3, 10));
    // Moved to the day after: what was not begun moves with it.
    in.happen(at(monday + 2, 18), sessions_set{{at(monday + 4, 10), at(monday + 10, 10)}});
    CHECK(in.all<withdraw>() == std::vector<withdraw>{{monday + 2}});
    in.happen(at(monday + 3, 17), tick{});
    CHECK(in.all<deliver>() == std::vector<deliver>{{monday + 3}});
    in.happen(at(monday + 30, 0), tick{});
    CHECK(in.state.is == standing::active); // another session may be agreed on
    CHECK(in.happen(at(monday + 30, 0), sessions_set{{at(monday + 31, 10)}}) == problem::none);
    CHECK(in.happen(at(monday + 30, 17), tick{}) == problem::none);
    CHECK(in.all<deliver>() == std::vector<deliver>{{monday + 30}});

    scene other(written());
    CHECK(other.happen(at(monday, 8), sessions_set{{}}) == problem::out_of_range);
    CHECK(other.refused.field == "sessions");
}

TEST_CASE("assignment: a session is prepared for once, wherever the client is by then")
{
    auto from = written();
    from.when.when = rhythm::before_session;
    from.when.opens_minute = 17 * 60;
    from.when.sessions = {at(monday + 3, 23), at(monday + 10, 23)};
    scene in(from);
    in.happen(at(monday + 2, 17), tick{});
    REQUIRE(in.state.kept.size() == 1);
    // Two hours further east the session is on the next day, and so is the day before it.
    in.zone = [](std::int64_t) { return 120; };
    in.happen(at(monday + 3, 16), tick{});
    CHECK(in.all<deliver>().empty());
    CHECK(in.state.kept.size() == 1);
    CHECK(in.happen(at(monday + 3, 16), completed{monday + 2}) == problem::none);
    CHECK(in.state.timer_ms == at(monday + 10, 15));
}

TEST_CASE("assignment: the client's clock moves the instants and not the promise")
{
    // The clock goes ahead by an hour at 02:00 UTC of the second Monday.
    const auto change = at(monday + 7, 2);
    const zone_offset zone = [change](std::int64_t when) { return when < change ? 60 : 120; };
    scene in(weekly(), at(monday, 7), zone);
    CHECK(in.state.timer_ms == at(monday, 8));
    in.happen(at(monday, 8), tick{});
    in.happen(at(monday + 5, 0), tick{});
    CHECK(in.state.timer_ms == at(monday + 7, 7));
    // The client moves: the same wall clock elsewhere.
    in.zone = utc;
    in.happen(at(monday + 5, 1), tick{});
    CHECK(in.state.timer_ms == at(monday + 7, 9));
}
