#include "bot/core/flow/functions.hpp"

#include <algorithm>
#include <cmath>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace switchback::flow {
namespace {

using arguments = std::span<const seen>;

// Calls `with` for each number of the arguments, or of the one list they are; items that were
// skipped do not count. False when an argument itself is unset.
template <class visitor>
bool each_number(arguments given, visitor with)
{
    for (const auto& one : given)
    {
        if (one.is == seen::kind::number)
            with(one.number);
        else if (one.is != seen::kind::list)
            return false;
        else
            for (const auto& item : *one.items)
                if (const auto held = seen::of(item); held.is == seen::kind::number)
                    with(held.number);
    }
    return true;
}

seen lowest_or_highest(arguments given, bool lowest)
{
    bool any = false;
    double best = 0;
    const bool all_set = each_number(given, [&](double one) {
        if (!any || (lowest ? one < best : one > best))
            best = one;
        any = true;
    });
    return all_set && any ? seen::of(best) : seen{};
}

seen sum_or_mean(arguments given, bool mean)
{
    double total = 0;
    double count = 0;
    if (!each_number(given, [&](double one) {
            total += one;
            count += 1;
        }))
        return {};
    // Division by no items at all gives NaN, which seen::of turns into unset.
    return seen::of(mean ? total / count : total);
}

// `or` over a list when `sought` is true, `and` when it is false: an item that was skipped leaves
// the answer open unless another one decides it.
seen decide(const seen& over, bool sought)
{
    if (over.is != seen::kind::list)
        return {};
    bool open = false;
    for (const auto& item : *over.items)
    {
        const auto held = seen::of(item);
        if (held.is != seen::kind::yesno)
            open = true;
        else if (held.yes == sought)
            return seen::of(sought);
    }
    return open ? seen{} : seen::of(!sought);
}

seen count_items(arguments given)
{
    if (given[0].is != seen::kind::list || (given.size() > 1 && !given[1].is_set()))
        return {};
    double count = 0;
    for (const auto& item : *given[0].items)
        if (item.is_set() && (given.size() == 1 || equal(seen::of(item), given[1]).is_true()))
            count += 1;
    return seen::of(count);
}

seen first_or_last(const seen& of, bool last)
{
    if (of.is != seen::kind::list)
        return {};
    const auto& items = *of.items;
    for (std::size_t i = 0; i < items.size(); ++i)
        if (const auto& item = items[last ? items.size() - 1 - i : i]; item.is_set())
            return seen::of(item);
    return {};
}

template <class on_number>
seen over_number(const seen& of, on_number act)
{
    return of.is == seen::kind::number ? seen::of(act(of.number)) : seen{};
}

seen round_to(arguments given)
{
    if (given[0].is != seen::kind::number)
        return {};
    if (given.size() == 1)
        return seen::of(std::round(given[0].number));
    if (given[1].is != seen::kind::number)
        return {};
    const double scale = std::pow(10, std::clamp(std::round(given[1].number), 0.0, 9.0));
    const double scaled = given[0].number * scale;
    // A number too large to have decimals is already round.
    return std::isfinite(scaled) ? seen::of(std::round(scaled) / scale) : given[0];
}

// One code point at a time by Unicode's simple mappings: they never grow a text by more than half,
// and need no language.
template <class mapping>
seen map_letters(const seen& of, workspace& space, mapping to)
{
    if (of.is != seen::kind::text)
        return {};
    std::string out;
    out.reserve(of.text.size());
    const auto size = static_cast<std::int32_t>(of.text.size());
    for (std::int32_t i = 0; i < size;)
    {
        const auto from = i;
        UChar32 point = 0;
        U8_NEXT(of.text.data(), i, size, point);
        if (point < 0)
        {
            out.append(of.text.substr(from, i - from));
            continue;
        }
        std::array<char, 4> bytes{};
        std::int32_t length = 0;
        U8_APPEND_UNSAFE(bytes.data(), length, to(point));
        out.append(bytes.data(), static_cast<std::size_t>(length));
    }
    return space.keep(std::move(out));
}

// Calls `with` for each run of characters that are not white space.
template <class visitor>
void each_word(std::string_view text, visitor with)
{
    const auto size = static_cast<std::int32_t>(text.size());
    std::int32_t begin = -1;
    for (std::int32_t i = 0; i < size;)
    {
        const auto from = i;
        UChar32 point = 0;
        U8_NEXT(text.data(), i, size, point);
        const bool space = point >= 0 && u_isUWhiteSpace(point);
        if (!space && begin < 0)
            begin = from;
        if (space && begin >= 0)
        {
            with(text.substr(begin, from - begin));
            begin = -1;
        }
    }
    if (begin >= 0)
        with(text.substr(begin));
}

seen trim(const seen& of)
{
    if (of.is != seen::kind::text)
        return {};
    const char* begin = nullptr;
    const char* end = nullptr;
    each_word(of.text, [&](std::string_view word) {
        if (begin == nullptr)
            begin = word.data();
        end = word.data() + word.size();
    });
    return seen::of(
        begin == nullptr ? std::string_view{}
                         : std::string_view(begin, static_cast<std::size_t>(end - begin)));
}

seen words(const seen& of, workspace& space)
{
    if (of.is != seen::kind::text)
        return {};
    list out;
    each_word(of.text, [&](std::string_view word) {
        if (out.size() < limits::expression_list_items)
            out.push_back({std::string(word)});
    });
    return space.keep(value{std::move(out)});
}

seen length(const seen& of)
{
    if (of.is != seen::kind::text)
        return {};
    const auto points = std::ranges::count_if(
        of.text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    return seen::of(static_cast<double>(points));
}

seen join(arguments given, workspace& space)
{
    if (given[0].is != seen::kind::list)
        return {};
    if (given.size() > 1 && given[1].is != seen::kind::text)
        return {};
    const auto between = given.size() > 1 ? given[1].text : std::string_view(", ");
    std::string out;
    for (const auto& item : *given[0].items)
    {
        if (!item.is_set())
            continue;
        if (!out.empty())
            out += between;
        out += to_text(item);
        if (out.size() > limits::expression_text_bytes)
            break;
    }
    return space.keep(std::move(out));
}

seen contains(arguments given)
{
    if (given[0].is == seen::kind::list)
        return holds_item(*given[0].items, given[1]);
    if (given[0].is != seen::kind::text || given[1].is != seen::kind::text)
        return {};
    return seen::of(given[0].text.find(given[1].text) != std::string_view::npos);
}

template <class test>
seen over_texts(arguments given, test holds)
{
    if (given[0].is != seen::kind::text || given[1].is != seen::kind::text)
        return {};
    return seen::of(static_cast<bool>(holds(given[0].text, given[1].text)));
}

seen days_between(arguments given)
{
    if (given[0].is != seen::kind::date || given[1].is != seen::kind::date)
        return {};
    return seen::of(static_cast<double>(given[1].count) - static_cast<double>(given[0].count));
}

// A new function is one entry here, at its place in the alphabet.
constexpr std::array table{
    function{
        "abs",
        "abs(number)",
        "the number without its sign",
        1,
        1,
        {takes::number},
        gives::number,
        lacks::with_arguments,
        [](arguments a, workspace&) {
            return over_number(a[0], [](double n) { return std::abs(n); });
        }},
    function{
        "all",
        "all(list of yes/no)",
        "whether every item is yes",
        1,
        1,
        {takes::yesno_list},
        gives::yesno,
        lacks::perhaps,
        [](arguments a, workspace&) { return decide(a[0], false); }},
    function{
        "any",
        "any(list of yes/no)",
        "whether an item is yes",
        1,
        1,
        {takes::yesno_list},
        gives::yesno,
        lacks::perhaps,
        [](arguments a, workspace&) { return decide(a[0], true); }},
    function{
        "ceil",
        "ceil(number)",
        "the number, rounded up",
        1,
        1,
        {takes::number},
        gives::number,
        lacks::with_arguments,
        [](arguments a, workspace&) {
            return over_number(a[0], [](double n) { return std::ceil(n); });
        }},
    function{
        "contains",
        "contains(text, part) or contains(list, item)",
        "whether the part or the item is in it",
        2,
        2,
        {takes::list_or_text, takes::item},
        gives::yesno,
        lacks::perhaps,
        [](arguments a, workspace&) { return contains(a); }},
    function{
        "count",
        "count(list) or count(list, item)",
        "how many items were answered, or are equal to the item",
        1,
        2,
        {takes::list, takes::item},
        gives::number,
        lacks::with_arguments,
        [](arguments a, workspace&) { return count_items(a); }},
    function{
        "days_between",
        "days_between(date, date)",
        "days from the first to the second",
        2,
        2,
        {takes::day, takes::day},
        gives::number,
        lacks::with_arguments,
        [](arguments a, workspace&) { return days_between(a); }},
    function{
        "default",
        "default(answer, instead)",
        "the answer, or the other when it was skipped",
        2,
        2,
        {takes::anything, takes::same},
        gives::same,
        lacks::with_last,
        [](arguments a, workspace&) { return a[0].is_set() ? a[0] : a[1]; }},
    function{
        "ends_with",
        "ends_with(text, part)",
        "whether the text ends so",
        2,
        2,
        {takes::text, takes::text},
        gives::yesno,
        lacks::with_arguments,
        [](arguments a, workspace&) {
            return over_texts(a, [](auto of, auto part) { return of.ends_with(part); });
        }},
    function{
        "first",
        "first(list)",
        "the first item that was answered",
        1,
        1,
        {takes::list},
        gives::item,
        lacks::perhaps,
        [](arguments a, workspace&) { return first_or_last(a[0], false); }},
    function{
        "floor",
        "floor(number)",
        "the number, rounded down",
        1,
        1,
        {takes::number},
        gives::number,
        lacks::with_arguments,
        [](arguments a, workspace&) {
            return over_number(a[0], [](double n) { return std::floor(n); });
        }},
    function{
        "is_set",
        "is_set(answer)",
        "whether it was answered",
        1,
        1,
        {takes::anything},
        gives::yesno,
        lacks::never,
        [](arguments a, workspace&) { return seen::of(a[0].is_set()); }},
    function{
        "join",
        "join(list) or join(list, between)",
        "the items in one text",
        1,
        2,
        {takes::list, takes::text},
        gives::text,
        lacks::with_arguments,
        join},
    function{
        "last",
        "last(list)",
        "the last item that was answered",
        1,
        1,
        {takes::list},
        gives::item,
        lacks::perhaps,
        [](arguments a, workspace&) { return first_or_last(a[0], true); }},
    function{
        "length",
        "length(text)",
        "how many characters it has",
        1,
        1,
        {takes::text},
        gives::number,
        lacks::with_arguments,
        [](arguments a, workspace&) { return length(a[0]); }},
    function{
        "lower",
        "lower(text)",
        "the text in small letters",
        1,
        1,
        {takes::text},
        gives::text,
        lacks::with_arguments,
        [](arguments a, workspace& space) { return map_letters(a[0], space, u_tolower); }},
    function{
        "max",
        "max(number, ...) or max(list of numbers)",
        "the highest",
        1,
        limits::expression_arguments,
        {takes::numbers, takes::numbers},
        gives::number,
        lacks::perhaps,
        [](arguments a, workspace&) { return lowest_or_highest(a, false); }},
    function{
        "mean",
        "mean(number, ...) or mean(list of numbers)",
        "the average",
        1,
        limits::expression_arguments,
        {takes::numbers, takes::numbers},
        gives::number,
        lacks::perhaps,
        [](arguments a, workspace&) { return sum_or_mean(a, true); }},
    function{
        "min",
        "min(number, ...) or min(list of numbers)",
        "the lowest",
        1,
        limits::expression_arguments,
        {takes::numbers, takes::numbers},
        gives::number,
        lacks::perhaps,
        [](arguments a, workspace&) { return lowest_or_highest(a, true); }},
    function{
        "round",
        "round(number) or round(number, decimals)",
        "the nearest round number; half goes up in size",
        1,
        2,
        {takes::number, takes::number},
        gives::number,
        lacks::with_arguments,
        [](arguments a, workspace&) { return round_to(a); }},
    function{
        "starts_with",
        "starts_with(text, part)",
        "whether the text begins so",
        2,
        2,
        {takes::text, takes::text},
        gives::yesno,
        lacks::with_arguments,
        [](arguments a, workspace&) {
            return over_texts(a, [](auto of, auto part) { return of.starts_with(part); });
        }},
    function{
        "sum",
        "sum(number, ...) or sum(list of numbers)",
        "all added up; 0 for an empty list",
        1,
        limits::expression_arguments,
        {takes::numbers, takes::numbers},
        gives::number,
        lacks::with_arguments,
        [](arguments a, workspace&) { return sum_or_mean(a, false); }},
    function{
        "trim",
        "trim(text)",
        "the text without space around it",
        1,
        1,
        {takes::text},
        gives::text,
        lacks::with_arguments,
        [](arguments a, workspace&) { return trim(a[0]); }},
    function{
        "upper",
        "upper(text)",
        "the text in capitals",
        1,
        1,
        {takes::text},
        gives::text,
        lacks::with_arguments,
        [](arguments a, workspace& space) { return map_letters(a[0], space, u_toupper); }},
    function{
        "words",
        "words(text)",
        "the words as a list; count(words(text)) counts them",
        1,
        1,
        {takes::text},
        gives::texts,
        lacks::with_arguments,
        [](arguments a, workspace& space) { return words(a[0], space); }},
};

static_assert(std::ranges::is_sorted(table, {}, &function::name));

} // namespace

std::span<const function> functions() noexcept
{
    return table;
}

const function* find_function(std::string_view name) noexcept
{
    const auto found = std::ranges::lower_bound(table, name, {}, &function::name);
    return found != table.end() && found->name == name ? &*found : nullptr;
}

} // namespace switchback::flow
