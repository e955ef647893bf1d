// Heavy messages in a row.
#include "bot/core/risk/build_up.hpp"
#include "bot/core/risk/screen.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace switchback::risk;

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;

// The outcomes of a conversation whose messages come so far apart.
std::vector<outcome>
told(const std::vector<std::string>& messages, std::int64_t apart_ms = minute_ms)
{
    std::vector<outcome> result;
    build_up kept;
    for (const auto& words : messages)
    {
        const auto after = gather(kept, screen(words), apart_ms);
        kept = after.next;
        result.push_back(after.result.outcome);
    }
    return result;
}

const std::vector<std::string> heavy{
    "I feel hopeless", "I hate myself", "I'm so tired of everything", "nobody cares"};

} // namespace

TEST_CASE("build_up: heavy words are no question by themselves", "[core][risk]")
{
    for (const auto& words : heavy)
    {
        INFO(words);
        const auto found = screen(words);
        CHECK(found.outcome == outcome::none);
        CHECK(found.strain == 1);
        CHECK(found.rule.empty());
        CHECK(found.reasons.empty());
    }
    CHECK(screen("I don't feel hopeless").strain == 0);
    CHECK(screen("my brother says he hates himself").strain == 0);
    CHECK(screen("the bus was late").strain == 0);
}

TEST_CASE("build_up: several in a row become one question, and then it begins anew", "[core][risk]")
{
    const auto outcomes = told(heavy);
    CHECK(std::ranges::count(outcomes, outcome::ask) == 1);
    CHECK(outcomes.front() == outcome::none);
    CHECK(std::ranges::count(outcomes, outcome::crisis) == 0);
}

TEST_CASE("build_up: it explains itself", "[core][risk]")
{
    const auto after = gather({200, 4}, screen("I hate myself"), minute_ms);
    CHECK(after.result.outcome == outcome::ask);
    CHECK(after.result.level == 1);
    CHECK(after.result.rule == "build_up@1");
    REQUIRE(after.result.reasons.size() == 1);
    CHECK_FALSE(after.result.reasons.front().explanation.empty());
    CHECK(after.next == build_up{});
}

TEST_CASE("build_up: calm words between, and days, let it fade", "[core][risk]")
{
    CHECK(std::ranges::count(told(heavy, 2 * day_ms), outcome::ask) == 0);
    CHECK(
        std::ranges::count(
            told({heavy[0], "we had soup", "the bus was late", "it rained", "I slept", heavy[1]}),
            outcome::ask) == 0);
    build_up kept{255, 9};
    for (int i = 0; i < 30; ++i)
    {
        kept = gather(kept, screen("the bus was late"), minute_ms).next;
    }
    CHECK(kept.score <= 3);
    CHECK(gather(kept, screen("hello"), 9 * day_ms).next == build_up{});
    CHECK(gather({255, 255}, screen("hello"), -1).result.outcome == outcome::none);
}

TEST_CASE(
    "build_up: a calm message never becomes a question, a grave one stays as it is", "[core][risk]")
{
    CHECK(gather({255, 9}, screen("the bus was late"), minute_ms).result.outcome == outcome::none);
    const auto grave = gather({255, 9}, screen("I want to kill myself"), minute_ms).result;
    CHECK(grave.outcome == outcome::crisis);
    CHECK(grave.rule == "en.suicide.kill_self@1");
    const auto asked = gather({255, 9}, screen("I can't see a future"), minute_ms).result;
    CHECK(asked.outcome == outcome::ask);
    CHECK(asked.rule != "build_up@1");
}
