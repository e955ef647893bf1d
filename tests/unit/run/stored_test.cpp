// Stored states that are cut, flipped or of another flow: refused or lived with, never a crash.
#include "tests/unit/run/scene.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <random>

using namespace scene;

namespace {

constexpr std::string_view wide = R"(steps:
  - ask: many
    id: feelings
    share: ask
    say: What do you feel?
    options: [{sad: Sad}, {angry: Angry}]
  - each: things
    max: 3
    more: Another?
    steps:
      - ask: date
        id: day
        say: When?
      - call: sub
        in: {when: day}
        out: {got: mine}
  - remember: wins
    as:
      what: default(first(things).mine, "none")
  - review: [feelings]
  - share:
  - ask: time
    id: at
    say: What time?
)";

chat deep()
{
    chat in(library(
        {{"f/flow.yaml", flow_text("f", wide)},
         {"sub/flow.yaml", flow_text("sub", R"(in: {when: date}
out: {got: text}
steps:
  - ask: scale
    id: sure
    share: ask
    say: How sure?
    range: {min: 0, max: 10}
  - set: {got: ("yes" if sure > 5 else "no")}
)")}}));
    in.start();
    return in;
}

/// Lives on from a state that may be anything: no event may crash or loop.
void live_on(const chat& from, const run::state& at)
{
    static const std::vector<std::string> words{"back", "7", "yes", "help", "tomorrow"};
    for (const auto& one : words)
    {
        run::event event;
        event.words = private_text(one);
        event.time_ms = from.time_ms;
        auto did = run::advance(*from.flows, at, event);
        (void)run::open_form(*from.flows, did.next, "en");
        event.words = private_text("where was I");
        did = run::advance(*from.flows, std::move(did.next), event);
        (void)run::save(did.next);
    }
}

} // namespace

TEST_CASE("load: a state cut short anywhere is refused", "[stored]")
{
    auto in = deep();
    for (const auto* one : {"sad", "tomorrow", "8", "yes", "help"})
        in.say(one);
    const auto bytes = run::save(in.now);
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK_FALSE(run::load(std::string_view(bytes).substr(0, size)));
    CHECK_FALSE(run::load(bytes + '\0'));
}

TEST_CASE("load: a state with flipped bits never crashes the engine", "[stored]")
{
    auto in = deep();
    std::mt19937 chance(7);
    const std::vector<std::string> answers{"sad",    "tomorrow", "8",  "yes",
                                           "monday", "3",        "no", "yes"};
    for (std::size_t said = 0; said <= answers.size(); ++said)
    {
        if (said > 0)
            in.say(answers[said - 1]);
        const auto bytes = run::save(in.now);
        for (int round = 0; round < 400; ++round)
        {
            auto bad = bytes;
            for (unsigned flips = 1 + chance() % 3; flips > 0; --flips)
                bad[chance() % bad.size()] ^= static_cast<char>(1U << (chance() % 8));
            if (const auto state = run::load(bad))
                live_on(in, *state);
        }
    }
}

TEST_CASE("load: a run of another flow under this bundle's hash is refused, and kept", "[stored]")
{
    auto in = deep();
    in.say("sad");
    chat other("steps:\n  - say: Hello.\n  - ask: yesno\n    id: a\n    say: A?\n");
    auto mixed = in.now;
    mixed.current->bundle = other.now.current->bundle;
    run::event event;
    event.words = private_text("tomorrow");
    const auto did = run::advance(*other.flows, mixed, event);
    CHECK_FALSE(did.next.current);
    REQUIRE(did.next.paused.size() == 1);
    CHECK(did.next.paused[0].journal.size() == mixed.current->journal.size());
}

TEST_CASE("load: a time beyond any calendar is refused", "[stored]")
{
    run::state now;
    now.told_software_ms = std::numeric_limits<std::int64_t>::min();
    CHECK_FALSE(run::load(run::save(now)));
    now.told_software_ms = 4'000'000'000'000;
    CHECK(run::load(run::save(now)));
}

TEST_CASE("load: a case stored before its wait was marked is read, and has none", "[stored]")
{
    run::state with;
    auto& safety = with.safety.emplace();
    safety.language = "en";
    safety.talk_from = 5;
    safety.talk_until = 9;
    safety.wait_from = 0x7e;
    safety.wait_until = 0x7d;
    auto bytes = run::save(with);
    const auto again = run::load(bytes);
    REQUIRE(again);
    CHECK(again->safety->wait_from == 0x7e);
    CHECK(again->safety->wait_until == 0x7d);
    const auto at = bytes.find("\x7e\x7d");
    REQUIRE(at != std::string::npos);
    bytes.erase(at, 2);
    bytes[0] = 3;
    const auto old = run::load(bytes);
    REQUIRE(old);
    CHECK(old->safety->talk_until == 9);
    CHECK(old->safety->wait_from == 0);
}
