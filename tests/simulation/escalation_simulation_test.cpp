// Cases in a virtual world: whatever a client, a clinic and its machines do, a person at risk is
// answered, or told truly that nobody has answered. SWITCHBACK_SEEDS lives through more worlds.
#include "tests/simulation/escalation_world.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <iostream>

namespace {

std::uint64_t seeds()
{
    const auto* wanted = std::getenv("SWITCHBACK_SEEDS"); // NOLINT(concurrency-mt-unsafe)
    return wanted == nullptr ? 2'000 : std::strtoull(wanted, nullptr, 10);
}

} // namespace

TEST_CASE("simulation: every case at risk is answered, or says truly that it is not")
{
    escalation_tests::world_figures all;
    for (std::uint64_t seed = 1; seed <= seeds(); ++seed)
    {
        escalation_tests::world one(seed);
        INFO("seed " << seed);
        REQUIRE(one.live() == "");
        all.events += one.figures().events;
        all.pages += one.figures().pages;
        all.crashes += one.figures().crashes;
        all.cases_at_risk += one.figures().cases_at_risk;
        for (const auto& [end, count] : one.figures().ends)
            all.ends[end] += count;
    }
    std::cout << seeds() << " worlds, " << all.events << " events, " << all.pages << " pages, "
              << all.crashes << " crashes, " << all.cases_at_risk
              << " cases at risk; open at the end:";
    for (const auto& [end, count] : all.ends)
        std::cout << ' ' << end << ' ' << count;
    std::cout << '\n';
    // A world in which one of these never happens would prove nothing about it.
    if (seeds() >= 2'000)
        for (const auto* end : {"acked", "unanswered", "no_cover", "review"})
            CHECK(all.ends[end] > 0);
}

TEST_CASE("simulation: the same seed lives the same life, to the byte")
{
    for (std::uint64_t seed = 1; seed <= 20; ++seed)
    {
        escalation_tests::world one(seed);
        escalation_tests::world other(seed);
        REQUIRE(one.live() == other.live());
        REQUIRE(one.stored() == other.stored());
        REQUIRE(one.figures().events == other.figures().events);
    }
}
