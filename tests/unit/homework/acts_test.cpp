// What therapists change, what clients decline and wish for, and who was faster.
#include "bot/core/homework/adherence.hpp"
#include "tests/unit/homework/scene.hpp"

#include <catch2/catch.hpp>

using namespace homework_tests;
using enum occurrence_state;

namespace {

edited change_of(const assignment& of)
{
    return {of.version, of.note, of.when, of.may_start_early, of.reminders};
}

} // namespace

TEST_CASE("acts: of two therapists at once the second is told, and nothing of the first is lost")
{
    scene in(weekly());
    auto first = change_of(in.state);
    auto second = change_of(in.state);
    first.note = private_text("first");
    second.note = private_text("second");
    CHECK(in.happen(at(monday, 8), first) == problem::none);
    CHECK(in.state.version == 2);
    CHECK(in.happen(at(monday, 8), second) == problem::stale_version);
    CHECK(in.refused.field == "version");
    CHECK(in.state.note.reveal() == "first");
    for (const happening& act :
         {happening(paused{1}), happening(resumed{1}), happening(revoked{1}),
          happening(proposal_answered{1, true})})
        CHECK(in.happen(at(monday, 8), act) == problem::stale_version);
    second.version = 2;
    CHECK(in.happen(at(monday, 8), second) == problem::none);
}

TEST_CASE("acts: an edit moves what is not begun, and what is begun keeps its day")
{
    scene in(written());
    in.happen(at(monday, 9), tick{});
    auto later = change_of(in.state);
    later.when.first_day = monday + 2;
    CHECK(in.happen(at(monday, 10), later) == problem::none);
    CHECK(in.all<withdraw>() == std::vector<withdraw>{{monday}});
    CHECK(in.all<set_timer>().at(0).due_ms == at(monday + 2, 9));
    in.happen(at(monday + 2, 9), tick{});
    CHECK(in.all<deliver>() == std::vector<deliver>{{monday + 2}});

    in.happen(at(monday + 2, 10), started{monday + 2});
    auto longer = change_of(in.state);
    longer.when.first_day = monday + 5;
    CHECK(in.happen(at(monday + 2, 11), longer) == problem::none);
    REQUIRE(in.state_of(monday + 2) == opened);
    CHECK(in.state.kept.size() == 1);
    CHECK(in.state.kept[0].when.due_ms == at(monday + 7, 20));
    CHECK(in.happen(at(monday + 6, 11), completed{monday + 2}) == problem::none);
    CHECK(in.state.is == standing::finished);
}

TEST_CASE("acts: a new rule says nothing about the days before it")
{
    scene in(weekly());
    in.happen(at(monday, 9), tick{});
    in.happen(at(monday, 9), completed{monday});
    auto daily = change_of(in.state);
    daily.when.repeats = read_recurrence("FREQ=DAILY").value();
    CHECK(in.happen(at(monday + 4, 10), daily) == problem::none);
    CHECK(in.all<deliver>() == std::vector<deliver>{{monday + 4}});
    CHECK(adherence_of(in.state).how.unsent == 0);
}

TEST_CASE("acts: what an edit opens later today is taken back and comes again")
{
    scene in(weekly("FREQ=DAILY"));
    in.happen(at(monday, 9), tick{});
    auto evening = change_of(in.state);
    evening.when.opens_minute = 18 * 60;
    CHECK(in.happen(at(monday, 10), evening) == problem::none);
    CHECK(in.all<withdraw>() == std::vector<withdraw>{{monday}});
    CHECK(in.state.timer_ms == at(monday, 18));
    in.happen(at(monday, 18), tick{});
    CHECK(in.all<deliver>() == std::vector<deliver>{{monday}});
}

TEST_CASE("acts: what was done early is not asked for again after an edit")
{
    scene in(weekly("FREQ=DAILY"));
    in.happen(at(monday, 9), tick{});
    in.happen(at(monday, 10), completed{monday + 1});
    auto evening = change_of(in.state);
    evening.when.opens_minute = 18 * 60;
    CHECK(in.happen(at(monday, 11), evening) == problem::none);
    in.happen(at(monday + 1, 18), tick{});
    CHECK(in.all<deliver>().empty());
    CHECK(in.state_of(monday + 1) == done);
    CHECK(in.state.timer_ms == at(monday + 2, 18));
}

