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
        const bool is_double = i > 0 && word[i] == word[i - 1];
        if (is_double || word.size() > 5)
        {
            add(word.substr(0, i) + word.substr(i + 1));
        }
        if (is_vowel(word[i])) // "k*ll"
        {
            add(word.substr(0, i) + "*" + word.substr(i + 1));
        }
        if (word.size() < 5)
        {
            continue;
        }
        add(word.substr(0, i) + word[i] + word.substr(i));
        if (i > 0)
        {
            std::string swapped = word;
            std::swap(swapped[i], swapped[i - 1]);
            add(swapped);
        }
        for (const char extra : std::string_view{"aeiou"})
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
    return result;
}

} // namespace switchback::risk::compile
