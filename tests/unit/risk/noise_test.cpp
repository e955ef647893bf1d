// The crisis sentences typed badly: letters dropped, swapped, doubled or hit beside their key,
// digits for letters, spaces in and between words. Seeded, so the same every time.
#include "bot/core/risk/screen.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <random>
#include <sstream>

namespace {

using namespace switchback::risk;

std::vector<std::string> crisis_sentences(const std::string& language)
{
    std::ifstream file{std::string{RISK_SENTENCES} + "/sentences." + language + ".txt"};
    std::vector<std::string> result;
    for (std::string line; std::getline(file, line);)
    {
        if (line.starts_with("crisis suicide | "))
        {
            result.push_back(line.substr(line.find(" | ") + 3));
        }
    }
    return result;
}

// Types a text anew; about one word in five gets one slip.
class typist
{
public:
    explicit typist(unsigned seed) : chance_{seed} {}

    std::string typed(const std::string& text, const std::string& slip)
    {
        std::istringstream words{text};
        std::string result;
        for (std::string word; words >> word;)
        {
            const bool slips = below(5) == 0;
            const bool is_glued = slips && slip == "glue";
            result += result.empty() || is_glued ? "" : " ";
            result += slips ? slipped(word, slip) : word;
        }
        return result;
    }

private:
    // Not a distribution of the standard library: those differ between libraries.
    std::size_t below(std::size_t limit) { return chance_() % limit; }

    std::string slipped(std::string word, const std::string& slip)
    {
        if (word.size() < 3 || !is_plain(word))
        {
            return word;
        }
        const auto at = below(word.size() - 1);
        if (slip == "drop")
        {
            word.erase(at, 1);
        }
        else if (slip == "swap")
        {
            std::swap(word[at], word[at + 1]);
        }
        else if (slip == "double")
        {
            word.insert(at, 1, word[at]);
        }
        else if (slip == "space")
        {
            word.insert(at + 1, " ");
        }
        else if (slip == "long")
        {
            word.insert(at, 4, word[at]);
        }
        else if (slip == "leet")
        {
            disguise(word);
        }
        return word;
    }

    static bool is_plain(const std::string& word)
    {
        return word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") ==
               std::string::npos;
    }

    static void disguise(std::string& word)
    {
        constexpr std::string_view letters = "aeiost";
        constexpr std::string_view signs = "@310$7";
        for (char& letter : word)
        {
            const auto found = letters.find(letter);
            letter = found == std::string_view::npos ? letter : signs[found];
        }
    }

    std::mt19937 chance_;
};

} // namespace

TEST_CASE("screen: badly typed crisis sentences are still heard", "[core][risk]")
{
    const std::string language = GENERATE("en", "es");
    const auto sentences = crisis_sentences(language);
    REQUIRE(sentences.size() >= 80);
    std::size_t all = 0;
    std::size_t heard = 0;
    for (const std::string slip : {"drop", "swap", "double", "space", "long", "leet", "glue"})
    {
        typist hand{2026};
        std::size_t heard_here = 0;
        for (const auto& sentence : sentences)
        {
            heard_here += screen(hand.typed(sentence, slip)).outcome != outcome::none ? 1U : 0U;
        }
        INFO(language << ' ' << slip << ": " << heard_here << " of " << sentences.size());
        CHECK(heard_here * 100 >= sentences.size() * 75);
        all += sentences.size();
        heard += heard_here;
    }
    INFO(language << ": " << heard << " of " << all);
    CHECK(heard * 100 >= all * 90);
}