TEST_CASE("acts: a wrong edit names its field and changes nothing")
{
    scene in(weekly());
    in.happen(at(monday, 9), tick{});
    const auto refused_at = [&in](auto change) {
        auto wrong = change_of(in.state);
        change(wrong);
        const auto why = in.happen(at(monday + 1, 9), wrong);
        return std::pair(why, in.refused.field);
    };
    using result = std::pair<problem, std::string_view>;
    CHECK(refused_at([](edited& to) {
              to.when.first_day = monday - 1;
          }) == result{problem::in_the_past, "first_day"});
    CHECK(refused_at([](edited& to) {
              to.when.due_minute = 1'441;
          }) == result{problem::out_of_range, "due"});
    CHECK(refused_at([](edited& to) {
              to.when.closes_after_days = 1;
          }) == result{problem::out_of_order, "closes"});
    CHECK(refused_at([](edited& to) {
              to.when.due_after_days = 0;
              to.when.due_minute = 570;
          }) == result{problem::in_the_past, "due"});
    CHECK(refused_at([](edited& to) {
              to.reminders = 3;
          }) == result{problem::out_of_range, "reminders"});
    CHECK(refused_at([](edited& to) {
              to.note = private_text(std::string(5'000, 'x'));
          }) == result{problem::too_long, "note"});
    CHECK(refused_at([](edited& to) {
              to.when.repeats = read_recurrence("FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=20").value();
          }) == result{problem::never_occurs, "repeats"});
    CHECK(in.state.version == 1);
}

TEST_CASE("acts: while paused nothing opens or expires, and coming back makes no burst")
{
    scene in(weekly("FREQ=DAILY"));
    in.happen(at(monday, 9), tick{});
    in.happen(at(monday, 9), delivered{monday});
    CHECK(in.happen(at(monday, 10), paused{1}) == problem::none);
    CHECK(in.all<clear_timer>().size() == 1);
    CHECK(shown_state(in.state) == "paused");
    CHECK(in.happen(at(monday, 10), paused{2}) == problem::already);
    CHECK(in.happen(at(monday, 11), started{monday}) == problem::paused);
    CHECK(in.happen(at(monday + 5, 10), tick{}) == problem::none);
    CHECK(in.state_of(monday) == sent);
    CHECK(in.happen(at(monday + 9, 10), resumed{2}) == problem::none);
    CHECK(in.state_of(monday) == skipped);
    CHECK(in.all<deliver>() == std::vector<deliver>{{monday + 9}});
    const auto how = adherence_of(in.state);
    CHECK(how.due == 0);
    CHECK(how.how.each[static_cast<std::size_t>(skipped)] == 9);
    CHECK(in.happen(at(monday + 9, 10), resumed{3}) == problem::already);
}

TEST_CASE("acts: who is in the middle of it may come to the end while it is paused")
{
    scene in(weekly());
    in.happen(at(monday, 9), started{monday});
    in.happen(at(monday, 9), paused{1});
    CHECK(in.happen(at(monday, 10), progressed{monday}) == problem::none);
    CHECK(in.happen(at(monday, 10), completed{monday}) == problem::none);
}

TEST_CASE("acts: taken back, it takes nothing more but says why")
{
    scene in(weekly());
    in.happen(at(monday, 9), tick{});
    CHECK(in.happen(at(monday, 10), revoked{1}) == problem::none);
    CHECK(in.told(news::taken_back));
    CHECK(in.all<withdraw>() == std::vector<withdraw>{{monday}});
    CHECK(in.all<tell_next>() == std::vector<tell_next>{{false}});
    CHECK(in.all<clear_timer>().size() == 1);
    for (const happening& act :
         {happening(started{monday}), happening(completed{monday}), happening(refused{}),
          happening(proposed{}), happening(paused{2}), happening(revoked{2})})
        CHECK(in.happen(at(monday, 11), act) == problem::revoked);
    in.happen(at(monday + 70, 9), tick{});
    CHECK(in.state.kept.size() == 1);
}

TEST_CASE("acts: a client declines one, or all of it, with or without a why")
{
    scene in(weekly());
    in.happen(at(monday, 9), tick{});
    CHECK(
        in.happen(at(monday, 10), refused{monday, private_text("not this week")}) == problem::none);
    CHECK(in.state_of(monday) == declined);
    CHECK(in.state.kept[0].why.reveal() == "not this week");
    CHECK(in.told(news::declined));
    CHECK(in.state.is == standing::active);
    CHECK(in.happen(at(monday, 11), refused{monday, {}}) == problem::closed);
    CHECK(in.happen(at(monday, 11), refused{monday + 7, {}}) == problem::none); // the next, ahead
    CHECK(
        in.happen(at(monday, 11), refused{{}, private_text(std::string(2'001, 'x'))}) ==
        problem::too_long);
    CHECK(in.refused.field == "why");
    CHECK(in.happen(at(monday, 11), refused{}) == problem::none);
    CHECK(shown_state(in.state) == "declined");
    CHECK(in.happen(at(monday, 12), started{monday + 14}) == problem::declined);
    CHECK(adherence_of(in.state).due == 2);
}

TEST_CASE("acts: another time is asked for, and taken or not")
{
    scene in(weekly("FREQ=WEEKLY;BYDAY=MO"));
    proposal tuesdays{
        monday + 1, 18 * 60, read_recurrence("FREQ=WEEKLY;BYDAY=TU").value(),
        private_text("choir on Mondays"), 0};
    CHECK(in.happen(at(monday, 8), proposal_answered{1, true}) == problem::nothing_asked);
    CHECK(in.happen(at(monday, 8), proposed{tuesdays}) == problem::none);
    CHECK(in.told(news::proposed));
    CHECK(shown_state(in.state) == "proposed");
    CHECK(in.happen(at(monday, 9), tick{}) == problem::none);
    CHECK(in.state_of(monday) == assigned); // until somebody answers, it stays as it was
    CHECK(in.happen(at(monday, 10), proposal_answered{1, true}) == problem::none);
    CHECK(in.told(news::proposal_accepted));
    CHECK(in.all<withdraw>() == std::vector<withdraw>{{monday}});
    CHECK(in.state.timer_ms == at(monday + 1, 18));
    CHECK(in.state.version == 2);

    auto past = tuesdays;
    past.first_day = monday - 1;
    CHECK(in.happen(at(monday, 10), proposed{past}) == problem::in_the_past);
    CHECK(in.happen(at(monday, 10), proposed{tuesdays}) == problem::none);
    CHECK(in.happen(at(monday, 10), proposal_answered{2, false}) == problem::none);
    CHECK(in.told(news::proposal_declined));
    CHECK_FALSE(in.state.asked.has_value());
    // A wish that has grown old is not taken over a due date that is gone by.
    CHECK(in.happen(at(monday, 11), proposed{tuesdays}) == problem::none);
    CHECK(in.happen(at(monday + 20, 11), proposal_answered{3, true}) == problem::in_the_past);
}
