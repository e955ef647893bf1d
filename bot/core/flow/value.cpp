#include "bot/core/flow/value.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <fmt/format.h>

namespace switchback::flow {
namespace {

constexpr int deepest_stored_value = 8;
constexpr std::uint8_t kind_of_record = 7;
constexpr std::uint8_t kind_of_whole_number =
    8; // most numbers are small and whole: two bytes, not nine

bool is_small_and_whole(double number) noexcept
{
    constexpr double most = 1e9;
    return number >= -most && number <= most && number == std::floor(number) &&
           !(number == 0 && std::signbit(number));
}

std::string number_text(double number)
{
    if (std::abs(number) < 1e15 && number == std::floor(number))
        return fmt::format("{}", static_cast<std::int64_t>(number));
    return fmt::format("{:.6g}", number);
}

struct show
{
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(bool yes) const { return yes ? "yes" : "no"; }
    std::string operator()(double number) const { return number_text(number); }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(date day) const { return to_text(day); }
    std::string operator()(time_of_day time) const { return to_text(time); }

    std::string operator()(const list& items) const
    {
        std::string out;
        for (const auto& item : items)
        {
            if (!item.is_set())
                continue;
            if (!out.empty())
                out += ", ";
            out += to_text(item);
        }
        return out;
    }

    std::string operator()(const record& fields) const
    {
        std::string out;
        for (const auto& one : fields)
        {
            if (!one.held.is_set())
                continue;
            if (!out.empty())
                out += ", ";
            out += to_text(one.held);
        }
        return out;
    }
};

// Two digits at a place; -1 when they are not digits.
int two_digits(std::string_view text, std::size_t at) noexcept
{
    const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : -1; };
    const int high = digit(text[at]);
    const int low = digit(text[at + 1]);
    return high < 0 || low < 0 ? -1 : high * 10 + low;
}

} // namespace

const value* find(const record& in, std::string_view name) noexcept
{
    for (const auto& one : in)
        if (one.name == name)
            return &one.held;
    return nullptr;
}

void put(record& in, std::string_view name, value held)
{
    for (auto& one : in)
    {
        if (one.name == name)
        {
            one.held = std::move(held);
            return;
        }
    }
    in.push_back({std::string(name), std::move(held)});
}

std::string to_text(const value& from)
{
    return std::visit(show{}, from.held);
}

date date_at(std::int64_t time_ms, int utc_offset_min) noexcept
{
    const std::int64_t local = time_ms + std::int64_t{utc_offset_min} * 60'000;
    constexpr std::int64_t day = 86'400'000;
    return {static_cast<std::int32_t>(local >= 0 ? local / day : -((-local + day - 1) / day))};
}

std::string to_text(date from)
{
    const std::chrono::year_month_day day{std::chrono::sys_days{std::chrono::days{from.days}}};
    return fmt::format(
        "{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
        static_cast<unsigned>(day.day()));
}

bool parse_iso(std::string_view text, date& out) noexcept
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return false;
    const int century = two_digits(text, 0);
    const int rest = two_digits(text, 2);
    const int month = two_digits(text, 5);
    const int day = two_digits(text, 8);
    if (century < 0 || rest < 0 || month < 0 || day < 0)
        return false;
    const std::chrono::year_month_day made{
        std::chrono::year{century * 100 + rest}, std::chrono::month{static_cast<unsigned>(month)},
        std::chrono::day{static_cast<unsigned>(day)}};
    if (!made.ok())
        return false;
    out.days = static_cast<std::int32_t>(std::chrono::sys_days{made}.time_since_epoch().count());
    return true;
}

std::string to_text(time_of_day from)
{
    return fmt::format("{:02}:{:02}", from.minutes / 60, from.minutes % 60);
}

bool parse_iso(std::string_view text, time_of_day& out) noexcept
{
    if (text.size() != 5 || text[2] != ':')
        return false;
    const int hour = two_digits(text, 0);
    const int minute = two_digits(text, 3);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
        return false;
    out.minutes = hour * 60 + minute;
    return true;
}

void write_value(writer& to, const record& from)
{
    to.u8(kind_of_record);
    to.varint(from.size());
    for (const auto& one : from)
    {
        to.text(one.name);
        write_value(to, one.held);
    }
}

void write_value(writer& to, const value& from)
{
    if (const auto* fields = from.as<record>())
        return write_value(to, *fields);
    if (const auto* number = from.as<double>(); number != nullptr && is_small_and_whole(*number))
    {
        to.u8(kind_of_whole_number);
        return to.signed_varint(static_cast<std::int64_t>(*number));
    }
    to.u8(static_cast<std::uint8_t>(from.held.index()));
    if (const auto* yes = from.as<bool>())
        to.boolean(*yes);
    else if (const auto* real = from.as<double>())
        to.real(*real);
    else if (const auto* text = from.as<std::string>())
        to.text(*text);
    else if (const auto* day = from.as<date>())
        to.signed_varint(day->days);
    else if (const auto* time = from.as<time_of_day>())
        to.signed_varint(time->minutes);
    else if (const auto* items = from.as<list>())
    {
        to.varint(items->size());
        for (const auto& item : *items)
            write_value(to, item);
    }
}

record read_record(reader& from)
{
    auto held = read_value(from);
    auto* fields = std::get_if<record>(&held.held);
    return fields == nullptr ? record{} : std::move(*fields);
}

value read_value(reader& from, int depth)
{
    const auto kind = from.u8();
    if (depth > deepest_stored_value)
    {
        [[maybe_unused]] const auto spoiled = from.raw(static_cast<std::size_t>(-1));
        return {};
    }
    switch (kind)
    {
    case 0:
        return {};
    case 1:
        return {from.boolean()};
    case 2:
        return {from.real()};
    case 3:
        return {std::string(from.text())};
    case 4:
        return {date{static_cast<std::int32_t>(from.signed_varint())}};
    case 5:
        return {time_of_day{static_cast<std::int32_t>(from.signed_varint())}};
    case 6: {
        list items(from.count());
        for (auto& item : items)
            item = read_value(from, depth + 1);
        return {std::move(items)};
    }
    case kind_of_record: {
        record fields(from.count());
        for (auto& one : fields)
        {
            one.name = std::string(from.text());
            one.held = read_value(from, depth + 1);
        }
        return {std::move(fields)};
    }
    case kind_of_whole_number:
        return {static_cast<double>(from.signed_varint())};
    default: {
        [[maybe_unused]] const auto spoiled = from.raw(static_cast<std::size_t>(-1));
        return {};
    }
    }
}

} // namespace switchback::flow
