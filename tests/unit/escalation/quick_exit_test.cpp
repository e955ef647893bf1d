// Leaving by the quick exit, coming back, being told again, and how a person may reach the client.
#include "tests/unit/escalation/scene.hpp"

using namespace escalation_tests;
using switchback::risk::outcome;

TEST_CASE(
    "quick exit: at L2 the wait ends, nobody is paged, and it asks on return", "[core][escalation]")
{
    scene on;
    on.item(1)(left_quickly{});
    CHECK(find_timer(on.now, timer_kind::silence) == nullptr);
    CHECK(on.paged().empty());
    CHECK(on.all<review_item>().at(0).kind == review_kind::left);
    CHECK(on.said().empty());
    on(came_back{});
    CHECK(on.asks(question::thoughts));
}

TEST_CASE(
    "quick exit: at L3 the responders are told, and nothing is sent to the device",
    "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis)(left_quickly{});
    REQUIRE(on.all<notice>().size() == 1);
    CHECK(on.all<notice>()[0].kind == notice_kind::quick_exit);
    on.fire(timer_kind::ack);
    CHECK(on.paged() == std::vector<std::string>{"bo"});
    CHECK(on.said().empty());
    CHECK(on.all<offer>().empty());
    on(came_back{});
    CHECK(on.has_said("status.chain.backup"));
    CHECK(on.asks(question::thoughts));
}

TEST_CASE("quick exit: twice is once", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis)(left_quickly{})(left_quickly{});
    CHECK(on.last.refused == refusal::already);
}

TEST_CASE("quick exit: who writes again is there again", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis)(left_quickly{}).words(outcome::crisis);
    CHECK_FALSE(on.now.is_away_quietly);
    CHECK(on.has_said("raised.on_hold")); // the help was shown, and thanked them
}

TEST_CASE(
    "check again: in ten minutes the status is said again, changed or not", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis)(asked_to_check_again{});
    CHECK(on.last.refused == refusal::stale); // nothing to wait for yet
    for (int i = 0; i < 4; ++i)
        on.fire(timer_kind::ack);
    on(asked_to_check_again{});
    CHECK(on.said() == std::vector<std::string>{"after.check_again"});
    const auto asked_ms = on.time_ms;
    on.fire(timer_kind::check_again);
    CHECK(on.time_ms - asked_ms == 10 * minute);
    CHECK(on.has_said("status.unanswered.everyone"));
}

TEST_CASE("help: the same block comes at most once in ten minutes", "[core][escalation]")
{
    scene on;
    on.words(outcome::ask);
    CHECK(on.all<show_help>().size() == 1);
    on.words(outcome::ask);
    CHECK(on.all<show_help>().empty());
    on.words(outcome::ask, category::medical); // another danger has another block
    CHECK(on.all<show_help>().size() == 1);
    on.time_ms += 11 * minute;
    on.words(outcome::ask, category::medical);
    CHECK(on.all<show_help>().size() == 1);
}

TEST_CASE("help: who asks for the lines gets them whatever was shown", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis, category::threat)(asked_for_help{});
    REQUIRE(on.all<show_help>().size() == 1);
    CHECK(on.all<show_help>()[0].about == category::threat);
    scene none;
    none(asked_for_help{});
    CHECK(none.all<show_help>().size() == 1);
}

TEST_CASE(
    "safe contact: at L4 it is asked at once, after what is true was said", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis, category::suicide, urgency::now);
    REQUIRE(on.all<ask_safe_contact>().size() == 1);
    CHECK(std::holds_alternative<ask_safe_contact>(on.last.effects.back()));
}

TEST_CASE(
    "safe contact: asked once at L2 and above, the place only at L3 and above",
    "[core][escalation]")
{
    scene on;
    on.item(1).answer_with(answer::rather_not);
    REQUIRE(on.all<ask_safe_contact>().size() == 1);
    CHECK_FALSE(on.all<ask_safe_contact>()[0].may_ask_place);
    scene high;
    high.words(outcome::crisis).answer_with(answer::rather_not);
    CHECK(high.all<ask_safe_contact>().at(0).may_ask_place);
    scene known;
    known(gave_safe_contact{true});
    known.item(1).answer_with(answer::rather_not);
    CHECK(known.all<ask_safe_contact>().empty());
    scene mild;
    mild.words(outcome::ask).answer_with(answer::rather_not);
    CHECK(mild.all<ask_safe_contact>().empty());
}

TEST_CASE("raised: nothing is said to be on hold where nothing was begun", "[core][escalation]")
{
    scene idle;
    idle.client.is_in_a_flow = false;
    idle.words(outcome::ask);
    CHECK(idle.has_said("raised.text"));
    CHECK_FALSE(idle.has_said("raised.on_hold"));
    scene amid;
    amid.words(outcome::ask);
    CHECK(amid.has_said("raised.text"));
    CHECK(amid.has_said("raised.on_hold"));
}
