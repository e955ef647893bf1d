#include "bot/core/flow/fields.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/near_miss.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace switchback::flow {
namespace {

constexpr std::string_view quote_hint = "did you mean to quote this sentence?";

void add(
    faults& into, severity level, std::string_view code, const yaml_value& at, std::string message,
    std::string suggestion)
{
    into.found().push_back(
        {level, std::string(code), into.tree().at(at), std::move(message), std::move(suggestion)});
}

std::string_view form_name(const yaml_value& from)
{
    switch (from.is)
    {
    case yaml_value::form::nothing:
        return "nothing";
    case yaml_value::form::scalar:
        return "a word";
    case yaml_value::form::sequence:
        return "a list";
    case yaml_value::form::mapping:
        return "keys and values";
    }
    return "something else";
}

std::string shown(std::string_view text)
{
    return text.size() <= 40 ? std::string(text) : std::string(text.substr(0, 40)) + "...";
}

/// A sentence that YAML took for keys: `{I went, home}` or `- Note: it is late`.
bool looks_like_sentence(const yaml_value& key, const yaml_value& value)
{
    return value.is_nothing() || key.text.find(' ') != std::string::npos;
}

} // namespace

void faults::error(
    std::string_view code, const yaml_value& at, std::string message, std::string suggestion)
{
    add(*this, severity::error, code, at, std::move(message), std::move(suggestion));
}

void faults::warn(
    std::string_view code, const yaml_value& at, std::string message, std::string suggestion)
{
    add(*this, severity::warning, code, at, std::move(message), std::move(suggestion));
}

fields::fields(const yaml_value& from, std::string what, faults& into)
    : from_(from), what_(std::move(what)), into_(into)
{
    if (!from.is_mapping())
        into_.error(
            codes::bad_value, from,
            fmt::format("{} needs keys and values, not {}", what_, form_name(from)));
}

const yaml_value* fields::find(std::string_view key)
{
    asked_.push_back(key);
    const auto* found = from_.find(key);
    if (found == nullptr)
        return nullptr;
    if (found->is_nothing())
    {
        into_.error(codes::bad_value, *found, fmt::format("`{}` has no value", key));
        return nullptr;
    }
    return found;
}

const yaml_value* fields::need(std::string_view key)
{
    const auto present = from_.find(key) != nullptr;
    const auto* found = find(key);
    if (!present && from_.is_mapping())
        into_.error(codes::missing_key, from_, fmt::format("{} needs `{}`", what_, key));
    return found;
}

void fields::done()
{
    for (std::size_t i = 0; i < from_.keys(); ++i)
    {
        const auto& key = from_.key(i);
        if (std::ranges::find(asked_, key.text) != asked_.end())
            continue;
        auto suggestion = did_you_mean(key.text, asked_);
        if (suggestion.empty() && looks_like_sentence(key, from_.value(i)))
            suggestion = quote_hint;
        into_.error(
            codes::unknown_key, key, fmt::format("{} knows no key `{}`", what_, shown(key.text)),
            std::move(suggestion));
    }
}

std::string word(const yaml_value& from, std::string_view what, faults& into)
{
    if (from.is_scalar())
        return from.text;
    const auto sentence = from.is_mapping() || (from.is_sequence() && from.braces);
    into.error(
        codes::bad_value, from, fmt::format("{} needs text, not {}", what, form_name(from)),
        sentence ? std::string(quote_hint) : "");
    return {};
}

std::vector<std::string> words(const yaml_value& from, std::string_view what, faults& into)
{
    std::vector<std::string> out;
    if (!from.is_sequence())
    {
        out.push_back(word(from, what, into));
        return out;
    }
    for (const auto& item : from.items)
        out.push_back(word(item, what, into));
    return out;
}

bool yesno(const yaml_value& from, std::string_view what, faults& into)
{
    if (from.is_scalar() && (from.text == "true" || from.text == "false"))
        return from.text == "true";
    into.error(codes::bad_value, from, fmt::format("{} is `true` or `false`", what));
    return false;
}

double number(const yaml_value& from, std::string_view what, faults& into)
{
    double out = 0;
    const auto* end = from.text.data() + from.text.size();
    const auto read = std::from_chars(from.text.data(), end, out, std::chars_format::fixed);
    if (from.is_scalar() && !from.text.empty() && read.ec == std::errc{} && read.ptr == end &&
        out > -1e15 && out < 1e15)
        return out;
    into.error(
        codes::bad_value, from, fmt::format("{} needs a number, not `{}`", what, shown(from.text)));
    return 0;
}

int whole(
    const yaml_value& from, std::string_view what, int least, int most, faults& into,
    std::string_view code)
{
    int out = 0;
    const auto* end = from.text.data() + from.text.size();
    const auto read = std::from_chars(from.text.data(), end, out);
    const auto is_number = from.is_scalar() && !from.text.empty() && read.ptr == end;
    if (is_number && read.ec == std::errc{} && out >= least && out <= most)
        return out;
    into.error(
        is_number ? code : codes::bad_value, from,
        fmt::format("{} is a whole number from {} to {}", what, least, most));
    return least;
}

std::int64_t duration(const yaml_value& from, std::string_view what, faults& into)
{
    constexpr std::int64_t second = 1000;
    constexpr std::int64_t longest = limits::longest_wait_days * 24 * 3600 * second;
    std::int64_t count = 0;
    const auto* end = from.text.data() + from.text.size();
    const auto read = std::from_chars(from.text.data(), end, count);
    std::int64_t unit = 0;
    if (from.is_scalar() && read.ec == std::errc{} && read.ptr + 1 == end)
        switch (*read.ptr)
        {
        case 's':
            unit = second;
            break;
        case 'm':
            unit = 60 * second;
            break;
        case 'h':
            unit = 3600 * second;
            break;
        case 'd':
            unit = 24 * 3600 * second;
            break;
        case 'w':
            unit = 7 * 24 * 3600 * second;
            break;
        default:
            break;
        }
    if (unit == 0 || count <= 0)
    {
        into.error(
            codes::bad_value, from,
            fmt::format("{} needs a time like 4s, 10m, 25h, 3d or 2w", what));
        return 0;
    }
    if (count > longest / unit)
    {
        into.error(
            codes::unbounded, from,
            fmt::format("{} is longer than {} days", what, limits::longest_wait_days));
        return 0;
    }
    return count * unit;
}

namespace {

bool spelled_with(std::string_view text, char joiner) noexcept
{
    if (text.empty() || text.size() > limits::name_bytes || text.front() < 'a' ||
        text.front() > 'z')
        return false;
    return std::ranges::all_of(text, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == joiner;
    });
}

} // namespace

bool is_name(std::string_view text) noexcept
{
    return spelled_with(text, '_');
}

bool is_slug(std::string_view text) noexcept
{
    return spelled_with(text, '-');
}

} // namespace switchback::flow
