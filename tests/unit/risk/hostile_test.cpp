// Texts nobody writes in good faith: the screen must take them all, in linear work, and still see.
#include "bot/core/risk/match.hpp"
#include "bot/core/risk/screen.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

namespace {

using namespace switchback::risk;
namespace limits = switchback::limits;

std::string repeated(std::string_view piece, std::size_t bytes)
{
    std::string text;
    while (text.size() < bytes)
    {
        text += piece;
    }
    return text.substr(0, bytes);
}

std::uint64_t steps_for(std::string_view text)
{
    const auto tokens = std::make_unique<token_row>(text);
    const auto rules = std::make_unique<rule_hits>();
    const auto objections = std::make_unique<objection_hits>();
    return tokens->size() + find_rules(*tokens, *rules) + find_objections(*tokens, *objections);
}

const std::vector<std::string> hostile{
    "kill myself ",
    "i want to ",
    "not i want to die ",
    "a ",
    "k i l l ",
    "1",
    "😂",
    "а",
    "\xff",
    "\xf0\x9f",
    "i do not want to kill myself or anyone . ",
    "killmyself",
    "aaaaaaaaaaab",
    "he used to want to ",
    "want to never not be ",
    "i think i feel like i have a ",
    "....a,",
    std::string(1, '\0'),
    "no quiero seguir viviendo ",
    "'",
    "*",
    "su icide ",
    "lol ",
    "\xe8\x87\xaa\xe6\x9d\x80",
    "\xe6\x88\x91\xe6\x83\xb3",
    "\xd8\xa7\xd9\x84\xd8\xa7\xd9\x86\xd8\xaa\xd8\xad\xd8\xa7\xd8\xb1 ",
    "iwantiwantiwantiwantiwantiwantx ",
    "d'",
    "k!"};

} // namespace

TEST_CASE("screen: the work grows no faster than the text", "[core][risk]")
{
    for (const auto& piece : hostile)
    {
        const auto half = steps_for(repeated(piece, limits::screened_window_bytes / 2));
        const auto whole = steps_for(repeated(piece, limits::screened_window_bytes));
        INFO(piece << ": " << half << " steps for half the text, " << whole << " for the whole");
        CHECK(whole <= 2 * half + 100);
        CHECK(whole <= 20 * limits::screened_window_bytes);
    }
}

TEST_CASE("screen: any bytes are taken, and every span lies in the text", "[core][risk]")
{
    for (const auto& piece : hostile)
    {
        for (const std::size_t size : {0UL, 1UL, 7UL, 8191UL, 8192UL, 8193UL, 20'000UL})
        {
            const auto text = repeated(piece, size);
            const auto found = screen(text);
            for (const auto& reason : found.reasons)
            {
                for (const auto& word : reason.words)
                {
                    CHECK(word.end <= text.size());
                    CHECK(word.begin < word.end);
                }
            }
        }
    }
}

TEST_CASE("screen: a grave sentence is found behind a flood of denials", "[core][risk]")
{
    const auto flood = repeated("i do not want to die. ", 7'000);
    CHECK(screen(flood + "I will kill myself tonight").outcome != outcome::none);
}

TEST_CASE("screen: a long text is screened at its head and at its tail", "[core][risk]")
{
    const auto calm = repeated("We talked about the garden for a while. ", 40'000);
    CHECK(screen(calm).outcome == outcome::none);
    CHECK(screen("I want to kill myself. " + calm).outcome == outcome::crisis);
    const auto late = calm + " I want to kill myself.";
    const auto found = screen(late);
    CHECK(found.outcome == outcome::crisis);
    REQUIRE_FALSE(found.words.empty());
    CHECK(late.substr(found.words.back().begin, 6) == "myself");
}

TEST_CASE("screen: the fuzz corpus is taken", "[core][risk]")
{
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator{RISK_CORPUS})
    {
        std::ifstream file{entry.path(), std::ios::binary};
        const std::string text{std::istreambuf_iterator<char>{file}, {}};
        const auto found = screen(text);
        CHECK((found.outcome == outcome::none) == found.rule.empty());
        ++files;
    }
    CHECK(files >= 10);
}
