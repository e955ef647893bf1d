// Promises 4 and 5: interrupts at every input point, and tokens on prompts.
#include "tests/unit/run/scene.hpp"

#include <catch2/catch.hpp>

using namespace scene;

namespace {

/// Every kind of input point, one after the other.
chat points()
{
    chat in(library(
        {{"f/flow.yaml", flow_text("f", R"(steps:
  - ask: scale
    id: heavy
    share: ask
    say: How heavy?
    range: {min: 0, max: 10}
  - call: sub
    out: {got: mine}
  - each: things
    max: 3
    more: Another?
    steps:
      - ask: text
        id: thing
        say: What?
  - review: [heavy]
  - share: [heavy]
  - end: done
)")},
         {"sub/flow.yaml", flow_text("sub", R"(out: {got: text}
steps:
  - ask: text
    id: got
    say: Inside?
  - end: done
)")}}));
    in.start();
    return in;
}

/// Answers that lead from one input point to the next.
const std::vector<std::string> answers{"7", "within", "a thing", "no", "yes"};

} // namespace

TEST_CASE(
    "promise 4: every interrupt works at every input point and comes back plainly", "[interrupts]")
{
    for (std::size_t point = 0; point <= answers.size(); ++point)
    {
        auto in = points();
        for (std::size_t i = 0; i < point; ++i)
            in.say(answers[i]);
        const auto question = in.asked();
        const auto choices = in.form()->choices.size();
        INFO("at " << question);
        const auto back_at_it = [&] {
            CHECK(in.asked() == question);
            REQUIRE(in.form());
            CHECK(in.form()->choices.size() == choices);
        };
        in.say("help");
        CHECK(in.now.asides.size() == 1);
        in.say("go on");
        back_at_it();
        in.say("person");
        CHECK(in.last.took == run::route::person);
        in.say("skip");
        in.say("go on");
        back_at_it();
        in.say("I want to kill myself");
        CHECK(in.last.took == run::route::safety);
        CHECK(in.now.asides.back().kind == run::aside_kind::safety);
        in.say("no");
        CHECK(in.now.asides.back().kind == run::aside_kind::country);
        in.say("go on");
        back_at_it();
        for (const auto* one : {"plan", "why", "repeat"})
        {
            in.say(one);
            back_at_it();
        }
        in.say("stop");
        in.say("go on");
        back_at_it();
        in.say("delete");
        in.say("keep it");
        back_at_it();
        in.say("pause");
        CHECK(in.last.took == run::route::pause);
        CHECK_FALSE(in.now.current);
        in.resume();
        back_at_it();
    }
}

TEST_CASE("promise 4: an interrupt keeps the tries as they were", "[interrupts]")
{
    chat in(R"(steps:
  - ask: number
    id: n
    say: How many?
    tries: {max: 2, then: skip}
  - ask: text
    id: last
    say: Last?
)");
    in.say("what a lovely day");
    CHECK(in.now.current->open->tries == 1);
    in.say("help");
    in.say("go on");
    CHECK(in.said() == "How many?");
    CHECK(in.now.current->open->tries == 1);
    in.say("still lovely");
    CHECK(in.asked() == "Last?");
}

TEST_CASE("promise 4: asides stand on one another and come down in order", "[interrupts]")
{
    auto in = points();
    in.say("help");
    in.say("person");
    in.say("delete");
    CHECK(in.now.asides.size() == 4); // help, person, the country, delete
    in.say("keep it");
    CHECK(in.now.asides.back().kind == run::aside_kind::country);
    in.say("Germany");
    CHECK(in.now.asides.back().kind == run::aside_kind::person);
    in.say("go on");
    CHECK(in.now.asides.back().kind == run::aside_kind::help);
    in.say("go on");
    CHECK(in.asked() == "How heavy?");
}

TEST_CASE("promise 4: safety comes before every command and every answer", "[interrupts]")
{
    auto in = points();
    in.say("delete");
    in.say("I want to kill myself");
    CHECK(in.last.took == run::route::safety);
    CHECK(in.effects<run::hand_off>().size() == 1);
    REQUIRE(in.now.asides.size() >= 2);
    CHECK(in.now.asides.back().kind == run::aside_kind::safety);
    for (const auto kind : {run::event_kind::start, run::event_kind::back, run::event_kind::resume})
    {
        in.command(kind); // no flow begins while the question is open
        CHECK(in.now.safety->held.dialogue == escalation::dialogue_part::asking);
        CHECK(in.now.asides.size() >= 2);
    }
}

TEST_CASE(
    "promise 4: in danger without a country, the country is asked after the ladder", "[interrupts]")
{
    auto in = points();
    const auto question = in.asked();
    in.say("I want to kill myself");
    SECTION("it may be named before that, and the question stands")
    {
        in.say("Spain");
        CHECK(in.now.country == "ES");
        CHECK(in.said().find("024") != std::string::npos);
        CHECK(in.asked().find("thoughts of ending your life") != std::string::npos);
        in.say("no");
        CHECK(in.asked() == question);
    }
    SECTION("words of danger answer what was asked")
    {
        in.say("yes, I want to die");
        CHECK(in.now.safety->held.answers.size() == 1);
        CHECK(in.asked().find("Have you done something") != std::string::npos);
    }
    SECTION("asked")
    {
        in.say("no");
        CHECK(in.now.asides.back().kind == run::aside_kind::country);
        CHECK(in.form()->choices.size() > 20);
        SECTION("\"no\" is not Norway")
        {
            in.say("no");
            CHECK(in.now.country.empty());
            CHECK(in.asked() == question);
        }
        SECTION("as people call it")
        {
            in.say("UK");
            CHECK(in.now.country == "GB");
            CHECK(in.asked() == question);
        }
        SECTION("passed over")
        {
            in.say("go on");
            CHECK(in.asked() == question);
        }
        SECTION("a place without numbers")
        {
            in.say("Atlantis");
            CHECK(in.last.took == run::route::unclear);
            CHECK(in.now.asides.back().kind == run::aside_kind::country);
            CHECK(in.said().find("findahelpline.com") != std::string::npos);
        }
    }
}

TEST_CASE(
    "promise 4: a danger known only by an answer asks for the country as well", "[interrupts]")
{
    chat in(R"(steps:
  - ask: scale
    id: heavy
    risk: intensity
    say: How heavy?
    range: {min: 0, max: 10}
  - ask: text
    id: last
    say: Last?
)");
    in.say("9");
    CHECK(in.asked().find("thoughts of ending your life") != std::string::npos);
    SECTION("thoughts: numbers come when the ladder has ended, and once")
    {
        for (const auto* answer : {"sometimes", "no", "no", "no"})
            in.say(answer);
        CHECK(in.now.asides.back().kind == run::aside_kind::country);
        in.say("Ireland");
        CHECK(in.said().find("116 123") != std::string::npos);
        CHECK(in.said().find("I am a computer program") == std::string::npos);
        CHECK(in.asked() == "Last?");
    }
    SECTION("none: the flow goes on, and a second strong feeling is not asked about today")
    {
        in.say("no");
        CHECK(in.asked() == "Last?");
        CHECK_FALSE(in.now.safety->held.is_open);
    }
}

TEST_CASE("promise 4: Spanish words of danger are answered in Spanish", "[interrupts]")
{
    auto in = points();
    in.say("quiero suicidarme");
    CHECK(in.last.took == run::route::safety);
    CHECK(in.said().find("programa") != std::string::npos);
}

TEST_CASE("promise 4: heavy messages in a row are asked about once", "[interrupts]")
{
    std::string steps = "steps:\n";
    for (const auto* id : {"a", "b", "c", "d", "e", "f"})
        steps += std::string("  - ask: text\n    id: ") + id + "\n    say: What is there?\n";
    chat in(steps);
    std::size_t asked = 0;
    for (const auto* words :
         {"I feel hopeless", "I hate myself", "I'm so tired of everything", "nobody cares",
          "the bus was late"})
    {
        in.say(words);
        asked += in.last.took == run::route::safety ? 1 : 0;
    }
    CHECK(asked == 1);
    CHECK(in.now.heavy.messages < 4); // it began anew
}

TEST_CASE("promise 4: a command is a whole message, never part of one", "[interrupts]")
{
    chat in(R"(steps:
  - ask: text
    id: a
    say: A?
  - ask: text
    id: b
    say: B?
  - ask: text
    id: c
    say: C?
  - ask: text
    id: d
    say: D?
)");
    for (const auto* one : {"I'm a bad person", "I can't stop", "I went back to him"})
    {
        in.say(one);
        CHECK(in.last.took == run::route::answer);
    }
    CHECK(in.asked() == "D?");
    in.say("  Back! ");
    CHECK(in.asked() == "C?");
}

TEST_CASE("promise 4: deleting is always confirmed, and only by saying so", "[interrupts]")
{
    auto in = points();
    in.say("delete");
    CHECK(in.effects<run::erase_everything>().empty());
    in.say("yes");
    CHECK(in.effects<run::erase_everything>().empty());
    in.say("delete everything");
    CHECK(in.effects<run::erase_everything>().size() == 1);
    in.confirm_erase();
    CHECK(in.effects<run::erase_everything>().size() == 1);
}

TEST_CASE(
    "promise 5: an old button offers to change that answer and is not taken for the new one",
    "[tokens]")
{
    chat in(R"(steps:
  - ask: yesno
    id: a
    say: A?
  - ask: yesno
    id: b
    say: B?
  - ask: yesno
    id: c
    say: C?
)");
    const auto a = in.token();
    in.tap({true});
    in.tap(a, {false});
    CHECK(in.last.took == run::route::stale);
    CHECK(in.now.asides.back().kind == run::aside_kind::change_old);
    CHECK_FALSE(in.answer("b").is_set());
    in.say("yes");
    CHECK(in.asked() == "A?");
    CHECK(in.suggested() == "Yes");
    in.tap({false});
    CHECK(in.asked() == "B?");
}

TEST_CASE(
    "promise 5: a reference that is no token is never taken for the open question", "[tokens]")
{
    chat in(
        "steps:\n  - ask: yesno\n    id: a\n    say: A?\n  - ask: yesno\n    id: b\n    say: B?\n");
    for (const auto* ref : {"x", "p", "p0", "p99999999999999999999", "p1x", "1", "p-1", "P1"})
    {
        run::event event;
        event.kind = run::event_kind::choose;
        event.ref = ref;
        event.sent = {true};
        in.send(event);
        INFO(ref);
        CHECK(in.last.took == run::route::stale);
        CHECK(in.asked() == "A?");
    }
}

TEST_CASE("promise 5: tapping the open question below an aside answers it", "[tokens]")
{
    chat in(
        "steps:\n  - ask: yesno\n    id: a\n    say: A?\n  - ask: yesno\n    id: b\n    say: B?\n");
    const auto open = in.token();
    in.say("help");
    in.tap(open, {true});
    CHECK(in.asked() == "B?");
    CHECK(in.now.asides.empty());
}

TEST_CASE("promise 5: a stale timer is inert", "[tokens]")
{
    chat in(R"(steps:
  - ask: yesno
    id: a
    say: A?
    wait: {nudge: 1h, give_up: 2h}
  - ask: yesno
    id: b
    say: B?
)");
    const auto old = in.token();
    in.tap({true});
    const auto before = run::save(in.now);
    in.fire("wait", old);
    CHECK(in.last.refused);
    in.fire("wait", in.token());
    CHECK(in.last.refused); // this question has no wait
    in.fire("join", in.token());
    in.fire("unknown", in.token());
    CHECK(in.last.messages.empty());
    CHECK(run::save(in.now) == before);
}
