// From text to a rule and back.
#include "bot/base/limits.hpp"
#include "bot/core/homework/calendar.hpp"
#include "bot/core/homework/recurrence.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <tuple>

namespace switchback::homework {
namespace {

constexpr std::array<std::string_view, 3> frequencies{"DAILY", "WEEKLY", "MONTHLY"};
constexpr std::array<std::string_view, 7> weekdays{"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
constexpr std::string_view known_parts = "FREQ, INTERVAL, BYDAY, BYMONTHDAY, COUNT and UNTIL";

std::unexpected<rule_fault> wrong(std::size_t at, std::string what, std::string instead)
{
    return std::unexpected(rule_fault{at, std::move(what), std::move(instead)});
}

// What a therapist typed, short and without anything that is not plain.
std::string shown(std::string_view text)
{
    std::string out;
    for (const auto c : text.substr(0, 20))
        out += c >= ' ' && c <= '~' && c != '`' ? c : '?';
    return text.size() > 20 ? out + "..." : out;
}

std::string upper(std::string_view text)
{
    std::string out(text);
    for (auto& c : out)
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return out;
}

// Digits with an optional sign, nothing else.
std::optional<int> whole(std::string_view text)
{
    if (text.starts_with('+'))
    {
        text.remove_prefix(1);
        if (text.starts_with('-'))
            return std::nullopt;
    }
    int out = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, out);
    return read.ec == std::errc{} && read.ptr == end && !text.empty() ? std::optional(out)
                                                                      : std::nullopt;
}

int most_interval(frequency every)
{
    switch (every)
    {
    case frequency::daily:
        return limits::rule_interval_days;
    case frequency::weekly:
        return limits::rule_interval_weeks;
    case frequency::monthly:
        break;
    }
    return limits::rule_interval_months;
}

struct part
{
    std::string name;
    std::string value; // in capitals
    std::size_t at = 0;
    std::size_t value_at = 0;
};

using parts = std::vector<part>;

std::expected<parts, rule_fault> split(std::string_view text)
{
    constexpr std::string_view prefix = "RRULE:";
    parts out;
    std::size_t at = upper(text.substr(0, prefix.size())) == prefix ? prefix.size() : 0;
    while (at < text.size())
    {
        const auto end = std::min(text.find(';', at), text.size());
        const auto piece = text.substr(at, end - at);
        const auto equals = piece.find('=');
        if (equals == std::string_view::npos || equals == 0 || equals + 1 == piece.size())
            return wrong(
                at, fmt::format("`{}` is not a part of a rule", shown(piece)),
                "write NAME=VALUE, with `;` between the parts");
        part one{
            upper(piece.substr(0, equals)), upper(piece.substr(equals + 1)), at, at + equals + 1};
        if (std::ranges::find(out, one.name, &part::name) != out.end())
            return wrong(at, fmt::format("{} is written twice", shown(one.name)), "keep one");
        out.push_back(std::move(one));
        at = end + 1;
    }
    return out;
}

const part* find(const parts& all, std::string_view name)
{
    const auto place = std::ranges::find(all, name, &part::name);
    return place == all.end() ? nullptr : &*place;
}

template <class Take>
std::optional<rule_fault> each_item(const part& of, Take take)
{
    std::size_t at = 0;
    while (at <= of.value.size())
    {
        const auto end = std::min(of.value.find(',', at), of.value.size());
        if (auto fault = take(std::string_view(of.value).substr(at, end - at), of.value_at + at))
            return fault;
        at = end + 1;
    }
    return std::nullopt;
}

std::optional<rule_fault> read_day(std::string_view text, std::size_t at, recurrence& into)
{
    const auto name = text.size() < 2 ? std::string_view() : text.substr(text.size() - 2);
    const auto place = std::ranges::find(weekdays, name);
    if (place == weekdays.end())
        return rule_fault{
            at, fmt::format("`{}` is no weekday", shown(text)), "write MO TU WE TH FR SA or SU"};
    const auto count = text.substr(0, text.size() - 2);
    const auto nth = count.empty() ? std::optional(0) : whole(count);
    if (!nth || (!count.empty() && (*nth == 0 || *nth < -5 || *nth > 5)))
        return rule_fault{
            at, fmt::format("`{}` is no weekday of a month", shown(text)),
            "count from 1 to 5, or from -1 (the last) to -5"};
    if (*nth != 0 && into.every != frequency::monthly)
        return rule_fault{
            at, fmt::format("`{}` counts weekdays of a month", shown(text)),
            fmt::format("write {}, or FREQ=MONTHLY", name)};
    into.days.push_back(
        {static_cast<std::int8_t>(*nth), static_cast<std::int8_t>(place - weekdays.begin())});
    return std::nullopt;
}

std::optional<rule_fault> read_month_day(std::string_view text, std::size_t at, recurrence& into)
{
    const auto day = whole(text);
    if (!day || *day == 0 || *day < -31 || *day > 31)
        return rule_fault{
            at, fmt::format("`{}` is no day of a month", shown(text)),
            "write 1 to 31, or -1 for the last day"};
    into.month_days.push_back(static_cast<std::int8_t>(*day));
    return std::nullopt;
}

std::optional<rule_fault> read_until(const part& from, recurrence& into)
{
    const auto& text = from.value;
    const bool is_date =
        text.size() == 8 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (!is_date)
        return rule_fault{
            from.value_at, fmt::format("`{}` is no day", shown(text)),
            "write the last day alone, as UNTIL=20261231"};
    const auto digits = [&text](std::size_t at, std::size_t size) {
        return *whole(std::string_view(text).substr(at, size));
    };
    const auto day = day_of(digits(0, 4), digits(4, 2), digits(6, 2));
    if (!day || *day < 0 || *day > limits::furthest_day)
        return rule_fault{
            from.value_at, fmt::format("the calendar has no {}", text),
            "write year, month and day: UNTIL=20261231"};
    into.until_day = *day;
    return std::nullopt;
}

std::optional<rule_fault>
read_number(const part& from, int most, std::string_view unit, std::int32_t& into)
{
    const auto value = whole(from.value);
    if (!value || *value < 1 || *value > most)
        return rule_fault{
            from.value_at, fmt::format("{} is not `{}`", from.name, shown(from.value)),
            fmt::format("write 1 to {}{}", most, unit)};
    into = *value;
    return std::nullopt;
}

std::optional<rule_fault> read_part(const part& from, recurrence& into)
{
    if (from.name == "FREQ")
        return std::nullopt; // read first
    if (from.name == "INTERVAL")
        return read_number(from, most_interval(into.every), "", into.interval);
    if (from.name == "COUNT")
        return read_number(from, limits::rule_count, " times", into.count);
    if (from.name == "UNTIL")
        return read_until(from, into);
    if (from.name == "BYDAY")
        return each_item(from, [&into](std::string_view text, std::size_t at) {
            return read_day(text, at, into);
        });
    if (from.name == "BYMONTHDAY" && into.every == frequency::weekly)
        return rule_fault{from.at, "a week has no days of a month", "write BYDAY, or FREQ=MONTHLY"};
    if (from.name == "BYMONTHDAY")
        return each_item(from, [&into](std::string_view text, std::size_t at) {
            return read_month_day(text, at, into);
        });
    return rule_fault{
        from.at, fmt::format("{} is not known here", shown(from.name)),
        fmt::format("leave it out; a rule has {}", known_parts)};
}

// The last ones of a month stand behind the first ones.
constexpr auto in_month = [](auto nth) { return std::tuple(nth < 0, nth); };

template <class List, class Key>
void settle(List& list, Key key)
{
    std::ranges::sort(list, {}, key);
    list.erase(std::unique(list.begin(), list.end()), list.end());
}

} // namespace

std::expected<recurrence, rule_fault> read_recurrence(std::string_view text)
{
    if (text.size() > limits::rule_bytes)
        return wrong(
            limits::rule_bytes, "the rule is too long",
            fmt::format("keep it under {} letters", limits::rule_bytes));
    const auto all = split(text);
    if (!all)
        return std::unexpected(all.error());
    const auto* often = find(*all, "FREQ");
    if (often == nullptr)
        return wrong(
            0, "a rule says how often", "begin with FREQ=DAILY, FREQ=WEEKLY or FREQ=MONTHLY");
    const auto place = std::ranges::find(frequencies, often->value);
    if (place == frequencies.end())
        return wrong(
            often->value_at, fmt::format("`{}` is not known here", shown(often->value)),
            "write DAILY, WEEKLY or MONTHLY");
    recurrence out;
    out.every = static_cast<frequency>(place - frequencies.begin());
    for (const auto& one : *all)
        if (auto fault = read_part(one, out))
            return std::unexpected(std::move(*fault));
    if (out.count != 0 && out.until_day)
        return wrong(
            std::max(find(*all, "COUNT")->at, find(*all, "UNTIL")->at),
            "COUNT and UNTIL both say when it ends", "keep one");
    settle(out.days, [](by_day one) { return std::tuple(in_month(one.nth), one.weekday); });
    settle(out.month_days, in_month);
    return out;
}

std::string to_text(const recurrence& rule)
{
    std::string out = fmt::format("FREQ={}", frequencies[static_cast<std::size_t>(rule.every)]);
    if (rule.interval != 1)
        out += fmt::format(";INTERVAL={}", rule.interval);
    std::string_view before = ";BYDAY=";
    for (const auto& one : rule.days)
    {
        const auto name = weekdays[static_cast<std::size_t>(one.weekday)];
        out += one.nth == 0 ? fmt::format("{}{}", before, name)
                            : fmt::format("{}{}{}", before, int{one.nth}, name);
        before = ",";
    }
    before = ";BYMONTHDAY=";
    for (const auto one : rule.month_days)
    {
        out += fmt::format("{}{}", before, int{one});
        before = ",";
    }
    if (rule.count != 0)
        out += fmt::format(";COUNT={}", rule.count);
    if (rule.until_day)
    {
        const auto at = civil_of(*rule.until_day);
        out += fmt::format(";UNTIL={:04}{:02}{:02}", at.year, at.month, at.day);
    }
    return out;
}

} // namespace switchback::homework
