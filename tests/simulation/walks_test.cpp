// Seeded random walks: whatever a client does, the promises hold. SWITCHBACK_SEEDS walks more.
#include "tests/simulation/walk.hpp"

#include "bot/core/steps/step_kind.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <rapidcheck.h>
#include <sstream>

using namespace switchback;

namespace {

constexpr std::size_t moves_a_walk = 60;

std::uint64_t seeds()
{
    const auto* wanted = std::getenv("SWITCHBACK_SEEDS"); // NOLINT(concurrency-mt-unsafe)
    return wanted == nullptr ? 300 : std::strtoull(wanted, nullptr, 10);
}

std::shared_ptr<flow::library> shipped()
{
    flow::file_map files;
    const std::filesystem::path folder(FLOWS_FOLDER);
    for (const auto& one : std::filesystem::recursive_directory_iterator(folder))
    {
        const auto name = std::filesystem::relative(one.path(), folder).generic_string();
        if (!flow::is_library_file(name))
            continue;
        std::ostringstream text;
        text << std::ifstream(one.path()).rdbuf();
        files[name] = text.str();
    }
    return flow::read_library(files, steps::all()).made;
}

std::vector<std::string> ids_of(const flow::library& flows)
{
    std::vector<std::string> out;
    for (const auto* one : flows.published())
        out.push_back(one->root().id);
    return out;
}

} // namespace

TEST_CASE("walks: the shipped flows keep every promise under any walk", "[simulation]")
{
    const auto flows = shipped();
    auto ids = ids_of(*flows);
    REQUIRE(ids.size() >= 6);
    for (std::uint64_t seed = 1; seed <= seeds(); ++seed)
    {
        std::rotate(ids.begin(), ids.begin() + 1, ids.end());
        const auto broken = walk::go(flows, ids, walk::moves_of(seed, moves_a_walk));
        INFO("seed " << seed << " from " << ids.front());
        REQUIRE(broken == "");
    }
}

TEST_CASE("walks: generated flows keep every promise under any walk", "[simulation]")
{
    for (std::uint64_t seed = 1; seed <= seeds(); ++seed)
    {
        const auto files = walk::generated_flow(seed);
        INFO("seed " << seed << "\n" << files.at("g/flow.yaml"));
        const auto broken =
            walk::go(scene::library(files), {"g", "h"}, walk::moves_of(seed * 7919, moves_a_walk));
        REQUIRE(broken == "");
    }
}

TEST_CASE("walks: a walk that breaks a promise is shortened", "[simulation]")
{
    const auto flows = shipped();
    const auto ids = ids_of(*flows);
    CHECK(rc::check("any moves keep every promise", [&](const std::vector<walk::move>& moves) {
        const auto broken = walk::go(flows, ids, moves);
        RC_LOG() << broken;
        RC_ASSERT(broken.empty());
    }));
}
