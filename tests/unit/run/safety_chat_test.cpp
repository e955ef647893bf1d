// The client's case in the chat: what the engine does with it around a flow.
#include "tests/unit/run/scene.hpp"

#include "bot/core/escalation/status.hpp"

#include <catch2/catch.hpp>

using namespace scene;

namespace {

struct talk
{
    escalation::clinic at = clinic_of_dana();
    chat in{
        "steps:\n  - ask: text\n    id: a\n    say: A?\n  - ask: text\n    id: b\n    say: B?\n"};

    void say(std::string_view words)
    {
        run::event event;
        event.kind = run::event_kind::say;
        event.words = private_text(std::string(words));
        event.risk = risk::screen(words);
        send(std::move(event));
    }
    void happen(escalation::occurrence what, std::string words = {})
    {
        run::event event;
        event.kind = run::event_kind::safety;
        event.safety = std::move(what);
        event.words = private_text(std::move(words));
        send(std::move(event));
    }
    void remind()
    {
        run::event event;
        event.kind = run::event_kind::timer;
        event.timer = "remind:k";
        event.words = private_text("the net");
        send(std::move(event));
    }
    void send(run::event event)
    {
        event.clinic = &at;
        in.send(std::move(event));
    }
    std::uint32_t epoch() const { return in.now.safety->held.epoch; }
};

} // namespace

TEST_CASE("safety chat: a reminder waits while the case comes first", "[safety]")
{
    talk one;
    one.say("I want to kill myself");
    one.remind();
    CHECK(one.in.said().empty());
    const auto later = one.in.effects<run::put_reminder>();
    REQUIRE(later.size() == 1);
    CHECK(later[0].key == "k");
    CHECK(later[0].words == "the net");
    CHECK(later[0].after_ms == limits::reminder_postponed_ms);
}

TEST_CASE("safety chat: beside a human the bot asks nothing and answers a button", "[safety]")
{
    talk one;
    one.say("person");
    one.say("yes");
    one.happen(escalation::human_wrote{one.epoch(), "dana", "Dana"}, "hello");
    CHECK(one.in.said().find("You are talking with Dana") != std::string::npos);
    for (const auto kind :
         {run::event_kind::plan, run::event_kind::erase, run::event_kind::back,
          run::event_kind::skip, run::event_kind::human})
    {
        run::event event;
        event.kind = kind;
        one.send(std::move(event));
        CHECK(one.in.asked().empty());
        CHECK(one.in.now.asides.empty());
    }
    CHECK(one.in.effects<run::erase_everything>(true).empty());
    one.remind();
    CHECK(one.in.said().empty());
}

TEST_CASE("safety chat: after the quick exit nothing is said until they are back", "[safety]")
{
    talk one;
    one.say("everyone would be better off without me");
    REQUIRE(one.in.now.safety->held.dialogue == escalation::dialogue_part::asking);
    one.happen(escalation::left_quickly{});
    CHECK(one.in.said().empty());
    one.remind();
    CHECK(one.in.said().empty());
    SECTION("told by the service")
    {
        one.happen(escalation::came_back{});
        CHECK(one.in.asked().find("thoughts of ending") != std::string::npos);
    }
    SECTION("or seen by a sign of theirs")
    {
        run::event event;
        event.kind = run::event_kind::returned;
        one.send(std::move(event));
        CHECK(one.in.asked().find("thoughts of ending") != std::string::npos);
    }
    CHECK_FALSE(one.in.now.safety->held.is_away_quietly);
}

TEST_CASE("safety chat: worry about somebody else has its own script", "[safety]")
{
    talk one;
    one.in.now.country = "US"; // else it is asked first
    one.say("my friend wants to kill herself");
    CHECK(one.in.now.safety->held.about == escalation::category::other_person);
    CHECK(one.in.asked().find("Is that person in danger") != std::string::npos);
    CHECK(one.in.said().find("thoughts of ending your life") == std::string::npos);
}

TEST_CASE("safety chat: under 18 without a policy no case is opened", "[safety]")
{
    talk one;
    run::event event;
    event.kind = run::event_kind::say;
    event.words = private_text("I want to kill myself");
    event.risk = risk::screen(event.words.reveal());
    event.age = escalation::age_band::under_18;
    one.send(std::move(event));
    CHECK(one.in.said().find("no one there is told by me") != std::string::npos);
    CHECK_FALSE(one.in.now.safety->held.is_open);
}

TEST_CASE(
    "safety chat: the ladder is asked before the country, and no silence begins unseen", "[safety]")
{
    talk one;
    one.say("I want to kill myself");
    CHECK(one.in.asked().find("thoughts of ending your life") != std::string::npos);
    CHECK(one.in.said().find("Which country") == std::string::npos);
    SECTION("a country that is named is taken, and the question stands")
    {
        one.say("I'm in Spain");
        CHECK(one.in.now.country == "ES");
        CHECK(one.in.said().find("024") != std::string::npos);
        CHECK(one.in.asked().find("thoughts of ending your life") != std::string::npos);
        CHECK(one.in.now.safety->held.answers.empty());
    }
    SECTION("it is asked when the ladder has ended")
    {
        for (const auto* answer : {"yes", "no", "no", "no"})
            one.say(answer);
        CHECK(one.in.now.safety->held.dialogue != escalation::dialogue_part::asking);
        CHECK(one.in.asked().find("Which country") != std::string::npos);
    }
    SECTION("not after a no")
    {
        talk other;
        other.say("everyone would be better off without me");
        other.say("no");
        CHECK(other.in.said().find("Which country") == std::string::npos);
    }
}

