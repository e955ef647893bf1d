#include "bot/clinic_hours.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace switchback {
namespace {

constexpr int minutes_a_day = 1440;

std::optional<int> parse_digits(std::string_view text)
{
    int out = 0;
    const auto* end = text.data() + text.size();
    const bool are_digits =
        std::ranges::all_of(text, [](char one) { return one >= '0' && one <= '9'; });
    const auto read = std::from_chars(text.data(), end, out);
    if (text.empty() || !are_digits || read.ec != std::errc{} || read.ptr != end)
        return std::nullopt;
    return out;
}

std::optional<int> parse_weekday(std::string_view text)
{
    constexpr std::array<std::string_view, 7> days{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    const auto found = std::ranges::find(days, text);
    if (found == days.end())
        return std::nullopt;
    return static_cast<int>(found - days.begin());
}

// `Mon`, or `Fri-Mon`, which passes the end of the week.
std::optional<std::vector<int>> parse_weekdays(std::string_view text)
{
    const auto dash = text.find('-');
    const auto first = parse_weekday(text.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : parse_weekday(text.substr(dash + 1));
    if (!first || !last)
        return std::nullopt;
    std::vector<int> out{*first};
    while (out.back() != *last)
        out.push_back((out.back() + 1) % 7);
    return out;
}

// `08:30` in minutes; 24:00 is the end of the day.
std::optional<int> parse_clock(std::string_view text)
{
    if (text.size() != 5 || text[2] != ':')
        return std::nullopt;
    const auto hours = parse_digits(text.substr(0, 2));
    const auto minutes = parse_digits(text.substr(3));
    if (!hours || !minutes || *minutes > 59 || *hours * 60 + *minutes > minutes_a_day)
        return std::nullopt;
    return *hours * 60 + *minutes;
}

} // namespace

std::optional<std::vector<escalation::day_hours>> parse_hours(std::string_view text)
{
    const auto space = text.find(' ');
    if (space == std::string_view::npos)
        return std::nullopt;
    const auto clock = text.substr(space + 1);
    const auto dash = clock.find('-');
    if (dash == std::string_view::npos)
        return std::nullopt;
    const auto from = parse_clock(clock.substr(0, dash));
    auto until = parse_clock(clock.substr(dash + 1));
    if (!from || !until || *from == minutes_a_day || *from == *until)
        return std::nullopt;
    if (*until < *from)
        *until += minutes_a_day;
    std::vector<escalation::day_hours> out;
    for (auto rest = text.substr(0, space);;)
    {
        const auto comma = rest.find(',');
        const auto days = parse_weekdays(rest.substr(0, comma));
        if (!days)
            return std::nullopt;
        for (const auto day : *days)
            out.push_back({day, *from, *until});
        if (comma == std::string_view::npos)
            return out;
        rest.remove_prefix(comma + 1);
    }
}

std::optional<std::int64_t> parse_day(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const auto year = parse_digits(text.substr(0, 4));
    const auto month = parse_digits(text.substr(5, 2));
    const auto day = parse_digits(text.substr(8));
    if (!year || !month || !day)
        return std::nullopt;
    const std::chrono::year_month_day date{
        std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
        std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok())
        return std::nullopt;
    return std::chrono::sys_days(date).time_since_epoch().count();
}

std::optional<escalation::day_range> parse_days(std::string_view text)
{
    constexpr std::string_view to = " to ";
    const auto split = text.find(to);
    const auto from = parse_day(text.substr(0, split));
    const auto until =
        split == std::string_view::npos ? from : parse_day(text.substr(split + to.size()));
    if (!from || !until || *until < *from)
        return std::nullopt;
    return escalation::day_range{*from, *until};
}

std::optional<std::int64_t> parse_window(std::string_view text)
{
    struct unit
    {
        std::string_view name;
        std::int64_t ms;
    };
    constexpr std::array<unit, 4> units{
        {{"s", 1'000}, {"min", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};
    constexpr std::int64_t longest_ms = 366 * units[3].ms;
    const auto space = text.find(' ');
    if (space == std::string_view::npos)
        return std::nullopt;
    const auto count = parse_digits(text.substr(0, space));
    const auto found = std::ranges::find(units, text.substr(space + 1), &unit::name);
    if (!count || found == units.end() || *count > longest_ms / found->ms)
        return std::nullopt;
    return *count * found->ms;
}

} // namespace switchback
