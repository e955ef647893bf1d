// What a clinician is warned of: wording, dead ends, and words that mean something else.
#include "tests/unit/flow/scene.hpp"

#include "bot/core/flow/wording.hpp"

#include <catch2/catch.hpp>

using namespace scene;
using strings = std::vector<std::string>;

namespace {

strings warnings(std::string_view text)
{
    const auto done = read(flow_text("steps:\n" + std::string(text)));
    CHECK(done.made != nullptr);
    return places(done.found);
}

} // namespace

TEST_CASE("warnings: steps nothing leads to, and ends nobody wrote", "[core][warnings]")
{
    CHECK(
        warnings("  - say: Hi.\n  - end: done\n  - say: Bye.\n  - say: Bye.\n  - end: done\n") ==
        strings{"7:5 unreachable"});
    CHECK(
        warnings("  - say: Hi.\n    next: close\n  - say: Bye.\n  - say: Well.\n    id: close\n"
                 "  - end: done\n") == strings{"7:5 unreachable"});
    CHECK(warnings("  - say: Hi.\n") == strings{"5:5 missing-exit"});
    CHECK(
        warnings("  - ask: yesno\n    id: a\n    say: A?\n  - if: a\n    then:\n"
                 "      - end: one\n    else:\n      - end: two\n") == strings{});
}

TEST_CASE("warnings: a condition that reads nothing", "[core][warnings]")
{
    CHECK(
        warnings("  - if: 1 < 2\n    then:\n      - say: Hi.\n  - end: done\n") ==
        strings{"5:9 constant-condition"});
}

TEST_CASE("warnings: hard words, long messages, two questions at once", "[core][warnings]")
{
    CHECK(
        warnings("  - say: \"Comprehensive psychological difficulties frequently accompany "
                 "considerable environmental instability, necessitating intervention.\"\n"
                 "  - end: done\n") == strings{"5:10 reading-grade"});
    std::string wall;
    for (int i = 0; i < 40; ++i)
        wall += "It is so. ";
    CHECK(warnings("  - say: \"" + wall + "\"\n  - end: done\n") == strings{"5:10 wall-of-text"});
    CHECK(
        warnings("  - ask: text\n    id: a\n    say: [One., \"What is it and when is it?\"]\n"
                 "  - end: done\n") == strings{"7:17 compound-question"});
    CHECK(
        warnings("  - ask: text\n    id: a\n    say: What is it? When is it?\n  - end: done\n") ==
        strings{"7:10 compound-question"});
    CHECK(
        warnings("  - ask: text\n    id: a\n    say: What do you and your dog need?\n"
                 "    help: Who? What? Where?\n  - end: done\n") == strings{});
}

TEST_CASE("warnings: the reading grade is Flesch and Kincaid's", "[core][warnings]")
{
    CHECK(flow::reading_grade("The cat sat on the mat. The dog sat on the log.") < 1);
    CHECK(flow::reading_grade("Too short.") == 0);
    CHECK(flow::reading_grade("You told me that {first(step).what} was the hard part of it.") < 6);
    const auto hard = flow::reading_grade(
        "Individuals experiencing considerable psychological instability frequently require "
        "professional intervention.");
    CHECK(hard > 15);
}

TEST_CASE("warnings: options whose words mean something else", "[core][warnings]")
{
    const auto ask = [](std::string_view options) {
        return warnings(
            "  - ask: one\n    id: a\n    say: A?\n    options: " + std::string(options) +
            "\n  - end: done\n");
    };
    CHECK(ask("[{x: Yes}, {y: yes!}]") == strings{"8:29 shadowed-option"});
    CHECK(ask("[{x: Yes}, {y: {label: No, aka: [yes]}}]") == strings{"8:37 shadowed-option"});
    CHECK(ask("[{x: Go on}, {y: Skip}]") == strings{"8:31 shadowed-option"});
    CHECK(ask("[{x: Two}, {y: Ten}]") == strings{});
}

TEST_CASE("warnings: a share step with nothing to share", "[core][warnings]")
{
    CHECK(
        warnings("  - ask: text\n    id: a\n    say: A?\n  - share:\n  - end: done\n") ==
        strings{"8:5 share-nothing"});
    CHECK(
        warnings("  - ask: text\n    id: a\n    say: A?\n    share: ask\n  - share:\n"
                 "  - end: done\n") == strings{});
    CHECK(
        warnings("  - ask: text\n    id: a\n    say: A?\n  - share: [a]\n  - end: done\n") ==
        strings{"8:5 share-nothing"});
}
