// Nobody there: at night, on holidays, with nobody configured, and for those who have no case.
#include "tests/unit/escalation/scene.hpp"

using namespace escalation_tests;
using switchback::risk::outcome;

namespace {

scene at_night()
{
    scene on;
    on.time_ms = monday_ms + 22 * hour;
    return on;
}

void no_one_on_call(scene& on)
{
    for (auto& who : on.people.people)
        who.on_call.clear();
}

} // namespace

TEST_CASE("no cover: at night L2 waits for the opening and says so", "[core][escalation]")
{
    auto on = at_night();
    on.item(1).fire(timer_kind::silence);
    CHECK(on.now.page == page_part::no_cover);
    CHECK(on.paged().empty());
    CHECK(on.all<notice>().empty());
    CHECK(on.status() == "status.no_cover.until");
    CHECK(shown_status(on.now)->arguments[0].time_ms == monday_ms + 33 * hour);
    on.fire(timer_kind::opening);
    CHECK(on.time_ms == monday_ms + 33 * hour);
    CHECK(on.paged() == std::vector<std::string>{"ann"});
    CHECK(on.now.page == page_part::sent);
}

TEST_CASE("no cover: at night L3 pages only those who accepted to be called", "[core][escalation]")
{
    auto on = at_night();
    on.words(outcome::crisis);
    CHECK(on.paged() == std::vector<std::string>{"dee"});
    CHECK(on.now.page == page_part::sent);
    const auto told = on.all<notice>();
    REQUIRE(told.size() == 3); // ann, bo and cy: one notice each
    CHECK(told[0].kind == notice_kind::no_cover);
    CHECK(told[0].urgency == page_urgency::now); // the first they hear of it
    on.fire(timer_kind::ack);
    CHECK(on.has_said("status.unanswered.on_duty"));
}

TEST_CASE(
    "no cover: with nobody on call L3 waits too, and the others get one notice",
    "[core][escalation]")
{
    auto on = at_night();
    no_one_on_call(on);
    on.words(outcome::crisis);
    CHECK(on.now.page == page_part::no_cover);
    CHECK(on.paged().empty());
    on.words(outcome::crisis, category::suicide, urgency::now);
    CHECK(on.all<notice>().empty());
    on.fire(timer_kind::opening);
    CHECK(on.paged() == std::vector<std::string>{"ann"});
}

TEST_CASE("no cover: somebody who comes on call is paged at once", "[core][escalation]")
{
    auto on = at_night();
    const auto with_dee = on.people;
    no_one_on_call(on);
    on.words(outcome::crisis);
    on.people = with_dee;
    on(cover_changed{});
    CHECK(on.paged() == std::vector<std::string>{"dee"});
}

TEST_CASE("no cover: at L3 the time said is when the next on call begins", "[core][escalation]")
{
    auto on = at_night();
    for (auto& who : on.people.people)
        if (who.id == "dee")
            who.on_call = {{1, 60, 600}}; // Tuesday, one in the morning
    on.words(outcome::crisis);
    CHECK(shown_status(on.now)->arguments[0].time_ms == monday_ms + 25 * hour);
    on.fire(timer_kind::opening);
    CHECK(on.paged() == std::vector<std::string>{"dee"});
}

TEST_CASE(
    "no cover: a clinic that never opens pages who is on call at any level", "[core][escalation]")
{
    scene on;
    for (auto& who : on.people.people)
        who.hours.clear();
    on.item(1).fire(timer_kind::silence);
    CHECK(on.paged() == std::vector<std::string>{"dee"});
}

TEST_CASE("no cover: L2 raised to L3 at night calls who is on call", "[core][escalation]")
{
    auto on = at_night();
    on.item(1).fire(timer_kind::silence);
    on.words(outcome::crisis);
    CHECK(on.paged() == std::vector<std::string>{"dee"});
    CHECK(on.now.page == page_part::sent);
}

TEST_CASE("no cover: no responder configured fails closed and says so", "[core][escalation]")
{
    scene on;
    on.people = {};
    on.words(outcome::crisis);
    CHECK(on.now.page == page_part::no_cover);
    CHECK(on.has_said("status.no_responder"));
    CHECK(on.all<alert_operator>().at(0).kind == alert_kind::no_responder);
    CHECK(on.all<ask>().at(0).buttons.back().second == "button.rather_not");
    on.fire(timer_kind::opening); // looked at again, said once
    CHECK(on.said().empty());
    CHECK(on.all<alert_operator>().empty());
    on.people = clinic();
    on.fire(timer_kind::opening);
    CHECK(on.paged() == std::vector<std::string>{"ann"});
}

TEST_CASE("no cover: without a responder no silence threatens a call", "[core][escalation]")
{
    scene on;
    on.people = {};
    on.item(1);
    CHECK_FALSE(on.has_said("ask.silence_pages"));
    on.fire(timer_kind::silence);
    CHECK(on.has_said("status.no_responder"));
}

TEST_CASE(
    "no cover: with everybody away the opening is not known, and not invented",
    "[core][escalation]")
{
    scene on;
    for (auto& who : on.people.people)
        who.away = {{0, 30'000}};
    on.words(outcome::crisis);
    CHECK(on.status() == "status.no_cover.unknown");
}

TEST_CASE("no cover: a visitor has no case and is told so", "[core][escalation]")
{
    scene on;
    on.client.is_invited = false;
    on.words(outcome::crisis);
    CHECK(on.now.case_number == 0);
    CHECK(on.has_said("outside.visitor"));
    CHECK(on.paged().empty());
    CHECK(on.rows.empty());
}

TEST_CASE(
    "no cover: under 18 is off without a written policy, and on with one", "[core][escalation]")
{
    scene on;
    on.client.age = age_band::under_18;
    on.words(outcome::ask);
    CHECK_FALSE(on.now.is_open);
    CHECK(on.has_said("outside.minor"));
    CHECK(on.all<show_help>().at(0).is_youth);
    CHECK(on.all<alert_operator>().at(0).kind == alert_kind::minor);
    on.windows.has_minors_policy = true;
    on.words(outcome::crisis);
    CHECK(on.now.is_open);
    CHECK(on.paged() == std::vector<std::string>{"ann"});
}

TEST_CASE(
    "no cover: a case that could not be stored says nothing about the clinic but that",
    "[core][escalation]")
{
    const auto said = could_not_keep(category::suicide);
    REQUIRE(said.size() == 2);
    CHECK(std::get<show>(said[0]).wording == "raised.not_kept");
    CHECK(std::get<show_help>(said[1]).about == category::suicide);
}
