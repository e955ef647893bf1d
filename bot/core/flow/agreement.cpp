#include "bot/core/flow/agreement.hpp"

#include <algorithm>
#include <array>

namespace switchback::flow {
namespace {

bool holds_options(const type& to, const type& from)
{
    return to.options.empty() || std::ranges::all_of(from.options, [&](const std::string& key) {
               return std::ranges::find(to.options, key) != to.options.end();
           });
}

bool record_fits(const type& to, const type& from)
{
    // No fields means "some record": its fields are found at run time.
    if (to.fields.empty() || from.fields.empty())
        return true;
    return std::ranges::all_of(to.fields, [&](const field_type& wanted) {
        const auto given = std::ranges::find(from.fields, wanted.name, &field_type::name);
        return given == from.fields.end() ? !wanted.required : fits(wanted.of, given->of);
    });
}

bool list_fits(const type& to, const type& from)
{
    static const type some_text{type_kind::text, {}, {}, {}};
    const auto* inner = from.kind == type_kind::many ? &some_text : from.element.get();
    return !to.element || inner == nullptr || fits(*to.element, *inner);
}

} // namespace

bool fits(const type& to, const type& from)
{
    if (to.kind == type_kind::any || from.kind == type_kind::any)
        return true;
    switch (to.kind)
    {
    case type_kind::text:
        return from.kind == type_kind::text || from.kind == type_kind::one;
    case type_kind::one:
        if (from.kind == type_kind::text)
            return to.options.empty();
        return from.kind == type_kind::one && holds_options(to, from);
    case type_kind::many:
        if (from.kind == type_kind::list)
            return to.options.empty() &&
                   (!from.element || fits({type_kind::text, {}, {}, {}}, *from.element));
        return from.kind == type_kind::many && holds_options(to, from);
    case type_kind::list:
        return (from.kind == type_kind::list || from.kind == type_kind::many) &&
               list_fits(to, from);
    case type_kind::record:
        return from.kind == type_kind::record && record_fits(to, from);
    default:
        return to.kind == from.kind;
    }
}

type widened(const type& from)
{
    if (from.kind == type_kind::one)
        return {type_kind::text, {}, {}, {}};
    if (from.kind == type_kind::many)
        return list_of({type_kind::text, {}, {}, {}});
    return from;
}

std::optional<type> type_named(std::string_view word)
{
    static constexpr std::array kinds{
        type_kind::text, type_kind::yesno, type_kind::number, type_kind::date, type_kind::time,
        type_kind::one,  type_kind::many,  type_kind::record, type_kind::list,
    };
    const auto words = type_words();
    const auto found = std::ranges::find(words, word);
    if (found == words.end())
        return std::nullopt;
    return type{kinds[static_cast<std::size_t>(found - words.begin())], {}, {}, {}};
}

std::span<const std::string_view> type_words()
{
    static constexpr std::array<std::string_view, 9> words{
        "text", "yesno", "number", "date", "time", "one", "many", "record", "list"};
    return words;
}

type list_of(type element)
{
    return {type_kind::list, {}, {}, std::make_shared<const type>(std::move(element))};
}

type record_of(std::vector<field_type> fields)
{
    return {type_kind::record, {}, std::move(fields), {}};
}

} // namespace switchback::flow
