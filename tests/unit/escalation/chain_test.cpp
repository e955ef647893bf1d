// The chain: backup, on call, supervisor; then everybody again, until a human answers.
#include "tests/unit/escalation/scene.hpp"

using namespace escalation_tests;
using switchback::risk::outcome;

TEST_CASE("chain: each missed ack pages the next, and the end is said truly", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis).fire(timer_kind::ack);
    CHECK(on.paged() == std::vector<std::string>{"bo"});
    CHECK(on.has_said("status.chain.backup"));
    on.fire(timer_kind::ack);
    CHECK(on.paged() == std::vector<std::string>{"dee"});
    CHECK(on.has_said("status.chain.on_call"));
    on.fire(timer_kind::ack);
    CHECK(on.paged() == std::vector<std::string>{"cy"});
    CHECK(on.has_said("status.chain.supervisor"));
    on.fire(timer_kind::ack);
    CHECK(on.now.page == page_part::unanswered);
    CHECK(on.has_said("status.unanswered.everyone"));
    CHECK(on.all<alert_operator>().at(0).kind == alert_kind::unanswered);
}

TEST_CASE(
    "chain: unanswered is paged four times in an hour, then hourly to the last resort",
    "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis);
    for (int i = 0; i < 4; ++i)
        on.fire(timer_kind::ack);
    for (int i = 0; i < 4; ++i)
    {
        const auto before_ms = on.time_ms;
        on.fire(timer_kind::repage);
        CHECK(on.time_ms - before_ms == 15 * minute);
        CHECK(on.paged().size() == 4);
    }
    const auto before_ms = on.time_ms;
    on.fire(timer_kind::repage);
    CHECK(on.time_ms - before_ms == hour);
    CHECK(on.paged() == std::vector<std::string>{"cy", "op"});
    on.fire(timer_kind::repage);
    CHECK(on.now.page == page_part::unanswered);
}

TEST_CASE("chain: only a human ack leaves unanswered", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis);
    for (int i = 0; i < 4; ++i)
        on.fire(timer_kind::ack);
    on.words(outcome::crisis, category::suicide, urgency::now);
    CHECK(on.now.page == page_part::unanswered);
    CHECK(on.paged().size() == 4);
    on(cover_changed{});
    CHECK(on.now.page == page_part::unanswered);
    on.claim("cy");
    CHECK(on.now.page == page_part::acked);
    CHECK(find_timer(on.now, timer_kind::repage) == nullptr);
}

TEST_CASE(
    "chain: a contact that is not made is missed, and the others are called", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis).claim("ann").fire(timer_kind::contact);
    CHECK(on.now.page == page_part::chain);
    CHECK(on.paged() == std::vector<std::string>{"ann", "bo"});
    CHECK(on.has_said("status.chain_missed.backup"));
    on.fire(timer_kind::ack).fire(timer_kind::ack).fire(timer_kind::ack);
    CHECK(on.has_said("status.unanswered.missed"));
}

TEST_CASE(
    "chain: an L2 ack is due in four working hours, and waits for the morning",
    "[core][escalation]")
{
    scene on;
    on.time_ms = monday_ms + 15 * hour;
    on.item(1).fire(timer_kind::silence);
    CHECK(find_timer(on.now, timer_kind::ack)->due_ms == monday_ms + 35 * hour + 3 * minute);
}

TEST_CASE(
    "chain: those who stood down are called again when contact is missed", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis);
    for (int i = 0; i < 4; ++i)
        on.fire(timer_kind::ack);
    on.claim("cy").fire(timer_kind::contact);
    CHECK(on.paged() == std::vector<std::string>{"cy", "ann"});
    CHECK(on.now.page == page_part::chain);
}

TEST_CASE("chain: who was called in vain hears that somebody took it", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis).fire(timer_kind::ack).claim("bo");
    REQUIRE(on.all<notice>().size() == 1);
    CHECK(on.all<notice>()[0].responder == "ann");
    CHECK(on.all<notice>()[0].kind == notice_kind::taken_over);
}

TEST_CASE("chain: an empty tier is passed over", "[core][escalation]")
{
    scene on;
    std::erase_if(
        on.people.people, [](const responder& who) { return who.id == "bo" || who.id == "dee"; });
    on.words(outcome::crisis).fire(timer_kind::ack);
    CHECK(on.paged() == std::vector<std::string>{"cy"});
}

TEST_CASE("chain: a lost timer row fires by the tick", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis);
    on.time_ms += 16 * minute;
    on(tick{});
    CHECK(on.now.page == page_part::chain);
}

TEST_CASE(
    "chain: somebody whose hours have begun since is paged before giving up", "[core][escalation]")
{
    scene on;
    std::erase_if(on.people.people, [](const responder& who) { return who.id == "cy"; });
    on.words(outcome::crisis).fire(timer_kind::ack).fire(timer_kind::ack);
    auto eve = on.people.people[0];
    eve.id = "eve";
    on.people.people.push_back(eve);
    on.fire(timer_kind::ack);
    CHECK(on.paged() == std::vector<std::string>{"eve"});
    on.fire(timer_kind::ack);
    CHECK(on.now.page == page_part::unanswered);
}
