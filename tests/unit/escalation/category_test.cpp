// By category: never one script for unlike dangers.
#include "tests/unit/escalation/scene.hpp"

using namespace escalation_tests;
using switchback::risk::outcome;

namespace {

bool has_offer(const scene& on, offering what)
{
    const auto at_hand = offered(on.now).what;
    return std::ranges::find(at_hand, what) != at_hand.end();
}

} // namespace

TEST_CASE("category: suicide and self-harm get plan, company and distance", "[core][escalation]")
{
    for (const auto about : {category::suicide, category::self_harm})
    {
        scene on;
        on.words(outcome::ask, about);
        if (about == category::suicide)
            on.answer_with(answer::yes).answer_with(answer::no).answer_with(answer::yes);
        else
            on.answer_with(answer::no).answer_with(answer::yes).answer_with(answer::yes);
        CHECK(on.now.now_at == level::l3);
        CHECK(on.has_said("with_someone"));
        CHECK(on.has_said(std::string("script.").append(name_of(about)) + ".0"));
        CHECK(has_offer(on, offering::plan));
    }
}

TEST_CASE("category: the block that went out first is not said over again", "[core][escalation]")
{
    for (const auto about : {category::suicide, category::threat, category::medical})
    {
        scene on;
        on.words(outcome::crisis, about);
        CHECK_FALSE(on.has_said(std::string("script.").append(name_of(about)) + ".0"));
        CHECK(on.all<show_help>().empty());
        scene late;
        late.shows_help_first = false;
        late.words(outcome::crisis, about);
        REQUIRE(late.all<show_help>().size() == 1);
        CHECK(late.all<show_help>()[0].form == help_form::urgently);
    }
}

TEST_CASE(
    "category: an answer of a questionnaire is not called something written", "[core][escalation]")
{
    scene on;
    on.item(1);
    CHECK(on.all<show_help>().at(0).form == help_form::lines);
    on.words(outcome::ask);
    CHECK(on.all<show_help>().empty());
    scene soft;
    soft.words(outcome::ask);
    CHECK(soft.all<show_help>().at(0).form == help_form::softly);
}

TEST_CASE("category: past abuse is asked about, and a no closes it", "[core][escalation]")
{
    scene on;
    on.words(outcome::ask, category::past_abuse);
    CHECK(on.now.now_at == level::none);
    CHECK(on.asks(question::hurt_now));
    CHECK(on.has_said("script.past_abuse.0"));
    CHECK_FALSE(on.has_said("with_someone"));
    on.answer_with(answer::no);
    CHECK(on.now.reason == close_reason::answered);
}

TEST_CASE("category: past abuse that goes on is paged as what it is", "[core][escalation]")
{
    scene child;
    child.words(outcome::ask, category::past_abuse).answer_with(answer::yes);
    CHECK(child.now.now_at == level::l2);
    child.answer_with(answer::yes);
    CHECK(child.now.about == category::child_danger);
    CHECK(child.now.now_at == level::l3);
    CHECK(child.has_said("script.child_danger.0"));
    CHECK(child.asks(question::child_now));

    scene adult;
    adult.words(outcome::ask, category::past_abuse).answer_with(answer::yes);
    adult.answer_with(answer::no);
    CHECK(adult.now.about == category::present_abuse);
    CHECK(adult.asks(question::danger_now));
}

TEST_CASE(
    "category: abuse by someone present asks for safety and never for company",
    "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis, category::present_abuse);
    CHECK(on.asks(question::safe_here));
    CHECK_FALSE(on.has_said("with_someone"));
    CHECK(has_offer(on, offering::quick_exit));
    CHECK_FALSE(has_offer(on, offering::plan));
    CHECK_FALSE(has_offer(on, offering::draft));
    on.answer_with(answer::no);
    CHECK(on.has_said("after.not_safe"));
    CHECK(on.all<ask_safe_contact>().empty());
    CHECK(on.now.now_at == level::l3);
}

