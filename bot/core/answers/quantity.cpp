#include "bot/core/answers/quantity.hpp"

namespace switchback::answers {
namespace {

// More digits than this name no quantity a question asks for; they read as "very many".
constexpr std::size_t most_digits = 15;
constexpr double very_many = 1e18;

meaning number_meaning(std::string_view word, const language& in) noexcept
{
    const auto found = look_up(in.numbers, word);
    return found.what != sense::unknown || in.tag == "en" ? found
                                                          : look_up(english().numbers, word);
}

double whole(std::string_view digits) noexcept
{
    const auto first = digits.find_first_not_of('0');
    if (first == std::string_view::npos)
        return 0;
    if (digits.size() - first > most_digits)
        return very_many;
    double value = 0;
    for (const char c : digits)
        value = value * 10 + (c - '0');
    return value;
}

double fraction(std::string_view digits) noexcept
{
    double value = 0;
    double place = 1;
    for (const char c : digits.substr(0, most_digits))
    {
        place /= 10;
        value += (c - '0') * place;
    }
    return value;
}

bool glued_number(std::span<const token> from, std::size_t at) noexcept
{
    return at < from.size() && from[at].kind == token_kind::number && from[at].glued;
}

// "7", "7.5", "7,5", "1,000".
std::optional<quantity> read_digits(std::span<const token> from, const language& in) noexcept
{
    quantity out{whole(from[0].text), 1};
    const bool point = from.size() > 2 && (from[1].is_mark('.') || from[1].is_mark(',')) &&
                       from[1].glued && glued_number(from, 2);
    if (!point)
        return out;
    // A second point makes it a date or a list.
    if (from.size() > 4 && from[3].glued && from[3].is_mark(from[1].mark) && glued_number(from, 4))
        return std::nullopt;
    const bool thousand = from[2].text.size() == 3;
    if (thousand && (from[1].mark == ',' || in.comma_decimal))
    {
        if (in.comma_decimal)
            return std::nullopt;
        return quantity{out.value * 1000 + whole(from[2].text), 3};
    }
    return quantity{out.value + fraction(from[2].text), 3};
}

// "seven", "twenty five", "twenty-five", "treinta y cinco", "two hundred and six".
std::optional<quantity> read_words(std::span<const token> from, const language& in) noexcept
{
    double total = 0;
    double part = 0;
    std::size_t used = 0;
    bool any = false;
    bool open = true; // a unit may still follow
    for (std::size_t at = 0; at < from.size();)
    {
        const auto& each = from[at];
        if (any && each.is_mark('-') && each.glued && at + 1 < from.size() && from[at + 1].glued)
        {
            ++at;
            continue;
        }
        if (each.kind != token_kind::word)
            break;
        const auto found = number_meaning(each.text, in);
        if (found.what == sense::joins && any && open)
        {
            ++at;
            continue;
        }
        if (found.what == sense::hundred)
        {
            part = (any ? (part == 0 ? 1 : part) : 1) * found.value;
            total += found.value == 1000 ? part + total * 999 : 0;
            part = found.value == 1000 ? 0 : part;
            open = true;
        }
        else if (found.what == sense::ten && open && (!any || part == 0 || part >= 100))
            part += found.value;
        else if (found.what == sense::number && open && (found.value < 10 || !any || part >= 100))
        {
            part += found.value;
            open = false;
        }
        else
            break;
        any = true;
        used = ++at;
    }
    if (!any)
        return std::nullopt;
    return quantity{total + part, used};
}

} // namespace

std::optional<quantity> read_quantity(std::span<const token> from, const language& in) noexcept
{
    if (from.empty())
        return std::nullopt;
    double sign = 1;
    std::size_t skipped = 0;
    if (from.size() > 1 &&
        ((from[0].is_mark('-') && from[1].glued && from[1].kind == token_kind::number) ||
         (from[0].kind == token_kind::word &&
          number_meaning(from[0].text, in).what == sense::minus)))
    {
        sign = -1;
        skipped = 1;
    }
    const auto rest = from.subspan(skipped);
    auto out = rest[0].kind == token_kind::number ? read_digits(rest, in)
               : rest[0].kind == token_kind::word ? read_words(rest, in)
                                                  : std::nullopt;
    if (!out)
        return out;
    // "seven and a half", "7 half": the vulgar fraction arrives as the word.
    auto at = out->used;
    const auto next_is = [&](sense what) {
        return at < rest.size() && rest[at].kind == token_kind::word &&
               number_meaning(rest[at].text, in).what == what;
    };
    if (next_is(sense::joins))
        ++at;
    if (next_is(sense::filler) && rest[at].is("a"))
        ++at;
    if (next_is(sense::half))
        out = quantity{out->value + 0.5, at + 1};
    return quantity{out->value * sign, out->used + skipped};
}

namespace {

// "more or less" says nothing, though "less" alone would.
bool hedges(std::span<const token> from, const language& in) noexcept
{
    if (from.size() < 3)
        return false;
    for (const auto& each : from.first(3))
        if (each.kind != token_kind::word)
            return false;
    const auto* begin = from[0].text.data();
    const auto* end = from[2].text.data() + from[2].text.size();
    return number_meaning({begin, static_cast<std::size_t>(end - begin)}, in).what == sense::filler;
}

} // namespace

std::optional<said_number> number_in(const words& said, const language& in) noexcept
{
    const auto tokens = said.tokens();
    std::optional<said_number> out;
    bool article = false; // the last word was "un", which counts only before a thing
    for (std::size_t at = 0; at < tokens.size();)
    {
        const auto& each = tokens[at];
        if (each.is_mark('+') || each.is_mark('<') || each.is_mark('>'))
            return std::nullopt;
        const auto rest = tokens.subspan(at);
        if (hedges(rest, in))
        {
            at += 3;
            continue;
        }
        const bool divides =
            each.is_mark('/') || (each.kind == token_kind::word && out &&
                                  number_meaning(each.text, in).what == sense::outof);
        if (divides)
        {
            const auto bottom = out ? read_quantity(rest.subspan(1), in) : std::nullopt;
            if (!bottom || out->out_of != 0 || bottom->value <= 0)
                return std::nullopt;
            out->out_of = bottom->value;
            at += 1 + bottom->used;
            continue;
        }
        const bool range = out && each.is_mark('-') && at + 1 < tokens.size() &&
                           tokens[at + 1].kind == token_kind::number;
        if (const auto found = read_quantity(range ? rest.subspan(1) : rest, in))
        {
            // "6-7" and "6 or 7" are two answers; the middle would be invented.
            if (out && out->value != found->value)
                return std::nullopt;
            if (!out)
                out = said_number{found->value};
            at += found->used + (range ? 1 : 0);
            continue;
        }
        if (each.kind == token_kind::number)
            return std::nullopt;
        ++at;
        if (each.kind == token_kind::mark)
            continue;
        const auto what = number_meaning(each.text, in).what;
        if (what == sense::because && out)
            break;
        if (out && (what == sense::minute || what == sense::hour))
        {
            if (out->of != unit::none)
                return std::nullopt;
            out->of = what == sense::minute ? unit::minute : unit::hour;
        }
        else if (what == sense::plain_of && !out && article)
            out = said_number{1}; // "una vez"
        else if (
            what != sense::filler && what != sense::article && !(what == sense::plain_of && out))
            return std::nullopt;
        article = what == sense::article;
    }
    return out;
}

} // namespace switchback::answers