TEST_CASE("safety chat: a clinic's own country stands in for one that is not named", "[safety]")
{
    talk one;
    one.at.country = "ES";
    one.say("I want to kill myself");
    CHECK(one.in.said().find("024") != std::string::npos);
    CHECK(one.in.said().find("work in Spain, where your clinic is") != std::string::npos);
    CHECK(one.in.now.country.empty());
    for (const auto* answer : {"yes", "no", "no", "no"})
        one.say(answer);
    CHECK(one.in.said().find("Which country") == std::string::npos);
    one.say("Ireland");
    CHECK(one.in.now.country == "IE");
    CHECK(one.in.said().find("50808") != std::string::npos);
}

TEST_CASE("safety chat: a question to the program is not an answer to the ladder", "[safety]")
{
    talk one;
    one.in.now.country = "US";
    one.say("I want to kill myself");
    one.say("wait, who made this thing?");
    CHECK(one.in.said().find("I am a program, so I can't answer that myself") != std::string::npos);
    CHECK(one.in.asked().find("thoughts of ending your life") != std::string::npos);
    CHECK(one.in.now.safety->held.unclear == 0);
    CHECK(one.in.now.safety->held.answers.empty());
}

TEST_CASE("safety chat: what nobody understood is not thanked for as an answer", "[safety]")
{
    talk one;
    one.in.now.country = "US";
    one.say("everyone would be better off without me");
    one.say("purple");
    one.say("purple again");
    CHECK(one.in.said().find("I don't want to guess") != std::string::npos);
    CHECK(one.in.said().find("Thank you for answering") == std::string::npos);
    CHECK(one.in.now.safety->held.page == escalation::page_part::sent);
}

namespace {

// Told the clinic of a wish for a person, and asked how to be reached.
void ask_for_a_person(talk& one)
{
    one.in.now.country = "US";
    one.say("person");
    one.say("yes");
    REQUIRE(one.in.now.safety->held.page == escalation::page_part::sent);
}

// In danger, paged, and past the questions of how to be reached.
void wait_for_a_person(talk& one)
{
    one.in.now.country = "US";
    one.say("I took all my pills just now");
    one.say("he is in the next room"); // no number
    REQUIRE(one.in.asked().find("go on here, or stop") != std::string::npos);
}

} // namespace

TEST_CASE("safety chat: words written while waiting are kept, and said to be", "[safety]")
{
    talk one;
    wait_for_a_person(one);
    one.say("I feel worthless today");
    CHECK(one.in.said().find("added that to what you wrote here") != std::string::npos);
    CHECK(one.in.said().find("Nothing is open") == std::string::npos);
}

TEST_CASE("safety chat: a number is a number, and other words are not", "[safety]")
{
    talk one;
    one.in.now.country = "US";
    one.say("I took all my pills just now");
    REQUIRE(one.in.asked().find("Which number may a person") != std::string::npos);
    SECTION("urgent words end the question and are kept in the chat")
    {
        one.say("he is in the next room");
        CHECK(one.in.said().find("no phone number in that") != std::string::npos);
        CHECK_FALSE(one.in.now.safety->held.may_be_called);
        CHECK(one.in.effects<run::put_record>(true).empty());
        one.say("ok, it is 555 010 0199");
        CHECK(one.in.said().find("I've kept that number") != std::string::npos);
        CHECK(one.in.now.safety->held.may_be_called);
        CHECK(one.in.effects<run::put_record>(true).size() == 1);
    }
    SECTION("a number with words around it is taken")
    {
        one.say("my sister's, (555) 010-0199 after six");
        CHECK(one.in.asked().find("Is it safe to leave a message") != std::string::npos);
    }
}

TEST_CASE("safety chat: a second thought has the question put again", "[safety]")
{
    talk one;
    one.in.now.country = "US";
    one.say("everyone would be better off without me");
    one.say("no");
    REQUIRE(one.in.now.safety->held.dialogue != escalation::dialogue_part::asking);
    one.say("actually, yes, sometimes");
    CHECK(one.in.asked().find("Has anything changed") != std::string::npos);
    one.say("yes");
    CHECK(one.in.asked().find("thoughts of ending your life") != std::string::npos);
    one.say("yes");
    CHECK(one.in.now.safety->held.page == escalation::page_part::sent);
}

TEST_CASE("safety chat: without a question before it, a second thought is an answer", "[safety]")
{
    talk one;
    one.say("actually, yes");
    CHECK(one.in.asked() == "B?");
}

