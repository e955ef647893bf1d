// What is stored of an event is read back as it was.
#include "bot/core/run/event.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace switchback;

run::event read_back(const run::event& from)
{
    writer to;
    run::write_event(to, from);
    reader in(to.bytes());
    run::event out;
    REQUIRE(run::read_event(in, out));
    CHECK(in.at_end());
    return out;
}

} // namespace

TEST_CASE("event: what the screen found keeps its outcome, level, urgency and strain", "[stored]")
{
    for (const auto* words :
         {"the bus was late", "life feels like a punishment", "I started cutting again",
          "I want to kill myself", "I want to kill myself tonight", "I will kill myself on friday",
          "I feel hopeless"})
    {
        INFO(words);
        run::event event;
        event.risk = risk::screen(words);
        const auto found = read_back(event).risk;
        CHECK(found.outcome == event.risk.outcome);
        CHECK(found.category == event.risk.category);
        CHECK(found.level == event.risk.level);
        CHECK(found.urgency == event.risk.urgency);
        CHECK(found.strain == event.risk.strain);
        CHECK(found.rule == event.risk.rule);
    }
}

TEST_CASE("event: a row written without a level gets that of its outcome", "[stored]")
{
    run::event event;
    event.risk.outcome = risk::outcome::crisis;
    event.risk.category = risk::category::suicide;
    event.risk.rule = "en.suicide.kill_self@1";
    const auto found = read_back(event).risk;
    CHECK(found.level == 3);
    CHECK(found.urgency == risk::urgency::none);
    CHECK(read_back({}).risk.level == 0);
}
