#include "bot/core/run/commands.hpp"

#include "bot/core/answers/phrases.hpp"
#include "bot/core/answers/words.hpp"
#include "bot/core/run/commands_en.hpp"
#include "bot/core/run/commands_es.hpp"

#include <array>

namespace switchback::run {
namespace {

// Longer messages are answers; the longest phrase is shorter by far.
constexpr std::size_t longest_command_bytes = 72;

struct table
{
    std::string_view language;
    answers::phrases phrases;
};

// One line per language. English is first because it is the fallback.
const std::array<table, 2>& tables()
{
    static const std::array<table, 2> all{
        table{"en", answers::phrases(english::commands)},
        table{"es", answers::phrases(spanish::commands)},
    };
    return all;
}

constexpr answers::phrase_row courtesy_rows[] = {
    {"(please|pls|plz|thanks|thank you|thankyou|ok|okay|hey|hi|hello|sorry|um|uh|hmm)"},
    {"(por favor|porfavor|porfa|porfis|gracias|oye|hola|vale|bueno|perdon|perdona|disculpa)"},
};

bool is_courtesy(std::string_view words) noexcept
{
    static const answers::phrases known(courtesy_rows);
    return known.find(words) != nullptr;
}

std::string_view trimmed(std::string_view words) noexcept
{
    const auto is_gap = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
    while (!words.empty() && is_gap(words.front()))
        words.remove_prefix(1);
    while (!words.empty() && is_gap(words.back()))
        words.remove_suffix(1);
    return words;
}

// Takes one courtesy off an end; true when there was one and words remain.
bool drop_courtesy(std::string_view& plain) noexcept
{
    const auto first = plain.find(' ');
    if (first == std::string_view::npos)
        return false;
    const auto second = plain.find(' ', first + 1);
    for (const auto end : {first, second})
        if (end != std::string_view::npos && is_courtesy(plain.substr(0, end)))
        {
            plain.remove_prefix(end + 1);
            return true;
        }
    auto last = plain.rfind(' ');
    if (!is_courtesy(plain.substr(last + 1)))
    {
        last = last == 0 ? last : plain.rfind(' ', last - 1);
        if (last == std::string_view::npos || !is_courtesy(plain.substr(last + 1)))
            return false;
    }
    plain.remove_suffix(plain.size() - last);
    return true;
}

const int* look_up(std::string_view plain, std::string_view language) noexcept
{
    constexpr int person = static_cast<int>(command::person);
    const auto hash = answers::phrases::hash_of(plain);
    const int* fallback = nullptr;
    for (const auto& each : tables())
    {
        const int* found = each.phrases.find(plain, hash);
        if (found == nullptr)
            continue;
        if (each.language == language)
            return found;
        if (fallback == nullptr && (each.language == "en" || *found == person))
            fallback = found;
    }
    return fallback;
}

// A question mark alone asks for help; nothing else without words means anything.
std::optional<command> of_marks(const answers::words& said) noexcept
{
    bool asks = false;
    for (const auto& each : said.tokens())
    {
        if (!each.is_mark('?') && !each.is_mark('!') && !each.is_mark('\n'))
            return std::nullopt;
        asks = asks || each.is_mark('?');
    }
    return asks ? std::optional(command::help) : std::nullopt;
}

} // namespace

std::optional<command> command_of(std::string_view words, std::string_view language) noexcept
{
    words = trimmed(words);
    if (words.empty() || words.size() > longest_command_bytes)
        return std::nullopt;
    const answers::words said(words);
    auto plain = said.plain();
    if (plain.empty())
        return of_marks(said);
    language = language.substr(0, language.find_first_of("-_"));
    do
    {
        if (const int* found = look_up(plain, language))
            return static_cast<command>(*found);
    } while (drop_courtesy(plain));
    return std::nullopt;
}

std::string_view language_of_command(std::string_view words) noexcept
{
    words = trimmed(words);
    if (words.empty() || words.size() > longest_command_bytes)
        return {};
    const answers::words said(words);
    auto plain = said.plain();
    if (plain.empty())
        return {};
    do
    {
        for (const auto& each : tables())
            if (each.phrases.find(plain) != nullptr)
                return each.language;
    } while (drop_courtesy(plain));
    return {};
}

std::string_view name_of(command what) noexcept
{
    constexpr std::array<std::string_view, 18> names{
        "person",         "stop",       "pause",        "erase",   "back",
        "repeat",         "help",       "skip",         "plan",    "why",
        "where",          "software",   "presence",     "keeping", "illness",
        "second_thought", "retraction", "not_contacted"};
    return names[static_cast<std::size_t>(what)];
}

std::size_t command_clashes()
{
    std::size_t count = 0;
    for (const auto& each : tables())
        count += each.phrases.clashes().size();
    return count;
}

} // namespace switchback::run
