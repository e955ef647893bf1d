// Homework in a virtual world: several assignments of one client, therapists, clocks that jump,
// zones that change, rows that are lost. SWITCHBACK_SEEDS lives through more worlds.
#include "tests/simulation/homework_world.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <iostream>

namespace {

std::uint64_t seeds()
{
    const auto* wanted = std::getenv("SWITCHBACK_SEEDS"); // NOLINT(concurrency-mt-unsafe)
    return wanted == nullptr ? 400 : std::strtoull(wanted, nullptr, 10);
}

} // namespace

TEST_CASE("simulation: whatever happens to homework, it keeps what it promises")
{
    homework_tests::world_figures all;
    for (std::uint64_t seed = 1; seed <= seeds(); ++seed)
    {
        homework_tests::world one(seed);
        INFO("seed " << seed);
        REQUIRE(one.live() == "");
        all += one.figures();
    }
    std::cout << seeds() << " worlds, " << all.events << " events, " << all.refused << " refused, "
              << all.delivered << " delivered, " << all.done << " done, " << all.reminders
              << " reminders (" << all.merged << " for several), " << all.jumps << " clock jumps, "
              << all.moves << " changes of zone, " << all.lost << " timer rows lost\n";
    // Worlds in which one of these never happens would prove nothing about it.
    for (const auto count :
         {all.refused, all.delivered, all.done, all.reminders, all.merged, all.jumps, all.moves,
          all.lost})
        CHECK(count > seeds() / 8);
}

TEST_CASE("simulation: the same seed lives the same life, to the byte")
{
    for (std::uint64_t seed = 1; seed <= 20; ++seed)
    {
        homework_tests::world one(seed);
        homework_tests::world other(seed);
        REQUIRE(one.live() == other.live());
        REQUIRE(one.stored() == other.stored());
    }
}
