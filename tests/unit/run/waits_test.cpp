// Promises 4 and 5 over time: waits, tries, and answers that come in pieces.
#include "tests/unit/run/scene.hpp"

#include <catch2/catch.hpp>

using namespace scene;

namespace {

constexpr std::int64_t hour = 3'600'000;

constexpr std::string_view waiting = R"(steps:
  - ask: text
    id: a
    say: A?
    wait: {nudge: 1h, say: "Still there?", give_up: 3h, then: skip}
  - ask: text
    id: last
    say: Last?
)";

std::int64_t due(const chat& in)
{
    const auto armed = in.effects<run::set_timer>();
    return armed.empty() ? 0 : armed.back().due_ms - in.time_ms;
}

} // namespace

TEST_CASE("promise 5: one nudge, then giving up, counted from the first asking", "[wait]")
{
    chat in(waiting);
    CHECK(due(in) == hour);
    in.later(hour);
    in.fire("wait", in.token());
    CHECK(in.said() == "Still there? | A?");
    CHECK(due(in) == 2 * hour);
    in.later(2 * hour);
    in.fire("wait", in.token());
    CHECK(in.asked() == "Last?");
    CHECK_FALSE(in.answer("a").is_set());
}

TEST_CASE(
    "promise 5: a wait is suspended while an interrupt holds and armed anew after it", "[wait]")
{
    chat in(waiting);
    const auto old = in.token();
    in.later(hour / 4);
    in.say("help");
    CHECK(in.effects<run::clear_timer>().size() == 1);
    in.later(5 * hour);
    in.fire("wait", old);
    CHECK(in.last.refused);
    in.say("go on");
    CHECK(due(in) == hour * 3 / 4);
    CHECK(in.effects<run::set_timer>().back().token == in.token());
    CHECK(in.token() != old);
    // Pausing holds it as well.
    in.later(hour / 4);
    in.say("pause");
    in.later(100 * hour);
    in.resume();
    CHECK(due(in) == hour / 2);
}

TEST_CASE("promise 5: a question answered past an aside, but not understood, waits on", "[wait]")
{
    chat in(R"(steps:
  - ask: yesno
    id: a
    say: A?
    wait: {nudge: 1h, give_up: 3h}
)");
    const auto open = in.token();
    in.say("help");
    in.tap(open, {std::string("nonsense")});
    CHECK(in.last.took == run::route::unclear);
    CHECK(due(in) == hour);
}

TEST_CASE(
    "promise 8: giving up on a question that must be answered pauses, and says only that", "[wait]")
{
    chat in(R"(steps:
  - ask: text
    id: a
    say: A?
    optional: false
    wait: {give_up: 3h, then: skip}
)");
    in.later(3 * hour);
    in.fire("wait", in.token());
    CHECK(in.said() == "It's been a while, so I've paused this. Your place is kept.");
    CHECK(in.now.paused.size() == 1);
}

TEST_CASE("promise 8: a run that a wait ends says why", "[wait]")
{
    chat in(R"(steps:
  - ask: text
    id: a
    say: A?
    wait: {give_up: 3h, then: end}
)");
    in.later(3 * hour);
    in.fire("wait", in.token());
    CHECK(in.said().starts_with("It's been a while, so I've closed this one."));
    CHECK(in.effects<run::run_ended>().at(0).outcome == "gave_up");
}

TEST_CASE("promise 4: a question is asked a bounded number of times", "[tries]")
{
    chat in(R"(steps:
  - ask: number
    id: a
    say: A?
    range: {min: 1, max: 5}
    unclear: [First word., Second word.]
    invalid: Out of range.
  - ask: number
    id: b
    say: B?
    optional: false
)");
    in.say("the weather is fine");
    CHECK(in.said() == "First word. | A?");
    in.say("77");
    CHECK(in.said() == "Out of range. | A?");
    in.say("the weather is fine");
    CHECK(in.asked() == "B?");
    in.say("skip");
    CHECK(in.asked() == "B?");
    for (int i = 0; i < 3; ++i)
        in.say("the weather is fine");
    CHECK(in.now.paused.size() == 1); // never skipped behind the client's back
    in.resume();
    CHECK(in.asked() == "B?");
}

namespace {

constexpr std::string_view pieces = R"(steps:
  - ask: text
    id: a
    say: A?
    join: 4s
  - ask: text
    id: last
    say: Last?
)";

} // namespace

TEST_CASE("promise 6: fragments sent in quick succession are one answer", "[join]")
{
    chat in(pieces);
    in.say("I walked", false);
    CHECK(in.said().empty());
    CHECK(in.effects<run::set_timer>().back().name == "join");
    in.say("to the sea", false);
    in.fire("join", in.token());
    CHECK(in.answer("a") == flow::value{std::string("I walked to the sea")});
    CHECK(in.asked() == "Last?");
}

TEST_CASE("promise 6: a piece with an end, or when typing is over, closes the answer", "[join]")
{
    chat in(pieces);
    in.say("I walked", false);
    in.say("home.", false);
    CHECK(in.answer("a") == flow::value{std::string("I walked home.")});
    in.say("back");
    in.say("I ran", false);
    in.say("far", true);
    CHECK(in.answer("a") == flow::value{std::string("I ran far")});
}

TEST_CASE("promise 4: a command ends the joining and is obeyed", "[join]")
{
    chat in(pieces);
    in.say("I walked", false);
    in.say("person", false);
    CHECK(in.last.took == run::route::person);
    in.say("skip");
    in.say("go on");
    CHECK(in.asked() == "A?");
    in.say("home.");
    CHECK(in.answer("a") == flow::value{std::string("I walked home.")}); // nothing said is lost
}

TEST_CASE("promise 4: joined fragments are screened together, however the last one comes", "[join]")
{
    for (const bool by_timer : {true, false})
    {
        chat in(pieces);
        in.say("I want to kill", false);
        REQUIRE(in.last.took == run::route::answer);
        if (by_timer)
        {
            in.say("myself", false);
            in.fire("join", in.token());
        }
        else
        {
            in.say("myself", true);
        }
        CHECK(in.last.took == run::route::safety);
        CHECK(in.effects<run::hand_off>().size() == 1);
        CHECK_FALSE(in.answer("a").is_set());
    }
}
