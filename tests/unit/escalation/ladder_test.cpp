// The ladder: which question follows, what an answer raises, and where it stops.
#include "tests/unit/escalation/scene.hpp"

using namespace escalation_tests;
using switchback::risk::outcome;

TEST_CASE("ladder: an L1 hit asks at once and pages nobody", "[core][escalation]")
{
    scene on;
    on.words(outcome::ask);
    CHECK(on.asks(question::thoughts));
    CHECK(on.paged().empty());
    CHECK_FALSE(on.has_said("ask.silence_pages"));
    CHECK(on.all<ask>()[0].buttons.back().second == "button.rather_not");
}

TEST_CASE("ladder: a no at L1 closes the case as answered", "[core][escalation]")
{
    scene on;
    on.words(outcome::ask).answer_with(answer::no);
    CHECK_FALSE(on.now.is_open);
    CHECK(on.now.reason == close_reason::answered);
    CHECK(on.has_said("after.no"));
    CHECK(on.all<digest_line>().at(0).kind == digest_kind::asked_no);
    CHECK(on.status().empty());
}

TEST_CASE("ladder: thoughts without a plan are an L2 page", "[core][escalation]")
{
    for (const auto was : {answer::sometimes, answer::yes})
    {
        scene on;
        on.words(outcome::ask).answer_with(was);
        CHECK(on.now.now_at == level::l2);
        CHECK(on.now.page == page_part::sent);
        CHECK(on.all<send_page>().at(0).urgency == page_urgency::today);
        CHECK(on.asks(question::done)); // the ladder goes on while paging
    }
}

TEST_CASE("ladder: might act is an L3 page at once", "[core][escalation]")
{
    for (const auto was : {answer::not_sure, answer::yes})
    {
        scene on;
        on.words(outcome::ask).answer_with(answer::yes).answer_with(answer::no);
        CHECK(on.asks(question::act));
        on.answer_with(was);
        CHECK(on.now.now_at == level::l3);
        CHECK(on.all<send_page>().at(0).urgency == page_urgency::now);
        CHECK(on.asks(question::how));
    }
}

TEST_CASE("ladder: something done today is L4 with the medical words", "[core][escalation]")
{
    scene on;
    on.words(outcome::ask).answer_with(answer::yes).answer_with(answer::yes);
    CHECK(on.now.now_at == level::l4);
    CHECK(on.has_said("script.medical.0"));
    CHECK(on.now.dialogue == dialogue_part::none);
    CHECK(on.all<ask>().empty()); // it stops as soon as L4 is clear
}

TEST_CASE("ladder: within reach and today is L4", "[core][escalation]")
{
    scene on;
    on.words(outcome::ask).answer_with(answer::yes).answer_with(answer::no);
    on.answer_with(answer::yes).answer_with(answer::yes);
    CHECK(on.asks(question::reach));
    on.answer_with(answer::yes);
    CHECK(on.now.now_at == level::l4);
    CHECK(on.all<send_page>().at(0).urgency == page_urgency::now);
}

TEST_CASE("ladder: within reach but not today stays L3", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis).answer_with(answer::yes).answer_with(answer::no);
    on.answer_with(answer::no);
    CHECK(on.asks(question::company));
    CHECK(on.now.now_at == level::l3);
    on.answer_with(answer::no);
    CHECK(on.has_said("after.told"));
    CHECK(on.now.is_open);
}

TEST_CASE("ladder: rather not say is a digest line at L1 and a page at L2", "[core][escalation]")
{
    scene mild;
    mild.words(outcome::ask).answer_with(answer::rather_not);
    CHECK(mild.paged().empty());
    CHECK(mild.all<digest_line>().at(0).kind == digest_kind::asked_withheld);

    scene graver;
    graver.item(1);
    CHECK(graver.all<ask>().at(0).buttons.back().second == "button.rather_not_told");
    graver.answer_with(answer::rather_not);
    CHECK(graver.paged() == std::vector<std::string>{"ann"});
    CHECK(graver.status() == "status.sent.today_until");
}

