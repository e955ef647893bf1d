#include "bot/core/risk/build_up.hpp"

#include <algorithm>

namespace switchback::risk {
namespace {

// In sixteenths of one heavy phrase, so that the loss of a quarter is not rounded away.
constexpr unsigned heavy_phrase = 16;
constexpr unsigned question = 24;
constexpr unsigned grave_question = 32;
constexpr unsigned enough = 40;
constexpr unsigned most = 255;
constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;
constexpr std::int64_t days_until_gone = 8; // halving leaves nothing of a byte

unsigned faded(unsigned score, std::int64_t ms_since_last)
{
    const auto days = std::clamp<std::int64_t>(ms_since_last / day_ms, 0, days_until_gone);
    return (score - (score + 3) / 4) >> days;
}

unsigned weight(const screening& found)
{
    const unsigned phrases = std::min<unsigned>(found.strain, 2) * heavy_phrase;
    const unsigned asked = found.outcome == outcome::none ? 0
                           : found.level > 1              ? grave_question
                                                          : question;
    return std::max(phrases, asked);
}

} // namespace

gathered gather(build_up before, screening found, std::int64_t ms_since_last)
{
    const unsigned added = weight(found);
    const unsigned score = std::min(faded(before.score, ms_since_last) + added, most);
    const unsigned messages = score == 0 ? 0 : before.messages + (added > 0 ? 1U : 0U);
    const build_up next{
        static_cast<std::uint8_t>(score), static_cast<std::uint8_t>(std::min(messages, most))};
    if (found.outcome != outcome::none || added == 0 || score < enough)
    {
        return {next, std::move(found)};
    }
    found.outcome = outcome::ask;
    found.category = category::suicide;
    found.level = level_of(outcome::ask);
    found.rule = "build_up@1";
    found.reasons = {
        {true, found.rule, "Several heavy messages in a row; none of them asks by itself.", {}}};
    return {{}, std::move(found)};
}

} // namespace switchback::risk
