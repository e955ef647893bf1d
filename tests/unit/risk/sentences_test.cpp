// Every sentence of sentences.<lang>.txt against the screen, and that each answer can be explained.
#include "bot/core/risk/screen.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace {

using namespace switchback::risk;

struct expectation
{
    int line = 0;
    std::string outcome; // crisis, ask, reach, none, quiet, missed
    std::string about;
    std::string text;
};

std::vector<expectation> expectations(const std::string& language)
{
    std::ifstream file{std::string{RISK_SENTENCES} + "/sentences." + language + ".txt"};
    REQUIRE(file);
    std::vector<expectation> result;
    int number = 0;
    for (std::string line; std::getline(file, line);)
    {
        ++number;
        if (line.empty() || line.front() == '#')
        {
            continue;
        }
        const auto bar = line.find(" | ");
        REQUIRE(bar != std::string::npos);
        std::istringstream head{line.substr(0, bar)};
        expectation e;
        head >> e.outcome >> e.about;
        e.line = number;
        e.text = line.substr(bar + 3);
        result.push_back(e);
    }
    return result;
}

bool is_met(const expectation& e, const screening& found)
{
    if (e.outcome == "reach")
    {
        return found.outcome != outcome::none;
    }
    if (e.outcome == "missed") // when a rule finds it, the sentence moves up
    {
        return found.outcome == outcome::none;
    }
    if (e.outcome == "quiet")
    {
        return found.outcome != outcome::crisis;
    }
    return name_of(found.outcome) == e.outcome;
}

bool is_category(const std::string& about)
{
    return about == "suicide" || about == "self_harm" || about == "harm_to_others" ||
           about == "abuse" || about == "medical";
}

} // namespace

TEST_CASE("screen: our own sentences get the outcome they call for", "[core][risk]")
{
    // Two languages are promised; the others hear explicit wording.
    const auto [language, enough] = GENERATE(table<std::string, std::size_t>(
        {{"en", 300}, {"es", 300}, {"de", 60}, {"fr", 60}, {"pt", 60}, {"zh", 60}, {"ar", 60}}));
    const auto all = expectations(language);
    CHECK(all.size() >= enough);
    for (const auto& e : all)
    {
        const auto found = screen(e.text);
        INFO(
            language << " line " << e.line << ": " << e.text << "\n  found "
                     << name_of(found.outcome) << " by " << found.rule);
        CHECK(is_met(e, found));
        if (found.outcome != outcome::none && is_category(e.about))
        {
            CHECK(name_of(found.category) == e.about);
        }
    }
}

TEST_CASE("screen: every hit names its rule, its words and its reasons", "[core][risk]")
{
    for (const auto* language : {"en", "es", "de", "fr", "pt", "zh", "ar"})
    {
        for (const auto& e : expectations(language))
        {
            const auto found = screen(e.text);
            INFO(e.text);
            if (found.outcome == outcome::none)
            {
                CHECK(found.rule.empty());
                CHECK(found.words.empty());
                CHECK(found.reasons.empty());
                CHECK(found.category == category::none);
                CHECK(found.level == 0);
                CHECK(found.urgency == urgency::none);
                continue;
            }
            CHECK(found.level >= (found.outcome == outcome::crisis ? 3 : 1));
            CHECK(found.level <= (found.outcome == outcome::crisis ? 4 : 2));
            CHECK(found.rule.find('@') != std::string::npos);
            CHECK(found.category != category::none);
            REQUIRE_FALSE(found.words.empty());
            REQUIRE_FALSE(found.reasons.empty());
            CHECK(found.reasons.front().is_for);
            for (const auto& reason : found.reasons)
            {
                CHECK_FALSE(reason.rule.empty());
                CHECK_FALSE(reason.explanation.empty());
                REQUIRE_FALSE(reason.words.empty());
                CHECK(std::ranges::is_sorted(reason.words, {}, &text_span::begin));
                for (const auto& word : reason.words)
                {
                    CHECK(word.begin < word.end);
                    CHECK(word.end <= e.text.size());
                }
            }
        }
    }
}
