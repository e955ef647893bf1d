// Replays what fuzzing found or started from: the fuzz target's body over each file of its corpus.
#include "tests/fuzz/expression_input.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

TEST_CASE("expression: the fuzz corpus runs through", "[expression][corpus]")
{
    std::size_t count = 0;
    for (const auto& one : std::filesystem::directory_iterator(EXPRESSION_CORPUS))
    {
        std::ifstream file(one.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        INFO(one.path().filename().string());
        CHECK(switchback::flow::test::survives(bytes));
        ++count;
    }
    CHECK(count >= 20);
}
