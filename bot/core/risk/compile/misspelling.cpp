#include "bot/core/risk/compile/misspelling.hpp"

#include <map>
#include <string_view>

namespace switchback::risk::compile {
namespace {

const std::map<char, std::string_view>& keys_beside()
{
    static const std::map<char, std::string_view> keys{
        {'a', "qwsze"}, {'b', "vgn"},  {'c', "xdfv"},  {'d', "serfc"}, {'e', "wrai"}, {'f', "drgv"},
        {'g', "fthb"},  {'h', "gyjn"}, {'i', "uoeyl"}, {'j', "hukm"},  {'k', "jil"},  {'l', "kop"},
        {'m', "nk"},    {'n', "bhm"},  {'o', "iplu"},  {'p', "ol"},    {'q', "wa"},   {'r', "etf"},
        {'s', "awdzc"}, {'t', "ryg"},  {'u', "yijo"},  {'v', "cfgb"},  {'w', "qes"},  {'x', "zsc"},
        {'y', "tui"},   {'z', "xas"}};
    return keys;
}

// Shorter words are too often one slip away from another one.
constexpr std::size_t shortest_swapped = 3;
constexpr std::size_t shortest_dropped = 4;
constexpr std::size_t shortest_mistyped = 4;
constexpr std::size_t shortest_by_ear = 5;

// Letters that sound alike, mostly in Spanish: "karga", "pastiyas", "kitarme".
struct by_ear
{
    std::string_view written;
    std::string_view heard;
};
constexpr by_ear sounds[] = {{"qu", "k"}, {"c", "k"},  {"c", "s"},  {"c", "z"},
                             {"z", "c"},  {"ll", "y"}, {"y", "ll"}, {"g", "j"},
                             {"j", "g"},  {"x", "s"},  {"ch", "x"}};

bool is_vowel(char c)
{
    return std::string_view{"aeiou"}.contains(c);
}

} // namespace

std::set<std::string> misspellings_of(const std::string& word)
{
    std::set<std::string> result;
    const auto add = [&](std::string changed) {
        if (changed != word)
        {
            result.insert(std::move(changed));
        }
    };
    for (std::size_t i = 0; i < word.size(); ++i)
    {
        if (word.size() >= shortest_dropped)
        {
            add(word.substr(0, i) + word.substr(i + 1));
        }
        if (i > 0 && word.size() >= shortest_swapped)
        {
            std::string swapped = word;
            std::swap(swapped[i], swapped[i - 1]);
            add(swapped);
        }
        if (is_vowel(word[i])) // "k*ll"
        {
            add(word.substr(0, i) + "*" + word.substr(i + 1));
        }
        if (word.size() < shortest_mistyped)
        {
            continue;
        }
        for (const char extra : std::string_view{word.size() > shortest_mistyped ? "aeiou" : ""})
        {
            add(word.substr(0, i) + extra + word.substr(i));
        }
        for (const char near : keys_beside().at(word[i]))
        {
            add(word.substr(0, i) + near + word.substr(i + 1));
        }
        for (const char vowel : std::string_view{is_vowel(word[i]) ? "aeiou" : ""})
        {
            add(word.substr(0, i) + vowel + word.substr(i + 1));
        }
    }
    for (const auto& [written, heard] : sounds)
    {
        for (std::size_t at = word.find(written);
             word.size() >= shortest_by_ear && at != std::string::npos;
             at = word.find(written, at + 1))
        {
            add(std::string{word}.replace(at, written.size(), heard));
        }
    }
    return result;
}

} // namespace switchback::risk::compile
