// The engine's own sentences: complete and plain in each language, and whatever they tell the
// client to type is understood in that language.
#include "tests/unit/author/engine_words.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/flow/wording.hpp"
#include "bot/core/run/commands.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>

using namespace switchback;

namespace {

constexpr std::string_view languages[]{"en", "es"};

// Fernández Huerta's measure of Spanish: 70 and above is "rather easy", the sixth year of school.
constexpr double rather_easy = 70;

enum class sound
{
    none,
    weak,
    strong,
};

// The letter that begins at `at`, and its length in bytes.
std::pair<sound, std::size_t> sound_at(std::string_view word, std::size_t at)
{
    constexpr std::string_view accented[]{"á", "é", "í", "ó", "ú"};
    for (const auto one : accented)
        if (word.substr(at).starts_with(one))
            return {sound::strong, one.size()};
    if (word.substr(at).starts_with("ü"))
        return {sound::weak, 2};
    const char c = word[at];
    if (c == 'a' || c == 'e' || c == 'o' || c == 'A' || c == 'E' || c == 'O')
        return {sound::strong, 1};
    const bool is_weak = c == 'i' || c == 'u' || c == 'I' || c == 'U';
    return {is_weak ? sound::weak : sound::none, 1};
}

// Vowels side by side are one syllable unless both are strong.
std::size_t spanish_syllables(std::string_view word)
{
    std::size_t count = 0;
    auto before = sound::none;
    for (std::size_t at = 0; at < word.size();)
    {
        const auto [now, bytes] = sound_at(word, at);
        if (now != sound::none &&
            (before == sound::none || (before == sound::strong && now == sound::strong)))
            ++count;
        before = now == sound::weak && before == sound::strong ? sound::strong : now;
        at += bytes;
    }
    return std::max<std::size_t>(count, 1);
}

double spanish_ease(const std::string& text)
{
    const std::regex word(R"([A-Za-z\x80-\xFF]+)");
    std::size_t words = 0;
    std::size_t sounds = 0;
    for (std::sregex_iterator at(text.begin(), text.end(), word), end; at != end; ++at)
    {
        auto one = at->str();
        for (const std::string_view mark : {"¿", "¡"})
            if (one.starts_with(mark))
                one.erase(0, mark.size());
        if (one.empty())
            continue;
        ++words;
        sounds += spanish_syllables(one);
    }
    if (words < 8)
        return 100; // too short to say anything
    const auto ends = std::max<std::ptrdiff_t>(
        std::ranges::count_if(
            text, [](char c) { return c == '.' || c == '?' || c == '!' || c == ':'; }),
        1);
    const auto count = static_cast<double>(words);
    return 206.84 - 60 * static_cast<double>(sounds) / count -
           1.02 * count / static_cast<double>(ends);
}

} // namespace

TEST_CASE("engine words: each language says all of them", "[author][words]")
{
    const auto source = engine_words("en");
    CHECK(source.size() > 50);
    for (const auto language : languages)
    {
        const auto all = engine_words(language);
        CHECK(std::ranges::equal(source, all, {}, &engine_sentence::name, &engine_sentence::name));
    }
    for (std::size_t i = 0; i < source.size(); ++i)
        if (source[i].name != "no") // "No" is Spanish too
            CHECK(source[i].text != engine_words("es")[i].text);
}

TEST_CASE("engine words: they read like school grade six at most", "[author][words]")
{
    for (const auto& one : engine_words("en"))
    {
        INFO(one.name << ": " << one.text);
        CHECK(flow::reading_grade(one.text) <= limits::highest_reading_grade);
    }
    CHECK(spanish_syllables("guardarlo") == 3);
    CHECK(spanish_syllables("respondía") == 4);
    CHECK(spanish_syllables("quieras") == 2);
    CHECK(
        spanish_ease("La institucionalización de procedimientos administrativos "
                     "interdepartamentales dificulta considerablemente la accesibilidad.") < 0);
    for (const auto& one : engine_words("es"))
    {
        INFO(one.name << ": " << one.text << " " << spanish_ease(one.text));
        CHECK(spanish_ease(one.text) >= rather_easy);
    }
}

TEST_CASE("engine words: what they say to type is a command there", "[author][words]")
{
    const std::regex quoted(R"re("([^"{}]+)")re");
    for (const auto language : languages)
    {
        std::size_t found = 0;
        for (const auto& one : engine_words(language))
            for (std::sregex_iterator at(one.text.begin(), one.text.end(), quoted), end; at != end;
                 ++at)
            {
                INFO(language << " " << one.name << ": " << (*at)[1].str());
                CHECK(run::command_of((*at)[1].str(), language).has_value());
                ++found;
            }
        CHECK(found >= 8);
    }
}

TEST_CASE("engine words: Spanish says tú and leaves the client's gender open", "[author][words]")
{
    const std::regex wrong(
        R"(\b(usted|ustedes|vos|vosotr[oa]s|solo|sola|segur[oa]|cansad[oa]|)"
        R"(tranquil[oa]|est.s list[oa]|bienvenid[oa]|preparad[oa]|amig[oa]|el cliente|la cliente)\b)",
        std::regex::icase);
    for (const auto& one : engine_words("es"))
    {
        INFO(one.name << ": " << one.text);
        CHECK_FALSE(std::regex_search(one.text, wrong));
        // An English word left behind.
        CHECK_FALSE(std::regex_search(one.text, std::regex(R"(\b(the|your|you|it)\b)")));
    }
}
