#include "tests/fuzz/answers_input.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

TEST_CASE("answers: the fuzzer's corpus keeps every promise", "[answers][corpus]")
{
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(ANSWERS_CORPUS))
    {
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string words{std::istreambuf_iterator<char>(file), {}};
        INFO(entry.path());
        CHECK(switchback::answers::test::survives(words));
        ++count;
    }
    CHECK(count >= 20);
}
