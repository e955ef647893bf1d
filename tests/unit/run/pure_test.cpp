// Promises 1, 2 and 6: a function of its arguments, pinned to its bundle, nothing lost or doubled.
#include "tests/unit/run/scene.hpp"

#include <catch2/catch.hpp>

using namespace scene;

namespace {

/// Publishes a new version of `f` while runs of the old one live.
std::shared_ptr<flow::library> published(std::string_view rest, const flow::library* older)
{
    auto made = library({{"f/flow.yaml", flow_text("f", rest)}});
    if (older != nullptr)
        made->keep_from(*older);
    return made;
}

constexpr std::string_view first_text = R"(steps:
  - ask: text
    id: a
    say: Old A?
  - ask: text
    id: b
    say: Old B?
  - ask: text
    id: c
    say: Old C?
)";
constexpr std::string_view second_text = R"(steps:
  - ask: yesno
    id: other
    say: New?
)";

} // namespace

TEST_CASE("promise 1: the same log gives the same bytes", "[pure]")
{
    chat in(first_text);
    in.say("one");
    in.say("help");
    in.say("person");
    in.say("skip");
    in.say("go on");
    in.later(5'000);
    in.say("back");
    in.command(run::event_kind::pause);
    in.resume();
    CHECK(run::save(replay(*in.flows, in.log)) == run::save(in.now));
}

TEST_CASE("promise 1: tracing changes nothing but the trace", "[pure]")
{
    chat in(first_text);
    const auto plain = run::advance(*in.flows, {}, in.log.front(), false);
    CHECK(run::save(plain.next) == run::save(in.now));
    CHECK(plain.why.empty());
    CHECK_FALSE(in.last.why.empty());
}

TEST_CASE("promise 2: publishing a new version does not move a live run", "[pinned]")
{
    const auto old = published(first_text, nullptr);
    chat in(old);
    in.start();
    in.say("one");
    in.flows = published(second_text, old.get());
    in.say("two");
    CHECK(in.asked() == "Old C?");
    in.say("back");
    CHECK(in.asked() == "Old B?");
    in.command(run::event_kind::pause);
    in.resume();
    CHECK(in.asked() == "Old B?");
    in.start();
    CHECK(in.asked() == "New?"); // only a new run is of the new version
    in.resume();
    CHECK(in.asked() == "Old B?");
}

TEST_CASE("promise 2: a run whose bundle is gone is kept, and the client is told", "[pinned]")
{
    chat in(published(first_text, nullptr));
    in.start();
    in.say("one");
    const auto good = in.flows;
    in.flows = published(second_text, nullptr);
    in.say("two");
    CHECK(in.said().starts_with("I can't open this right now."));
    REQUIRE(in.effects<run::alert>().size() == 1);
    CHECK(in.effects<run::alert>()[0].what == "bundle-missing");
    CHECK(in.now.paused.size() == 1);
    in.resume();
    CHECK(in.now.paused.size() == 1);
    in.say("person"); // what needs no flow goes on
    CHECK(in.last.took == run::route::person);
    in.flows = good;
    in.resume();
    CHECK(in.asked() == "Old B?");
}

TEST_CASE("promise 6: quick messages are both handled, in order", "[lossless]")
{
    chat in(first_text);
    in.say("one");
    in.say("two");
    CHECK(in.answer("a") == flow::value{std::string("one")});
    CHECK(in.answer("b") == flow::value{std::string("two")});
    CHECK(in.asked() == "Old C?");
}

TEST_CASE("promise 6: the client's own words stand in the log, in their place", "[lossless]")
{
    chat in(first_text);
    in.say("one");
    REQUIRE_FALSE(in.last.messages.empty());
    CHECK(in.last.messages.front().from == run::sender::client);
    CHECK(in.last.messages.front().text.reveal() == "one");
    CHECK(in.now.seq == in.last.messages.back().seq);
}

TEST_CASE("promise 6: blank words are refused and change nothing", "[lossless]")
{
    chat in(first_text);
    const auto before = run::save(in.now);
    in.say(" \n\t ");
    CHECK(in.last.refused);
    CHECK(run::save(in.now) == before);
}
