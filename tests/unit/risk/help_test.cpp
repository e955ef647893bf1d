// The compiled-in crisis help: what it must always say, and what it must never say.
#include "bot/core/risk/crisis_help.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cctype>

namespace {

using namespace switchback::risk;

constexpr category categories[]{
    category::suicide, category::self_harm, category::harm_to_others, category::abuse,
    category::medical};

std::string all_text(const help_text_block& block)
{
    std::string result;
    for (const auto& sentence : block)
    {
        result += plain_text(sentence) + "\n";
    }
    return result;
}

bool has(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

// Every text there is, for some countries (one of them unknown) in each language.
std::vector<std::pair<std::string, help_text_block>> every_text()
{
    std::vector<std::pair<std::string, help_text_block>> result;
    for (const std::string language : {"en", "es"})
    {
        for (const std::string country : {"US", "GB", "ES", "IE", "PT", "DK", "", "XX"})
        {
            for (const auto about : categories)
            {
                result.emplace_back(language + country, crisis_help(country, language, about));
                result.emplace_back(language + country, ask_help(country, language, about));
            }
            result.emplace_back(language + country, reach_a_person(country, language));
        }
    }
    return result;
}

std::vector<std::string> links(const help_text_block& block)
{
    std::vector<std::string> result;
    for (const auto& sentence : block)
    {
        for (const auto& span : sentence.spans)
        {
            if (!span.href.empty())
            {
                result.push_back(span.href);
            }
        }
    }
    return result;
}

} // namespace

TEST_CASE("crisis help: the lines of a country are its own", "[core][risk]")
{
    const auto us = lines_for("us");
    REQUIRE(us.size() == 3);
    CHECK(us[0].number == "988");
    CHECK(us.back().purpose == "emergency");
    CHECK(lines_for("").empty());
    CHECK(lines_for("XX").empty());
    for (const auto& country : countries("en"))
    {
        const auto lines = lines_for(country.code);
        INFO(country.name);
        CHECK(std::ranges::count(lines, "crisis", &help_line::purpose) >= 1);
        CHECK(std::ranges::count(lines, "emergency", &help_line::purpose) >= 1);
        CHECK(std::ranges::all_of(lines, [](const help_line& l) { return !l.source.empty(); }));
    }
    CHECK(countries("en").size() == 30);
    CHECK(countries("es").size() == countries("en").size());
}

TEST_CASE("crisis help: numbers can be called or texted where the channel can", "[core][risk]")
{
    const auto gb = links(crisis_help("GB", "en", category::suicide));
    CHECK(std::ranges::count(gb, "tel:116123") == 1);
    CHECK(std::ranges::count(gb, "sms:85258") == 1);
    CHECK(std::ranges::count(gb, "tel:999") == 1);
}

TEST_CASE("crisis help: an unchecked number is never shown as checked", "[core][risk]")
{
    for (const auto& [name, block] : every_text())
    {
        const auto found = links(block);
        const bool shows_number = std::ranges::any_of(
            found, [](const std::string& href) { return !href.starts_with("https:"); });
        INFO(name << "\n" << all_text(block));
        if (shows_number)
        {
            std::size_t said = 0;
            for (const auto& message : block)
                for (std::size_t at = 0;
                     (at = message.wording.find("phrases.unverified@", at)) != std::string::npos;
                     ++at)
                    ++said;
            CHECK(said == 1);
            CHECK(std::ranges::count(found, "https://findahelpline.com") >= 1);
        }
    }
    for (const auto& country : countries("en"))
    {
        for (const auto& line : lines_for(country.code))
        {
            CHECK(line.verified_on.empty()); // until a person has checked it
        }
    }
}

TEST_CASE("crisis help: an unknown country gets advice and the directory", "[core][risk]")
{
    const auto block = crisis_help("", "en", category::suicide);
    const auto text = all_text(block);
    CHECK(has(text, "your local emergency number"));
    CHECK(has(text, "findahelpline.com"));
    CHECK(has(text, "Which country") == false);
    CHECK(has(text, "Tell me which")); // the engine asks, with the countries to tap
    CHECK(std::ranges::none_of(links(block), [](const auto& l) { return l.starts_with("tel:"); }));
}

TEST_CASE("crisis help: an unknown language reads English, a region its language", "[core][risk]")
{
    CHECK(
        all_text(crisis_help("US", "xx", category::suicide)) ==
        all_text(crisis_help("US", "en", category::suicide)));
    CHECK(
        all_text(crisis_help("MX", "es-MX", category::suicide)) ==
        all_text(crisis_help("MX", "es", category::suicide)));
    CHECK(
        all_text(crisis_help("MX", "es", category::suicide)) !=
        all_text(crisis_help("MX", "en", category::suicide)));
}

TEST_CASE("crisis help: each text says that it comes from a program", "[core][risk]")
{
    for (const auto about : categories)
    {
        CHECK(has(all_text(crisis_help("US", "en", about)), "computer program, not a person"));
        CHECK(has(
            all_text(crisis_help("ES", "es", about)), "programa de computadora, no una persona"));
    }
    CHECK(has(all_text(reach_a_person("US", "en")), "No clinic is connected here"));
    CHECK(has(all_text(reach_a_person("US", "en")), "988"));
    CHECK(has(all_text(reach_a_person("ES", "es")), "no hay ninguna clínica conectada"));
}

TEST_CASE("crisis help: each danger has its own script", "[core][risk]")
{
    const auto suicide = all_text(crisis_help("US", "en", category::suicide));
    CHECK(has(suicide, "someone you feel safe with"));
    CHECK(has(suicide, "put some distance"));
    CHECK(has(suicide, "safety plan"));
    const auto abuse = all_text(crisis_help("US", "en", category::abuse));
    CHECK_FALSE(has(abuse, "be near them"));
    CHECK_FALSE(has(abuse, "someone you feel safe with"));
    CHECK(has(abuse, "close this page"));
    const auto others = all_text(crisis_help("US", "en", category::harm_to_others));
    CHECK(has(others, "move away from them"));
    CHECK_FALSE(has(others, "be near them"));
    const auto medical = crisis_help("US", "en", category::medical);
    CHECK(has(plain_text(medical[1]), "911"));
    CHECK(crisis_help("US", "en", category::none).front().wording.starts_with("crisis.suicide.0@"));
}

TEST_CASE("crisis help: forbidden wording stands nowhere", "[core][risk]")
{
    for (const auto& [name, block] : every_text())
    {
        REQUIRE_FALSE(block.empty());
        const auto text = lower(all_text(block));
        INFO(name << "\n" << text);
        for (const auto* forbidden :
             {"promise", "glad you", "you're safe", "low risk", "secret", "don't do it", "selfish",
              "not thinking of", "diagnos", "prometo", "promete", "bajo riesgo", "estás a salvo",
              "verified", "verificado", "a human has read", "we are watching", "{", "}"})
        {
            CHECK_FALSE(has(text, forbidden));
        }
        for (const auto& sentence : block)
        {
            CHECK_FALSE(plain_text(sentence).empty());
            CHECK(sentence.wording.find('@') != std::string::npos);
        }
    }
}

TEST_CASE("crisis help: sentences are short enough to read in a bad hour", "[core][risk]")
{
    for (const auto& [name, block] : every_text())
    {
        CHECK(block.size() <= 7); // messages
        for (const auto& message : block)
        {
            const auto text = plain_text(message);
            INFO(text);
            CHECK(text.size() <= 420);
            // A sentence ends with its mark or its line; the dots of an address are no end.
            std::size_t words = 0;
            for (std::size_t i = 0; i < text.size(); ++i)
            {
                const bool ends = text[i] == '\n' || (text[i] == ' ' && i > 0 &&
                                                      (text[i - 1] == '.' || text[i - 1] == '?'));
                words = ends ? 0 : words + (text[i] == ' ' ? 1 : 0);
                CHECK(words <= 32);
            }
        }
    }
}