TEST_CASE("ladder: a clinic that never closes has no end of its day", "[core][escalation]")
{
    scene on;
    for (auto& who : on.people.people)
        if (who.is_primary)
        {
            who.hours.clear();
            for (int day = 0; day < 7; ++day)
                who.hours.push_back({day, 0, 24 * 60});
        }
    on.item(1).answer_with(answer::rather_not);
    CHECK(on.status() == "status.sent.today_always");
    // One free day in the week is an end.
    scene closes;
    closes.people = on.people;
    for (auto& who : closes.people.people)
        if (who.is_primary)
            who.hours.pop_back();
    closes.item(1).answer_with(answer::rather_not);
    CHECK(closes.status() == "status.sent.today_until");
}

TEST_CASE(
    "ladder: a no at L2 from words resumes with a review item, without a page",
    "[core][escalation]")
{
    scene on;
    signal what;
    what.outcome = outcome::ask;
    what.about = category::suicide;
    what.at_least = level::l2;
    what.rule = "coded@1";
    on(raised{what});
    CHECK(on.has_said("ask.silence_pages"));
    on.answer_with(answer::no);
    CHECK(on.now.is_open);
    CHECK(on.now.dialogue == dialogue_part::resumed);
    CHECK(on.now.page == page_part::none);
    CHECK(on.all<review_item>().at(0).kind == review_kind::said_no);
    CHECK(on.paged().empty());
    on.fire(timer_kind::review);
    CHECK(on.all<review_item>().at(0).kind == review_kind::still_open);
}

TEST_CASE("ladder: a no to item nine stays open and is paged today", "[core][escalation]")
{
    scene on;
    on.item(2);
    CHECK(on.paged().empty());
    on.answer_with(answer::no);
    CHECK(on.now.is_open);
    CHECK(on.paged() == std::vector<std::string>{"ann"});
    CHECK(on.all<send_page>()[0].urgency == page_urgency::today);
}

TEST_CASE("ladder: a no at L3 stays open", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis).answer_with(answer::no);
    CHECK(on.now.is_open);
    CHECK(on.now.page == page_part::sent);
}

TEST_CASE("ladder: L1 silence never pages and asks once on return", "[core][escalation]")
{
    scene on;
    on.words(outcome::ask).fire(timer_kind::silence);
    CHECK(on.paged().empty());
    CHECK(on.all<digest_line>().at(0).kind == digest_kind::asked_silent);
    on(came_back{});
    CHECK(on.asks(question::thoughts));
    on.fire(timer_kind::silence);
    CHECK(on.paged().empty());
}

TEST_CASE("ladder: L2 silence of three minutes pages", "[core][escalation]")
{
    scene on;
    on.item(1);
    const auto asked_ms = on.time_ms;
    on.fire(timer_kind::silence);
    CHECK(on.time_ms - asked_ms == 3 * minute);
    CHECK(on.now.page == page_part::sent);
}

TEST_CASE("ladder: unclear after two direct questions is L3", "[core][escalation]")
{
    scene on;
    on.words(outcome::ask).answer_with(answer::unclear);
    CHECK(on.asks(question::thoughts));
    CHECK(on.has_said("ask.unclear"));
    CHECK(on.now.now_at == level::l1);
    on.answer_with(answer::unclear);
    CHECK(on.now.now_at == level::l3);
    CHECK(on.now.page == page_part::sent);
}

TEST_CASE("ladder: an old button changes nothing", "[core][escalation]")
{
    scene on;
    on.words(outcome::ask);
    const auto old = on.now.question_token;
    on.answer_with(answer::yes);
    on(answered{old, answer::no});
    CHECK(on.last.refused == refusal::stale);
    CHECK(on.now.now_at == level::l2);
}

