// Promises 7, 8 and 9: budgets, pause, and why.
#include "tests/unit/run/scene.hpp"

#include "bot/base/limits.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace scene;

namespace {

std::string many_says(int count)
{
    std::string out = "steps:\n  - ask: text\n    id: a\n    say: A?\n";
    for (int i = 0; i < count; ++i)
        out += fmt::format("  - say: Line {}.\n", i);
    return out + "  - ask: text\n    id: last\n    say: Last?\n";
}

} // namespace

TEST_CASE(
    "promise 7: past 100 steps a turn comes a safe message, an alert, and the run is kept",
    "[budgets]")
{
    chat in(many_says(150));
    in.say("answer");
    CHECK(in.said().ends_with("type \"person\" at any time."));
    REQUIRE(in.effects<run::alert>().size() == 1);
    CHECK(in.effects<run::alert>()[0].what == "budget");
    CHECK(in.effects<run::alert>()[0].flow == "f");
    CHECK_FALSE(in.now.current);
    REQUIRE(in.now.paused.size() == 1);
    // Coming back goes on where it stopped and says nothing twice.
    in.resume();
    CHECK(in.said().find("Line 0.") == std::string::npos);
    CHECK(in.asked() == "Last?");
    CHECK(in.answer("a") == flow::value{std::string("answer")});
}

TEST_CASE("promise 7: flows calling flows stop at the limit of depth", "[budgets]")
{
    flow::file_map files;
    for (int i = 0; i < limits::call_depth; ++i)
        files[fmt::format("f{}/flow.yaml", i)] = flow_text(
            fmt::format("f{}", i),
            fmt::format("steps:\n  - say: Level {}.\n  - call: f{}\n", i, i + 1));
    files[fmt::format("f{}/flow.yaml", limits::call_depth)] = flow_text(
        fmt::format("f{}", limits::call_depth),
        "steps:\n  - ask: text\n    id: deep\n    say: Deep?\n");
    chat in(library(files));
    in.start("f0");
    CHECK(in.asked() == "Deep?");
    in.say("yes indeed");
    CHECK_FALSE(in.now.current);
    CHECK(in.effects<run::run_ended>().size() == 1);
    CHECK(in.effects<run::alert>(true).empty());
}

TEST_CASE("promise 7: a long answer in a hole makes no message longer than the limit", "[budgets]")
{
    chat in(R"(steps:
  - ask: text
    id: a
    say: A?
  - say: 'You said {default(a, "")} and {default(a, "")}.'
  - ask: text
    id: last
    say: Last?
)");
    in.say(std::string(7'000, 'x'));
    for (const auto& one : in.last.messages)
        if (one.from == run::sender::bot)
            CHECK(one.text.size() <= limits::template_chars + 8);
    CHECK(in.asked() == "Last?");
}

TEST_CASE("promise 7: more than eight paused runs let the oldest go, and say so", "[budgets]")
{
    chat in("steps:\n  - ask: text\n    id: a\n    say: A?\n");
    for (std::size_t i = 0; i < limits::paused_runs; ++i)
        in.start();
    CHECK(in.now.paused.size() == limits::paused_runs);
    in.start();
    CHECK(in.now.paused.size() == limits::paused_runs);
    CHECK(in.said().find("I've closed the oldest one") != std::string::npos);
    CHECK(in.effects<run::run_ended>().at(0).outcome == "gave_up");
}

TEST_CASE("promise 8: pause keeps the place, and \"where was I\" shows it", "[pause]")
{
    chat in(R"(steps:
  - ask: text
    id: a
    say: A?
  - ask: number
    id: b
    say: B?
    tries: {max: 3, then: skip}
)");
    in.say("one");
    in.say("no number here");
    in.say("pause");
    CHECK(in.said() == "Paused. Your place is kept. Come back whenever you like.");
    CHECK(run::where_is(*in.flows, in.now).paused == std::vector<std::string>{"f"});
    in.later(std::int64_t{90} * 24 * 3600 * 1000);
    in.say("where was I?");
    CHECK(in.said().find("The f") != std::string::npos);
    CHECK(in.asked() == "B?");
    CHECK(in.now.current->open->tries == 1);
    CHECK(in.answer("a") == flow::value{std::string("one")});
}

TEST_CASE(
    "promise 8: a run that ends by itself says so, also when its flow has no last word", "[pause]")
{
    chat in("steps:\n  - ask: text\n    id: a\n    say: A?\n  - end: done\n");
    in.say("one");
    CHECK_FALSE(in.now.current);
    CHECK_FALSE(in.said().empty());
}

TEST_CASE("promise 8: closing an aside when nothing is open is answered in words", "[pause]")
{
    chat in(library({{"f/flow.yaml", flow_text("f", "steps:\n  - say: Hello.\n")}}));
    in.say("person");
    in.say("skip");
    in.tap({std::string("go_on")});
    CHECK_FALSE(in.said().empty());
    CHECK(in.now.asides.empty());
}

TEST_CASE("promise 9: every routing decision is printed with its reason", "[why]")
{
    chat in(R"(steps:
  - ask: one
    id: size
    say: How big?
    options: [{small: Small}, {big: Big}]
  - if: size == "big"
    then:
      - say: Big, then.
    else:
      - say: Small, then.
  - ask: text
    id: last
    say: Last?
)");
    in.say("big");
    CHECK(in.why().find("because") != std::string::npos);
    CHECK(in.why().find("size == \"big\"") != std::string::npos);
    in.say("back");
    CHECK(in.why().find("command back") != std::string::npos);
    in.say("skip");
    CHECK(in.why().find("size was skipped") != std::string::npos);
}
