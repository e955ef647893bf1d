// Promise 3: back, and edit, with dependents inferred.
#include "tests/unit/run/scene.hpp"

#include <catch2/catch.hpp>

using namespace scene;

namespace {

constexpr std::string_view size_flow = R"(steps:
  - ask: one
    id: size
    say: How big?
    options: [{small: Small}, {big: Big}]
  - ask: text
    id: colour
    say: Which colour?
  - set: {word: ("huge" if size == "big" else "tiny")}
  - ask: text
    id: plan
    say: "What about {word}?"
  - ask: text
    id: place
    say: Where?
  - ask: text
    id: last
    say: Last one?
  - end: done
)";

chat filled()
{
    chat in(size_flow);
    for (const auto* one : {"small", "blue", "a walk", "home"})
        in.say(one);
    REQUIRE(in.asked() == "Last one?");
    return in;
}

} // namespace

TEST_CASE("promise 3: one step back asks the last question with its answer suggested", "[change]")
{
    auto in = filled();
    in.say("back");
    CHECK(in.asked() == "Where?");
    CHECK(in.suggested() == "home");
    in.say("back");
    CHECK(in.suggested() == "a walk");
    in.say("a run");
    // It stood open when the client went on back, so it is asked, with what was there.
    CHECK(in.asked() == "Where?");
    CHECK(in.suggested() == "home");
    in.say("home");
    CHECK(in.asked() == "Last one?");
    CHECK(in.answer("place") == flow::value{std::string("home")});
}

TEST_CASE(
    "promise 3: after an edit the answers that do not depend on it are kept silently", "[change]")
{
    auto in = filled();
    in.edit(in.now.current->journal.front().token);
    CHECK(in.asked() == "How big?");
    CHECK(in.suggested() == "Small");
    in.say("big");
    // `plan` reads `word`, which `set` makes of `size`; colour and place read neither.
    CHECK(in.asked() == "What about huge?");
    CHECK(in.suggested() == "a walk");
    in.say("a climb");
    CHECK(in.said() == "Last one?");
    CHECK(in.answer("colour") == flow::value{std::string("blue")});
    CHECK(in.answer("place") == flow::value{std::string("home")});
}

TEST_CASE("promise 3: an edit to the same answer asks nothing more", "[change]")
{
    auto in = filled();
    in.edit(in.now.current->journal.front().token);
    in.say("small");
    CHECK(in.said() == "Last one?");
}

TEST_CASE("promise 3: one name of a set that changed asks only what reads that name", "[change]")
{
    chat in(R"(steps:
  - ask: number
    id: a
    say: A?
  - ask: number
    id: b
    say: B?
  - set: {x: a, y: b}
  - ask: text
    id: on_x
    say: "X is {default(x, 0)}?"
  - ask: text
    id: on_y
    say: "Y is {default(y, 0)}?"
  - ask: text
    id: last
    say: Last?
)");
    for (const auto* one : {"1", "2", "ex", "why not"})
        in.say(one);
    REQUIRE(in.asked() == "Last?");
    in.edit(in.now.current->journal.front().token);
    in.say("5");
    CHECK(in.asked() == "X is 5?");
    in.say("ex");
    CHECK(in.said() == "Last?");
}

TEST_CASE("promise 3: answers on a branch no longer taken leave the state", "[change]")
{
    chat in(R"(steps:
  - ask: yesno
    id: sure
    say: Sure?
  - if: sure
    then:
      - ask: text
        id: inside
        say: Inside?
  - ask: text
    id: last
    say: 'Last {default(inside, "none")}?'
  - ask: text
    id: end
    say: End?
)");
    for (const auto* one : {"yes", "within", "fine thing"})
        in.say(one);
    REQUIRE(in.asked() == "End?");
    in.edit(in.now.current->journal.front().token);
    in.say("no");
    CHECK(in.asked() == "Last none?"); // it read what the branch had given
    CHECK_FALSE(in.answer("inside").is_set());
    in.say("fine thing");
    // Coming back to the branch suggests what was said there.
    in.edit(in.now.current->journal.back().token);
    in.say("back");
    in.say("yes");
    CHECK(in.asked() == "Inside?");
    CHECK(in.suggested() == "within");
}