TEST_CASE("ladder: one L1 question a day unless new words raise it", "[core][escalation]")
{
    scene on;
    on.words(outcome::ask).answer_with(answer::no);
    on.time_ms += hour;
    signal strong;
    strong.from = source::intensity;
    strong.rule = "intensity";
    on(raised{strong});
    CHECK(on.all<ask>().empty());
    CHECK_FALSE(on.now.is_open);
    CHECK(on.all<digest_line>().at(0).kind == digest_kind::not_asked);
    on.words(outcome::ask);
    CHECK(on.asks(question::again));
    on.answer_with(answer::no);
    CHECK(on.now.reason == close_reason::answered);
    on.time_ms += 25 * hour;
    strong.reference = "next day";
    on(raised{strong});
    CHECK(on.asks(question::thoughts));
}

TEST_CASE("ladder: new words after a no ask whether anything has changed", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis).answer_with(answer::no).words(outcome::crisis);
    CHECK(on.asks(question::again));
    on.answer_with(answer::yes);
    CHECK(on.asks(question::thoughts));
}

TEST_CASE("ladder: a person is asked for once, and told only after a yes", "[core][escalation]")
{
    scene on;
    on.person();
    CHECK(on.asks(question::tell));
    CHECK(on.paged().empty());
    on.answer_with(answer::yes);
    CHECK(on.paged() == std::vector<std::string>{"ann"});
    CHECK(find_timer(on.now, timer_kind::ack)->due_ms == monday_ms + 17 * hour);

    signal same;
    same.from = source::person;
    same.reference = on.now.signals[0].reference;
    on(raised{same});
    CHECK(on.now.counted.joined == 1);
    CHECK(on.status() == "status.sent.today_until");
    CHECK(on.has_said(on.status())); // who asks again is answered again

    scene no;
    no.person().answer_with(answer::no);
    CHECK(no.now.reason == close_reason::withdrawn);
    CHECK(no.has_said("after.not_told"));

    scene silent;
    silent.person().fire(timer_kind::silence);
    CHECK(silent.paged().empty());
}

TEST_CASE("ladder: what a silence does is said before it begins to", "[core][escalation]")
{
    scene on;
    on.words(outcome::ask);
    signal coded;
    coded.outcome = outcome::ask;
    coded.about = category::suicide;
    coded.at_least = level::l2;
    coded.rule = "coded@1";
    const auto old = on.now.question_token;
    on(raised{coded});
    CHECK(on.has_said("ask.silence_pages"));
    CHECK(on.asks(question::thoughts));
    CHECK(on.all<ask>()[0].buttons.back().second == "button.rather_not_told");
    CHECK(on.now.question_token != old);
}

TEST_CASE("ladder: on return an L1 question is asked once", "[core][escalation]")
{
    scene on;
    on.words(outcome::ask).fire(timer_kind::silence);
    on(came_back{}).fire(timer_kind::silence);
    on(came_back{});
    CHECK(on.all<ask>().empty());
}

TEST_CASE(
    "ladder: after a no at L2 the same words wait for the review, new ones do not",
    "[core][escalation]")
{
    signal coded;
    coded.outcome = outcome::ask;
    coded.about = category::suicide;
    coded.at_least = level::l2;
    coded.rule = "coded@1";
    const auto said = [&coded](scene& on, const char* reference) {
        coded.reference = reference;
        on(raised{coded});
    };
    scene on;
    said(on, "m1");
    on.answer_with(answer::no);
    on.time_ms += hour;
    said(on, "m2");
    CHECK(on.all<ask>().empty());
    CHECK(on.all<digest_line>().at(0).kind == digest_kind::not_asked);
    CHECK(on.now.signals.size() == 2); // the review sees them
    on.words(outcome::ask);            // lighter than the case
    CHECK(on.all<ask>().empty());
    CHECK(on.paged().empty());
    coded.rule = "other@1";
    said(on, "m4");
    CHECK(on.asks(question::again));
    on.answer_with(answer::no);
    on.time_ms += 5 * hour;
    said(on, "m5");
    CHECK(on.asks(question::again));
    on.answer_with(answer::no).words(outcome::crisis);
    CHECK(on.now.now_at == level::l3);
    CHECK(on.now.page == page_part::sent);
}