TEST_CASE(
    "category: abuse at L2 and no danger now is a no: a review, and no page", "[core][escalation]")
{
    signal told;
    told.about = category::present_abuse;
    told.outcome = outcome::ask;
    told.at_least = level::l2;
    told.rule = "abuse@1";
    scene on;
    on(raised{told});
    on.answer_with(answer::yes);
    CHECK(on.asks(question::danger_now));
    on.answer_with(answer::no);
    CHECK(on.now.page == page_part::none);
    CHECK(on.now.dialogue == dialogue_part::resumed);
    CHECK(on.all<review_item>().at(0).kind == review_kind::said_no);

    scene unsure;
    unsure(raised{told});
    unsure.answer_with(answer::yes).answer_with(answer::not_sure);
    CHECK(unsure.now.now_at == level::l3);
    CHECK(unsure.now.page == page_part::sent);

    scene item;
    item.item(1);
    item(raised{told});
    item(category_changed{category::present_abuse, "client"});
    item.answer_with(answer::no);
    CHECK(item.now.page == page_part::sent);

    scene grave; // L3 is paged whatever follows, and is asked how to be reached
    grave.words(outcome::crisis, category::present_abuse).answer_with(answer::yes);
    grave.answer_with(answer::no);
    CHECK(grave.has_said("after.told"));
    CHECK(grave.now.page == page_part::sent);

    scene goes_on; // somebody is being hurt, though not at this moment
    goes_on.words(outcome::ask, category::past_abuse).answer_with(answer::yes);
    goes_on.answer_with(answer::no).answer_with(answer::no);
    CHECK(goes_on.now.page == page_part::sent);
}

TEST_CASE("category: abuse told once keeps company out of every later script", "[core][escalation]")
{
    scene on;
    on.words(outcome::ask, category::present_abuse).words(outcome::crisis, category::suicide);
    CHECK(on.now.about == category::suicide);
    CHECK(on.has_said("script.suicide.0"));
    CHECK_FALSE(on.has_said("with_someone"));
}

TEST_CASE("category: a threat asks for intent first, and moves away", "[core][escalation]")
{
    scene on;
    on.words(outcome::ask, category::threat);
    CHECK(on.asks(question::intent));
    CHECK(on.paged().empty());
    on.answer_with(answer::yes);
    CHECK(on.asks(question::intent_today));
    on.answer_with(answer::not_sure);
    CHECK(on.now.now_at == level::l3);
    CHECK(on.has_said("script.threat.0"));
    CHECK_FALSE(on.has_said("with_someone"));
    on.answer_with(answer::yes);
    CHECK(on.now.now_at == level::l4);
}

TEST_CASE(
    "category: medical is emergency first and paged at once, without questions",
    "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis, category::medical);
    CHECK(on.now.now_at == level::l4);
    CHECK(on.said() == std::vector<std::string>{"status.sent.now"});
    CHECK(on.all<ask>().empty());
    CHECK(on.paged() == std::vector<std::string>{"ann"});
    scene maybe;
    maybe.words(outcome::ask, category::medical);
    CHECK(maybe.asks(question::medical_now));
    maybe.answer_with(answer::not_sure);
    CHECK(maybe.now.now_at == level::l4);
}

TEST_CASE("category: worry about someone else has its own script", "[core][escalation]")
{
    scene on;
    on.words(outcome::ask, category::other_person);
    CHECK(on.has_said("script.other_person.0"));
    CHECK(on.all<show_help>().at(0).form == help_form::lines); // no words for oneself
    CHECK(on.asks(question::other_now));
    on.answer_with(answer::yes);
    CHECK(on.now.now_at == level::l2);
    CHECK(on.paged() == std::vector<std::string>{"ann"});
}

TEST_CASE("category: self-harm asks what was done first, then about dying", "[core][escalation]")
{
    scene on;
    on.words(outcome::ask, category::self_harm);
    CHECK(on.asks(question::done));
    on.answer_with(answer::no);
    CHECK(on.asks(question::thoughts));
    on.answer_with(answer::no);
    CHECK(on.asks(question::act));
    CHECK(on.all<ask>()[0].wording == "ask.act_self_harm");
    on.answer_with(answer::no);
    CHECK(on.now.reason == close_reason::answered);
}

TEST_CASE("category: a clinician or the client may change it", "[core][escalation]")
{
    scene on;
    on.words(outcome::crisis)(category_changed{category::threat, "ann"});
    CHECK(on.now.about == category::threat);
    CHECK(on.has_said("script.threat.0"));
    on(category_changed{category::none, "ann"});
    CHECK(on.last.refused == refusal::bad_value);
}

TEST_CASE(
    "category: the screen's abuse is treated as present until they say otherwise",
    "[core][escalation]")
{
    CHECK(category_of(switchback::risk::category::abuse) == category::present_abuse);
    CHECK(category_of(switchback::risk::category::harm_to_others) == category::threat);
    CHECK(help_category_of(category::child_danger) == switchback::risk::category::abuse);
}

TEST_CASE(
    "category: after abuse the block for oneself gives way to the careful one",
    "[core][escalation]")
{
    scene on;
    on.shows_help_first = false;
    on.words(outcome::ask, category::present_abuse).words(outcome::crisis, category::suicide);
    CHECK(on.all<show_help>().at(0).about == category::present_abuse);
    CHECK(on.has_said("script.suicide.0"));
    CHECK_FALSE(on.has_said("with_someone"));
}