TEST_CASE("promise 3: back and edit reach into a called flow, and its outputs count", "[change]")
{
    chat in(library(
        {{"f/flow.yaml", flow_text("f", R"(steps:
  - ask: text
    id: heavy
    say: What is heavy?
  - call: sub
    id: part
    in: {what: heavy}
    out: {got: mine}
  - ask: text
    id: uses
    say: 'And {default(mine, "that")}?'
  - ask: text
    id: free
    say: Free?
  - ask: text
    id: last
    say: Last?
)")},
         {"sub/flow.yaml", flow_text("sub", R"(in: {what: text}
out: {got: text}
steps:
  - ask: text
    id: got
    say: 'Less {default(what, "of it")}?'
  - end: done
)")}}));
    in.start();
    for (const auto* one : {"exams", "one page", "used", "free words"})
        in.say(one);
    REQUIRE(in.asked() == "Last?");
    in.edit(in.now.current->journal[1].token);
    CHECK(in.asked() == "Less exams?");
    CHECK(in.suggested() == "one page");
    in.say("two pages");
    CHECK(in.asked() == "And two pages?");
    in.say("used");
    CHECK(in.said() == "Last?");
    // What goes into the call is asked of again inside it.
    in.edit(in.now.current->journal.front().token);
    in.say("money");
    CHECK(in.asked() == "Less money?");
}

TEST_CASE("promise 3: an edit made in review returns to that review", "[change]")
{
    chat in(R"(steps:
  - ask: text
    id: one
    say: One?
  - ask: text
    id: two
    say: Two?
  - review: [one, two]
  - say: 'Thanks for {default(one, "it")}.'
  - ask: text
    id: last
    say: Last?
)");
    in.say("first");
    in.say("second");
    REQUIRE(in.form()->choices.size() == 3);
    CHECK(in.form()->choices[1].label == "One? first");
    in.tap({in.form()->choices[1].key});
    CHECK(in.asked() == "One?");
    in.say("changed");
    CHECK(in.form()->choices.at(1).label == "One? changed");
    in.tap({std::string("go_on")});
    CHECK(in.said() == "Thanks for changed. | Last?");
}

TEST_CASE("promise 3: what was shared is a wall, also for the review after it", "[change]")
{
    chat in(R"(steps:
  - ask: text
    id: one
    share: ask
    say: One?
  - share: [one]
  - review: [one]
  - end: done
)");
    in.say("first");
    const auto old = in.now.current->journal.front().token;
    in.tap({flow::list{{in.form()->choices[0].key}}});
    REQUIRE(in.effects<run::share_items>().size() == 1);
    const auto wall = std::string("I can't go back past this point");
    in.say("back");
    CHECK(in.said().starts_with(wall));
    in.edit(old);
    CHECK(in.said().starts_with(wall));
    in.tap({in.form()->choices[1].key});
    CHECK(in.said().starts_with(wall));
    CHECK(in.form()->choices.size() == 2);
}

TEST_CASE("promise 3: a person asked for by the flow is a wall", "[change]")
{
    chat in(R"(steps:
  - ask: text
    id: one
    say: One?
  - handoff: asked
  - ask: text
    id: two
    say: Two?
)");
    in.say("first");
    CHECK(in.effects<run::hand_off>().size() == 1);
    in.say("skip"); // the country
    in.tap({std::string("go_on")});
    CHECK(in.asked() == "Two?");
    in.say("back");
    CHECK(in.said().starts_with("I can't go back past this point"));
    CHECK(in.effects<run::hand_off>(true).size() == 1);
}

TEST_CASE("promise 3: a jump backward is an edit, bounded by at_most", "[change]")
{
    chat in(R"(steps:
  - ask: text
    id: what
    say: What?
  - ask: scale
    id: sure
    say: 'How sure of {default(what, "it")}?'
    range: {min: 0, max: 10}
  - ask: text
    id: free
    say: Free?
  - if: sure < 7
    then:
      - say: Smaller then.
        next: what
        at_most: 1
  - ask: text
    id: last
    say: Last?
)");
    for (const auto* one : {"marathon", "3", "free words"})
        in.say(one);
    CHECK(in.said() == "Smaller then. | What?");
    CHECK(in.suggested() == "marathon");
    in.say("walk");
    CHECK(in.asked() == "How sure of walk?");
    in.say("4");
    CHECK(in.asked() == "Last?"); // `free` was kept; the second jump falls through
    CHECK(in.answer("free") == flow::value{std::string("free words")});
}

TEST_CASE(
    "promise 3: giving up on a question by a jump stays that way after going back", "[change]")
{
    chat in(R"(steps:
  - ask: text
    id: first
    say: First?
  - ask: number
    id: count
    say: How many?
    tries: {max: 1, then: aside}
  - ask: text
    id: only
    say: Only with a number?
  - ask: text
    id: aside
    say: Aside?
  - ask: text
    id: last
    say: Last?
)");
    in.say("one");
    in.say("no idea at all");
    REQUIRE(in.asked() == "Aside?");
    in.say("side");
    in.edit(in.now.current->journal.front().token);
    in.say("other");
    CHECK(in.said() == "Last?");
}

TEST_CASE("promise 3: an edit of an answer that stands no longer changes nothing", "[change]")
{
    chat in(R"(steps:
  - ask: yesno
    id: sure
    say: Sure?
  - if: sure
    then:
      - ask: text
        id: inside
        say: Inside?
  - ask: text
    id: last
    say: Last?
)");
    in.say("yes");
    in.say("within");
    const auto inside = in.now.current->journal[1].token;
    in.edit(in.now.current->journal.front().token);
    in.say("no");
    REQUIRE(in.asked() == "Last?");
    in.edit(inside);
    CHECK(in.said() == "That button is from an earlier question. | Last?");
}

namespace {

constexpr std::string_view branch_flow = R"(steps:
  - ask: yesno
    id: sure
    say: Sure?
  - if: sure
    then:
      - ask: text
        id: inside
        say: Inside?
  - ask: text
    id: reads
    say: 'Reads {default(inside, "none")}?'
  - ask: text
    id: free
    say: Free?
  - ask: text
    id: last
    say: Last?
)";

} // namespace

TEST_CASE("promise 3: what a branch left out counts once, not at every later edit", "[change]")
{
    chat in(branch_flow);
    for (const auto* one : {"yes", "within", "read it", "free words"})
        in.say(one);
    in.edit(in.token_of("sure"));
    in.say("no");
    CHECK(in.asked() == "Reads none?");
    in.say("read it");
    REQUIRE(in.asked() == "Last?");
    in.say("back");
    REQUIRE(in.asked() == "Free?");
    in.say("other words");
    CHECK(in.said() == "Last?");
    in.edit(in.token_of("sure"));
    in.say("no");
    CHECK(in.said() == "Last?");
}

TEST_CASE(
    "promise 3: a branch taken again counts as a change, also with its old answer", "[change]")
{
    chat in(branch_flow);
    for (const auto* one : {"yes", "within", "read it", "free words"})
        in.say(one);
    in.edit(in.token_of("sure"));
    in.say("no");
    in.say("read none");
    in.edit(in.token_of("sure"));
    in.say("yes");
    CHECK(in.suggested() == "within");
    in.say("within");
    CHECK(in.asked() == "Reads within?");
    in.say("read it");
    CHECK(in.said() == "Last?");
}
