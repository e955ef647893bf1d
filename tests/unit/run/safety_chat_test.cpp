// The client's case in the chat: what the engine does with it around a flow.
#include "tests/unit/run/scene.hpp"

#include "bot/core/escalation/status.hpp"

#include <catch2/catch.hpp>

using namespace scene;

namespace {

escalation::clinic clinic()
{
    escalation::responder dana;
    dana.id = "dana";
    dana.name = "Dana";
    dana.channels = 1;
    dana.is_primary = true;
    for (int day = 0; day < 7; ++day)
        dana.hours.push_back({day, 0, 24 * 60});
    escalation::clinic out;
    out.people.people = {dana};
    out.zone = [](std::int64_t) { return 0; };
    return out;
}

struct talk
{
    escalation::clinic at = clinic();
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
