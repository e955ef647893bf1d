#include "bot/core/answers/one/choice.hpp"

#include "bot/core/answers/one/typo.hpp"
#include "bot/core/answers/quantity.hpp"

#include <algorithm>
#include <cmath>

namespace switchback::answers {
namespace {

constexpr std::size_t shortest_beginning = 3;
constexpr std::size_t shortest_telling_word = 4;

std::string_view next_word(std::string_view& rest) noexcept
{
    const auto word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    return word;
}

bool has_word(std::string_view text, std::string_view word) noexcept
{
    while (!text.empty())
        if (next_word(text) == word)
            return true;
    return false;
}

// Keys of questionnaires are figures (0..3) that nobody sees; typed figures count list places.
bool is_figure(std::string_view text) noexcept
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool has_digit(std::string_view text) noexcept
{
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// What words::plain() makes of ASCII letters and punctuation, straight into `to`, because every
// name of every option is folded at each parse; false, and `to` as it was, for anything rarer.
bool fold_plain_letters(std::string_view raw, std::string& to)
{
    const auto before = to.size();
    bool gap = false;
    for (const char c : raw)
    {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        if (lower >= 'a' && lower <= 'z')
        {
            if (gap && to.size() > before)
                to.push_back(' ');
            gap = false;
            to.push_back(lower);
        }
        else if (static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9'))
        {
            to.resize(before);
            return false;
        }
        else
            gap = gap || (c != '\'' && c != '`');
    }
    return true;
}

} // namespace

std::string_view plain_of(std::span<const token> tokens) noexcept
{
    std::string_view out;
    for (const auto& each : tokens)
        if (each.kind != token_kind::mark)
            out = out.empty()
                      ? each.text
                      : std::string_view(
                            out.data(), static_cast<std::size_t>(each.text.data() - out.data()) +
                                            each.text.size());
    return out;
}

choice_list::choice_list(
    const ask_spec& spec, std::span<const std::string> labels, const language& in)
    : spec_(spec), labels_(labels.first(std::min(labels.size(), spec.options.size()))), in_(in)
{
    std::size_t bytes = 0;
    std::size_t count = 0;
    const auto each_name = [&](auto&& act) {
        for (std::size_t i = 0; i < labels_.size(); ++i)
            act(std::string_view(labels_[i]), i);
        for (std::size_t i = 0; i < spec.options.size(); ++i)
        {
            if (!is_figure(spec.options[i].key))
                act(std::string_view(spec.options[i].key), i);
            for (const auto& also : spec.options[i].also)
                act(std::string_view(also), i);
        }
    };
    // Folding can lengthen text (a ligature comes apart), never past words::max_bytes.
    each_name([&](std::string_view text, std::size_t) {
        bytes += std::min(words::max_bytes, text.size() * 4);
        ++count;
    });
    folded_.reserve(bytes);
    names_.reserve(count);
    each_name([&](std::string_view text, std::size_t i) { add(text, i); });
}

void choice_list::add(std::string_view raw, std::size_t option)
{
    raw = raw.substr(0, words::max_bytes);
    const auto at = folded_.size();
    if (folded_.capacity() - at < raw.size())
        return;
    if (!fold_plain_letters(raw, folded_))
    {
        const words folded(raw);
        if (folded_.capacity() - at < folded.plain().size())
            return;
        folded_.append(folded.plain());
    }
    const auto text = std::string_view(folded_).substr(at);
    // A key is often its label's word; once is enough.
    const auto known = [&](const name& each) { return each.option == option && each.text == text; };
    if (text.empty() || std::any_of(names_.begin(), names_.end(), known))
        folded_.resize(at);
    else
        names_.push_back({text, option});
}

// The single option with a name that fits.
template <class test>
choice_match choice_list::only(test fits) const
{
    choice_match out;
    for (const auto& each : names_)
    {
        if ((out.what == choice_match::how::found && out.index == each.option) || !fits(each))
            continue;
        if (out.what == choice_match::how::found)
            return {choice_match::how::several, 0};
        out = {choice_match::how::found, each.option};
    }
    return out;
}

choice_match choice_list::find_label(std::string_view text) const noexcept
{
    choice_match out;
    for (std::size_t i = 0; i < labels_.size(); ++i)
    {
        if (labels_[i] != text)
            continue;
        if (out.what == choice_match::how::found)
            return {};
        out = {choice_match::how::found, i};
    }
    return out;
}

sense choice_list::sense_of(std::string_view word) const noexcept
{
    const auto found = look_up(in_.choices, word).what;
    return found != sense::unknown || in_.tag == "en" ? found
                                                      : look_up(english().choices, word).what;
}

// Without words that say nothing at either end; whole again when nothing else would be left.
std::string_view choice_list::trimmed(std::string_view plain) const noexcept
{
    auto rest = plain;
    while (!rest.empty())
    {
        const auto first = rest.substr(0, rest.find(' '));
        const auto gap = rest.rfind(' ');
        const auto last = gap == std::string_view::npos ? rest : rest.substr(gap + 1);
        if (sense_of(first) == sense::filler)
            rest.remove_prefix(std::min(first.size() + 1, rest.size()));
        else if (sense_of(last) == sense::filler)
            rest.remove_suffix(std::min(last.size() + 1, rest.size()));
        else
            return rest;
    }
    return plain;
}

choice_match choice_list::by_name(std::string_view plain) const noexcept
{
    return only([&](const name& each) { return each.text == plain; });
}

// Word by word: "twenty five" also says five, and then the typed number is refused, not guessed.
bool choice_list::says_number(const name& of, double value) const noexcept
{
    for (auto rest = of.text; !rest.empty();)
    {
        const auto word = next_word(rest);
        if (is_figure(word))
        {
            double said = 0;
            for (const char c : word)
                said = said * 10 + (c - '0');
            if (said == value)
                return true;
            continue;
        }
        const auto meant = look_up(in_.numbers, word);
        if ((meant.what == sense::number || meant.what == sense::ten) && meant.value == value)
            return true;
    }
    return false;
}

choice_match choice_list::by_number(std::span<const token> said) const noexcept
{
    while (!said.empty() && said.back().kind == token_kind::mark)
        said = said.first(said.size() - 1);
    while (!said.empty() && (said.front().is_mark('#') || said.front().is_mark('(')))
        said = said.subspan(1);
    if (said.empty())
        return {};
    auto found = read_quantity(said, in_);
    bool placed = false; // "the second": a place, whatever the labels count
    if (!found && said.size() == 1)
    {
        const auto meant = look_up(in_.choices, said[0].text);
        if (meant.what == sense::ordinal)
        {
            placed = true;
            found = quantity{
                meant.value > 0 ? static_cast<double>(meant.value)
                                : static_cast<double>(spec_.options.size()),
                1};
        }
    }
    const auto count = static_cast<double>(spec_.options.size());
    if (!found || found->used != said.size() || found->value != std::floor(found->value) ||
        found->value < 0)
        return {};
    // "2" among "1 hour" and "2 hours a week" may be the place or the words.
    const auto by_words =
        placed ? choice_match{}
               : only([&](const name& each) { return says_number(each, found->value); });
    const bool in_list = found->value >= 1 && found->value <= count;
    const auto place = in_list ? static_cast<std::size_t>(found->value) - 1 : 0;
    if (by_words.what != choice_match::how::none)
        return by_words.what == choice_match::how::found && (!in_list || by_words.index == place)
                   ? by_words
                   : choice_match{choice_match::how::several, 0};
    if (!in_list)
        return {choice_match::how::outside, 0};
    return {choice_match::how::found, place};
}

choice_match choice_list::by_beginning(std::string_view plain) const noexcept
{
    if (plain.size() < shortest_beginning)
        return {};
    return only([&](const name& each) { return each.text.starts_with(plain); });
}

// All words that tell something stand in one label. A "not" of the label that was not said makes
// it another answer, and takes the choice from its neighbours too.
choice_match choice_list::by_telling_words(std::string_view plain) const noexcept
{
    const auto found = only([&](const name& each) {
        bool telling = false;
        for (auto rest = plain; !rest.empty();)
        {
            const auto word = next_word(rest);
            const auto what = sense_of(word);
            if (what == sense::filler || what == sense::joins)
                continue;
            if (!has_word(each.text, word))
                return false;
            telling = telling || word.size() >= shortest_telling_word || has_digit(word);
        }
        return telling || trimmed(plain) == trimmed(each.text);
    });
    if (found.what != choice_match::how::found)
        return found;
    const auto overlooked = [&](const name& each) {
        for (auto rest = each.text; each.option == found.index && !rest.empty();)
            if (const auto word = next_word(rest);
                sense_of(word) == sense::negates && !has_word(plain, word))
                return true;
        return false;
    };
    return std::any_of(names_.begin(), names_.end(), overlooked)
               ? choice_match{choice_match::how::several, 0}
               : found;
}

choice_match choice_list::by_typo(std::string_view plain) const noexcept
{
    const auto close = [&](std::string_view typed, std::string_view meant) {
        while (!typed.empty() && !meant.empty())
        {
            const auto a = next_word(typed);
            const auto b = next_word(meant);
            if (a == b)
                continue;
            if (!is_close_typo(a, b))
                return false;
            // "ten" for "two", 10 for 15, "now" for "not": other words, not slips.
            const auto counts = look_up(in_.numbers, a).what;
            if (has_digit(a) || has_digit(b) || counts == sense::number || counts == sense::ten ||
                sense_of(a) == sense::negates || sense_of(b) == sense::negates)
                return false;
        }
        return typed.empty() && meant.empty();
    };
    return only([&](const name& each) {
        return close(plain, each.text) || close(plain, trimmed(each.text));
    });
}

choice_match choice_list::find(std::span<const token> said) const
{
    const auto plain = plain_of(said);
    if (plain.empty())
        return {};
    constexpr auto none = choice_match::how::none;
    if (const auto found = by_name(plain); found.what != none)
        return found;
    const auto several = choice_match{choice_match::how::several, 0};
    if (const auto found = by_number(said); found.what != none)
        return spec_.counts_places ? found : several;
    const auto core = trimmed(plain);
    auto first = said.begin();
    auto last = said.end();
    while (first != last && (first->kind == token_kind::mark || first->text.data() < core.data()))
        ++first;
    while (first != last && ((last - 1)->kind == token_kind::mark ||
                             (last - 1)->text.data() >= core.data() + core.size()))
        --last;
    if (const auto found = by_name(core); found.what != none)
        return found;
    if (core.size() != plain.size())
        if (const auto found = by_number({first, last}); found.what != none)
            return spec_.counts_places ? found : several;
    // A bare number that names no single option means nothing further down either.
    if (is_figure(core))
        return {};
    for (const auto way :
         {&choice_list::by_beginning, &choice_list::by_telling_words, &choice_list::by_typo})
        if (const auto found = (this->*way)(core); found.what != none)
            return found;
    return {};
}

} // namespace switchback::answers