TEST_CASE("safety chat: a contact that did not happen calls the next people", "[safety]")
{
    talk one;
    escalation::responder lee;
    lee.id = "lee";
    lee.name = "Lee";
    lee.channels = 1;
    lee.is_backup = true;
    lee.hours = one.at.people.people[0].hours;
    one.at.people.people.push_back(lee);
    ask_for_a_person(one);
    one.happen(
        escalation::claimed{one.epoch(), "dana", "Dana", escalation::contact_means::call, 0});
    one.happen(escalation::contact_made{one.epoch(), "dana", "Dana", false});
    REQUIRE(one.in.now.safety->held.is_contacted);
    one.say("nobody called me");
    CHECK(one.in.said().find("I have noted it") != std::string::npos);
    CHECK(
        one.in.said().find("As far as I know, Dana has not reached you yet") != std::string::npos);
    CHECK_FALSE(one.in.now.safety->held.is_contacted);
    CHECK(one.in.now.safety->held.page == escalation::page_part::chain);
    one.say("she has not called me");
    CHECK(one.in.said().find("added that to what you wrote") != std::string::npos);
}

TEST_CASE("safety chat: what people type answers the ladder", "[safety]")
{
    talk one;
    one.in.now.country = "US";
    one.say("I want to kill myself");
    one.say("sometimes");
    one.say("no");
    REQUIRE(one.in.asked().find("might act on it today") != std::string::npos);
    const auto last = [&] { return one.in.now.safety->held.answers.back().was; };
    SECTION("not yet is no \"no\"")
    {
        one.say("not yet");
        CHECK(last() == escalation::answer::not_sure);
        CHECK(one.in.asked().find("thought about how") != std::string::npos);
    }
    SECTION("a time, a way and a place, in either language")
    {
        const bool in_spanish = GENERATE(false, true);
        one.say(in_spanish ? "esta noche" : "tonight");
        CHECK(last() == escalation::answer::yes);
        one.say(in_spanish ? "con eso de mi padre" : "with something of my dad's");
        CHECK(last() == escalation::answer::yes);
        REQUIRE(one.in.asked().find("within reach") != std::string::npos);
        one.say(in_spanish ? "lo tengo aquí" : "in my drawer");
        CHECK(one.in.now.safety->held.now_at == escalation::level::l4);
    }
    SECTION("two words nobody understood count at one question, not over all of them")
    {
        one.say("purple");
        one.say("maybe");
        one.say("yes");
        one.say("purple");
        CHECK(one.in.asked().find("within reach") != std::string::npos);
    }
}

TEST_CASE(
    "safety chat: a wish for a person is not taken back by words nobody understood", "[safety]")
{
    talk one;
    one.in.now.country = "US";
    one.say("person");
    SECTION("left, and said to be")
    {
        one.say("purple");
        one.say("purple again");
        CHECK(
            one.in.said().find("No one at the clinic was told of your wish") != std::string::npos);
        CHECK(one.in.said().find("I won't tell them") == std::string::npos);
    }
    SECTION("a number is a yes")
    {
        one.say("call me on 612 345 678");
        CHECK(one.in.said().find("I've kept that number") != std::string::npos);
        CHECK(one.in.now.safety->held.page == escalation::page_part::sent);
        CHECK(one.in.now.safety->held.may_be_called);
    }
}

TEST_CASE("safety chat: who asks for a person in Spanish is answered in Spanish", "[safety]")
{
    talk one; // whose page says that it is in English
    one.say("persona");
    CHECK(one.in.asked().find("¿Aviso a la clínica?") != std::string::npos);
    one.say("sí");
    CHECK(one.in.now.safety->held.page == escalation::page_part::sent);
}

TEST_CASE("safety chat: help and stop in a case are of the case", "[safety]")
{
    talk one;
    wait_for_a_person(one);
    SECTION("help shows the lines, and a number is heard behind it")
    {
        one.say("help");
        CHECK(one.in.said().find("988") != std::string::npos);
        CHECK(one.in.said().find("one question at a time") == std::string::npos);
        one.say("612 345 678");
        CHECK(one.in.now.safety->held.may_be_called);
    }
    SECTION("stop ends nothing for good")
    {
        one.say("stop");
        CHECK(one.in.said().find("for good") == std::string::npos);
        CHECK(one.in.now.safety->held.is_open);
    }
    SECTION("words that sound like a no pause nothing")
    {
        one.say("i cant");
        CHECK(one.in.said().find("added that to what you wrote") != std::string::npos);
    }
}

TEST_CASE("safety chat: it is said to have been asked only where it was", "[safety]")
{
    talk one;
    SECTION("not to somebody in the highest danger, whom nobody asked anything")
    {
        wait_for_a_person(one);
        one.say("everyone would be better off without me");
        CHECK(one.in.said().find("I asked you about it") == std::string::npos);
        one.say("nobody would miss me");
        CHECK(one.in.said().find("I asked you about it") == std::string::npos);
        CHECK(one.in.said().find("added that to what you wrote") != std::string::npos);
    }
    SECTION("to somebody who said no some minutes ago")
    {
        one.in.now.country = "US";
        one.say("everyone would be better off without me");
        one.say("no");
        one.in.later(5 * 60 * 1000);
        one.say("everyone would be better off without me");
        CHECK(one.in.said().find("I asked you about it before") != std::string::npos);
    }
}
