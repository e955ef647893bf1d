#include "bot/core/answers/yesno/yesno.hpp"

#include "bot/core/answers/language/language.hpp"
#include "bot/core/answers/words.hpp"

namespace switchback::answers {
namespace {

// English words are understood in every language.
meaning meaning_of(std::string_view plain, const language& in) noexcept
{
    const auto found = look_up(in.yesno, plain);
    return found.what != sense::unknown || in.tag == "en" ? found : look_up(english().yesno, plain);
}

// "yesss" and "nooo": letters said three times or more, or twice at the end, are said once.
std::size_t shorten(std::string_view word, std::span<char> to) noexcept
{
    if (word.size() > to.size())
        return 0;
    std::size_t size = 0;
    for (const char c : word)
        if (size == 0 || to[size - 1] != c)
            to[size++] = c;
    return size == word.size() ? 0 : size;
}

meaning meaning_of_word(std::string_view word, const language& in) noexcept
{
    const auto exact = meaning_of(word, in);
    if (exact.what != sense::unknown)
        return exact;
    std::array<char, 48> shorter;
    const auto size = shorten(word, shorter);
    return size == 0 ? meaning{} : meaning_of({shorter.data(), size}, in);
}

bool decides(sense what) noexcept
{
    return what == sense::yes || what == sense::no || what == sense::unsure;
}

std::string_view last_word(std::string_view text) noexcept
{
    const auto gap = text.rfind(' ');
    return gap == std::string_view::npos ? text : text.substr(gap + 1);
}

std::string_view first_word(std::string_view text) noexcept
{
    return text.substr(0, text.find(' '));
}

void drop(std::string_view& text, std::string_view word) noexcept
{
    const bool front = word.data() == text.data();
    const auto size = std::min(word.size() + 1, text.size());
    front ? text.remove_prefix(size) : text.remove_suffix(size);
}

// Takes the words that say nothing off both ends, looking after each whether the rest decides.
sense without_filler(std::string_view text, const language& in) noexcept
{
    const auto whole = text.size();
    while (!text.empty())
    {
        const auto rest = meaning_of_word(text, in);
        if (decides(rest.what) && (rest.value == 0 || text.size() == whole))
            return rest.what;
        const auto first = first_word(text);
        const auto last = last_word(text);
        if (meaning_of_word(first, in).what == sense::filler)
            drop(text, first);
        else if (meaning_of_word(last, in).what == sense::filler)
            drop(text, last);
        else
            return sense::unknown;
    }
    return sense::unknown;
}

// "yes, he did call me": a first word with a pause or a pronoun after it decides, when nothing
// that follows speaks against it. "no one called" is no answer.
sense by_first_word(const words& said, const language& in) noexcept
{
    const auto tokens = said.tokens();
    if (tokens.size() < 2 || tokens[0].kind != token_kind::word)
        return sense::unknown;
    const auto leads = meaning_of_word(tokens[0].text, in);
    const auto follows = meaning_of_word(tokens[1].text, in).what;
    if ((leads.what != sense::yes && leads.what != sense::no) || leads.value != 0)
        return sense::unknown;
    if (tokens[1].kind != token_kind::mark && follows != sense::filler && follows != leads.what)
        return sense::unknown;
    for (const auto& each : tokens.subspan(1))
    {
        if (each.is_mark('?'))
            return sense::unknown;
        const auto next = each.kind == token_kind::word ? meaning_of(each.text, in) : meaning{};
        if (next.what == sense::opposes || next.what == sense::unsure ||
            (next.what == sense::negates && leads.what == sense::yes) ||
            (decides(next.what) && next.what != leads.what))
            return sense::unknown;
    }
    return leads.what;
}

flow::type type_of(const ask_spec&)
{
    return {flow::type_kind::yesno, {}, {}, {}};
}

parsed from_words(
    const ask_spec&, std::span<const std::string> labels, std::string_view raw,
    const answer_context& context)
{
    const words said(raw);
    const auto plain = said.plain();
    if (said.too_long() || plain.empty())
        return {};
    const auto& in = language_of(context.language);
    auto found = meaning_of(plain, in).what;
    if (!decides(found) && labels.size() == 2)
        for (std::size_t i = 0; i < 2; ++i)
            if (words(labels[i]).plain() == plain)
                found = i == 0 ? sense::yes : sense::no;
    if (!decides(found))
        found = without_filler(plain, in);
    if (!decides(found))
        found = by_first_word(said, in);
    if (found != sense::yes && found != sense::no)
        return {};
    return {understanding::understood, {found == sense::yes}};
}

parsed from_input(const ask_spec&, const flow::value& sent)
{
    if (const auto* answer = sent.as<bool>())
        return {understanding::understood, {*answer}};
    const auto* key = sent.as<std::string>();
    if (key != nullptr && (*key == "yes" || *key == "no"))
        return {understanding::understood, {*key == "yes"}};
    return {};
}

std::string show(const ask_spec&, std::span<const std::string> labels, const flow::value& answer)
{
    const auto* yes = answer.as<bool>();
    if (yes == nullptr)
        return {};
    if (labels.size() == 2)
        return labels[*yes ? 0 : 1];
    return *yes ? "Yes" : "No";
}

} // namespace

const answer_kind yesno_kind{"yesno", type_of, from_words, from_input, show};

} // namespace switchback::answers
