// Promise 3 in loops: each turn of a loop is its own place.
#include "tests/unit/run/scene.hpp"

#include <catch2/catch.hpp>

using namespace scene;

namespace {

constexpr std::string_view gather = R"(steps:
  - each: people
    max: 3
    more: Another?
    steps:
      - ask: text
        id: name
        share: ask
        say: Who?
      - ask: text
        id: how
        share: ask
        say: 'How can {default(name, "they")} help?'
  - each: p
    of: people
    max: 3
    steps:
      - ask: scale
        id: close
        share: ask
        say: 'How close is {default(p.name, "this one")}?'
        range: {min: 0, max: 10}
  - ask: text
    id: last
    say: "You have {count(people)}?"
  - share:
  - end: done
)";

chat two_people()
{
    chat in(gather);
    for (const auto* one : {"Ann", "calls", "yes", "Bob", "walks", "no", "7", "3"})
        in.say(one);
    REQUIRE(in.asked() == "You have 2?");
    return in;
}

} // namespace

TEST_CASE("promise 3: an edit in one turn of a loop keeps the other turns silently", "[each]")
{
    auto in = two_people();
    in.edit(in.now.current->journal.front().token);
    CHECK(in.suggested() == "Ann");
    in.say("Eve");
    CHECK(in.asked() == "How can Eve help?");
    CHECK(in.suggested() == "calls");
    in.say("calls");
    // Bob's turn is kept; the list has changed, so its walk is asked again, name by name.
    CHECK(in.asked() == "How close is Eve?");
    in.say("8");
    if (in.asked() == "How close is Bob?")
        in.say("3");
    CHECK(in.asked() == "You have 2?");
    CHECK(in.answer("people").as<flow::list>()->size() == 2);
}

TEST_CASE("promise 3: going back to \"another one?\" can end the loop earlier", "[each]")
{
    auto in = two_people();
    const auto& journal = in.now.current->journal;
    const auto more = std::ranges::find(journal, run::entry_kind::more, &run::entry::kind);
    in.edit(more->token);
    CHECK(in.asked() == "Another?");
    in.say("no");
    while (in.asked().starts_with("How close"))
        in.say("5");
    CHECK(in.asked() == "You have 1?");
    CHECK(in.answer("people").as<flow::list>()->size() == 1);
}

TEST_CASE("promise 3: what is shared from a loop names the thing it was said about", "[each]")
{
    auto in = two_people();
    in.say("that is all of them");
    std::string labels;
    for (const auto& one : in.form()->choices)
        labels += one.label + "; ";
    CHECK(
        labels == "Who? Ann; How can Ann help? calls; Who? Bob; How can Bob help? walks; "
                  "How close is Ann? 7; How close is Bob? 3; ");
}

TEST_CASE("promise 3: leaving a loop by next keeps the finished items", "[each]")
{
    chat in(R"(steps:
  - each: things
    max: 5
    more: Another?
    steps:
      - ask: text
        id: thing
        say: What?
      - if: thing == "enough"
        then:
          - say: All right.
            next: after
  - ask: text
    id: after
    say: "That is {count(things) if is_set(things) else 0}?"
  - ask: text
    id: last
    say: Last?
)");
    for (const auto* one : {"tea", "yes", "enough"})
        in.say(one);
    CHECK(in.asked() == "That is 1?");
    in.say("yes indeed");
    // Also after an edit of the first item, and of the one that left.
    in.edit(in.now.current->journal.front().token);
    in.say("coffee");
    CHECK(in.asked() == "That is 1?");
    in.say("yes indeed");
    in.say("back");
    in.say("back");
    CHECK(in.asked() == "What?");
    CHECK(in.suggested() == "enough");
    in.say("cake");
    CHECK(in.asked() == "Another?");
    in.say("no");
    CHECK(in.asked() == "That is 2?");
}

TEST_CASE("promise 7: a loop ends at its max without asking for another", "[each]")
{
    chat in(R"(steps:
  - each: things
    max: 2
    more: Another?
    steps:
      - ask: text
        id: thing
        say: What?
  - ask: text
    id: last
    say: Last?
)");
    for (const auto* one : {"a thing", "yes", "b thing"})
        in.say(one);
    CHECK(in.asked() == "Last?");
}
