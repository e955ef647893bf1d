#include "bot/core/flow/wording.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/utf8.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <vector>

namespace switchback::flow {
namespace {

constexpr std::size_t fewest_words_to_grade = 8;

bool is_letter(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<signed char>(c) < 0;
}

char lower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool is_vowel(char c) noexcept
{
    return std::string_view("aeiouy").find(lower(c)) != std::string_view::npos;
}

/// The text with every {hole} read as one short word.
std::string without_holes(std::string_view text)
{
    std::string out;
    int depth = 0;
    for (const auto c : text)
    {
        if (c == '{' && depth++ == 0)
            out += "it";
        if (depth == 0)
            out += c;
        if (c == '}' && depth > 0)
            --depth;
    }
    return out;
}

/// Groups of vowels, less a silent `e` at the end: the usual count for English.
std::size_t syllables(std::string_view word)
{
    std::size_t count = 0;
    bool in_vowels = false;
    for (const auto c : word)
    {
        const auto vowel = is_vowel(c);
        count += vowel && !in_vowels;
        in_vowels = vowel;
    }
    const auto ends = [&](std::string_view tail) {
        return word.size() > tail.size() && word.ends_with(tail);
    };
    if (count > 1 && ends("e") && !ends("le") && !is_vowel(word[word.size() - 2]))
        --count;
    if (count > 1 && ends("ed") && !ends("ted") && !ends("ded"))
        --count;
    return std::max<std::size_t>(count, 1);
}

/// "What would it be and when will you do it?": a second question word behind an "and".
bool asks_twice(std::string_view text)
{
    if (std::ranges::count(text, '?') > 1)
        return true;
    const auto mark = text.find('?');
    if (mark == std::string_view::npos)
        return false;
    auto begin = text.find_last_of(".!", mark);
    begin = begin == std::string_view::npos ? 0 : begin + 1;
    std::string sentence;
    for (const auto c : text.substr(begin, mark - begin))
        sentence += lower(c);
    constexpr std::array<std::string_view, 10> seconds{
        " and what ", " and when ", " and where ", " and who ", " and why ",
        " and how ",  " and do ",   " and did ",   " and are ", " and is ",
    };
    return std::ranges::any_of(seconds, [&](std::string_view second) {
        return sentence.find(second) != std::string::npos;
    });
}

} // namespace

double reading_grade(std::string_view text)
{
    const auto plain = without_holes(text);
    std::size_t words = 0;
    std::size_t sentences = 0;
    std::size_t sounds = 0;
    bool open = false; // a word since the last full stop
    for (std::size_t i = 0; i < plain.size();)
    {
        if (is_letter(plain[i]))
        {
            auto end = i;
            while (end < plain.size() && (is_letter(plain[end]) || plain[end] == '\''))
                ++end;
            ++words;
            sounds += syllables(std::string_view(plain).substr(i, end - i));
            open = true;
            i = end;
            continue;
        }
        if (open && (plain[i] == '.' || plain[i] == '!' || plain[i] == '?' || plain[i] == ':'))
        {
            ++sentences;
            open = false;
        }
        ++i;
    }
    sentences += open;
    if (words < fewest_words_to_grade)
        return 0;
    const auto count = static_cast<double>(words);
    return 0.39 * count / static_cast<double>(sentences) +
           11.8 * static_cast<double>(sounds) / count - 15.59;
}

void check_wording(std::string_view text, const position& at, bool is_question, checking& in)
{
    const auto points = count_code_points(text);
    if (points > limits::message_chars_before_warning)
        in.warn(
            codes::wall_of_text, at,
            fmt::format(
                "one message of {} characters; {} is the most that reads well", points,
                limits::message_chars_before_warning),
            "make it two messages");
    const auto grade = reading_grade(text);
    if (grade > limits::highest_reading_grade)
        in.warn(
            codes::reading_grade, at,
            fmt::format("reads like school grade {:.1f}; 6 or below is plain", grade),
            "use shorter words or shorter sentences");
    if (is_question && asks_twice(text))
        in.warn(codes::compound_question, at, "two questions in one", "ask them one by one");
}

} // namespace switchback::flow
