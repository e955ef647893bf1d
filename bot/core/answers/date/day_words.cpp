#include "bot/core/answers/date/day_words.hpp"

#include "bot/core/answers/date/calendar.hpp"
#include "bot/core/answers/quantity.hpp"

#include <array>
#include <cmath>
#include <cstdlib>

namespace switchback::answers {
namespace {

constexpr said_day unclear{};
constexpr said_day no_such_day{understanding::invalid, {}};
constexpr int least_year = 1000; // figures from here on are years
// Two readings nearer to each other than this: nobody can say which was meant.
constexpr int tie_days_in_year = 30;
constexpr int tie_days_in_month = 5;

struct item
{
    sense what = sense::unknown;
    int value = 0;
};

// The words that matter, in order. More than this many make no date.
struct items
{
    std::array<item, 8> list;
    std::size_t size = 0;
    bool names_day = false; // "the", "24th": a bare number is a day of the month
    bool bad = false;

    void add(sense what, int value)
    {
        if (size == list.size())
            bad = true;
        else
            list[size++] = {what, value};
    }
    template <std::size_t count>
    [[nodiscard]] bool are(const sense (&pattern)[count]) const noexcept
    {
        if (size != count)
            return false;
        for (std::size_t i = 0; i < count; ++i)
            if (list[i].what != pattern[i])
                return false;
        return true;
    }
};

said_day known(std::optional<flow::date> day) noexcept
{
    return day ? said_day{understanding::understood, *day} : no_such_day;
}

said_day after_days(flow::date today, std::int64_t days) noexcept
{
    constexpr std::int64_t most = 400'000; // past any year we accept
    if (std::abs(days) > most)
        return no_such_day;
    return known(flow::date{today.days + static_cast<std::int32_t>(days)});
}

// Of two candidates the nearer one, unless they are about equally near.
said_day nearest(
    flow::date today, std::optional<flow::date> back, std::optional<flow::date> ahead,
    int tie) noexcept
{
    if (!back || !ahead)
        return known(back ? back : ahead);
    const int behind = today.days - back->days;
    const int before = ahead->days - today.days;
    if (std::abs(behind - before) < tie)
        return unclear;
    return known(behind < before ? back : ahead);
}

said_day without_year(flow::date today, int month, int day) noexcept
{
    const auto year = static_cast<int>(civil(today).year());
    const auto this_year = day_of(year, month, day);
    if (!this_year)
        return month == 2 && day == 29 ? unclear : no_such_day;
    if (*this_year == today)
        return known(today);
    if (*this_year < today)
        return nearest(today, this_year, day_of(year + 1, month, day), tie_days_in_year);
    return nearest(today, day_of(year - 1, month, day), this_year, tie_days_in_year);
}

said_day day_of_month(flow::date today, int day) noexcept
{
    const auto now = civil(today);
    const auto in_month = [&](int months) {
        const auto at = now.year() / now.month() / 1 + std::chrono::months(months);
        return day_of(
            static_cast<int>(at.year()), static_cast<int>(static_cast<unsigned>(at.month())), day);
    };
    if (day < 1 || day > 31)
        return no_such_day;
    const auto here = in_month(0);
    if (!here)
        return unclear;
    if (*here == today)
        return known(today);
    return *here < today ? nearest(today, here, in_month(1), tie_days_in_month)
                         : nearest(today, in_month(-1), here, tie_days_in_month);
}

int full_year(int year, flow::date today) noexcept
{
    if (year >= 100)
        return year;
    const auto now = static_cast<int>(civil(today).year());
    return year + 2000 <= now + 20 ? year + 2000 : year + 1900;
}

bool date_mark(const token& each) noexcept
{
    return each.is_mark('/') || each.is_mark('-') || each.is_mark('.');
}

int figure(const token& each) noexcept
{
    int value = 0;
    for (const char c : each.text.substr(0, 5))
        value = value * 10 + (c - '0');
    return each.text.size() > 4 ? 99'999 : value;
}

// "2026-11-24", "24/12", "24.12.26". `used` stays 0 when the tokens have another form.
said_day
in_figures(std::span<const token> from, const language& in, flow::date today, std::size_t& used)
{
    const auto pair = [&](std::size_t at) {
        return at + 1 < from.size() && date_mark(from[at]) &&
               from[at + 1].kind == token_kind::number;
    };
    if (from.empty() || from[0].kind != token_kind::number || !pair(1))
        return unclear;
    const int first = figure(from[0]);
    const int second = figure(from[2]);
    const bool three = pair(3) && from[3].mark == from[1].mark;
    used = three ? 5 : 3;
    if (three && from[0].text.size() == 4)
        return known(day_of(first, second, figure(from[4])));
    if (from[1].mark == '-' && !three)
        return unclear; // a range, a score: not a date
    if (first > 31 || second > 31 || first == 0 || second == 0)
        return no_such_day;
    const bool could_swap = first <= 12 && second <= 12 && first != second;
    if (in.either_order && could_swap)
        return unclear;
    const bool day_first = first > 12 || (second <= 12 && in.day_first);
    const int day = day_first ? first : second;
    const int month = day_first ? second : first;
    if (!three)
        return without_year(today, month, day);
    const auto digits = from[4].text.size();
    if (digits != 2 && digits != 4)
        return unclear;
    return known(day_of(full_year(figure(from[4]), today), month, day));
}

meaning date_meaning(std::string_view word, const language& in) noexcept
{
    const auto found = look_up(in.dates, word);
    return found.what != sense::unknown || in.tag == "en" ? found : look_up(english().dates, word);
}

bool names_day_of_month(const token& each) noexcept
{
    constexpr std::array<std::string_view, 7> words{"the", "st", "nd", "rd", "th", "el", "dia"};
    for (const auto word : words)
        if (each.is(word))
            return true;
    return false;
}

items read_items(std::span<const token> tokens, const language& in) noexcept
{
    items out;
    for (std::size_t at = 0; at < tokens.size() && !out.bad;)
    {
        const auto& each = tokens[at];
        out.names_day = out.names_day || names_day_of_month(each);
        if (each.kind == token_kind::mark)
        {
            out.bad = each.mark == '/' || each.mark == ':' || each.mark == '+';
            ++at;
            continue;
        }
        const auto found = each.kind == token_kind::word ? date_meaning(each.text, in) : meaning{};
        if (found.what != sense::unknown)
        {
            if (found.what != sense::filler)
                out.add(found.what, found.value);
            ++at;
            continue;
        }
        // A number in words; its own fraction reader must not eat "24.12".
        if (each.kind == token_kind::number)
        {
            out.add(sense::number, figure(each));
            ++at;
            continue;
        }
        const auto number = read_quantity(tokens.subspan(at), in);
        if (!number || number->value != std::floor(number->value) || number->value > 9999)
        {
            out.bad = true;
            break;
        }
        out.add(sense::number, static_cast<int>(number->value));
        at += number->used;
    }
    return out;
}

said_day by_weekday(const items& in, flow::date today, bool week_from_monday) noexcept
{
    const auto& a = in.list[0];
    const auto& b = in.list[1];
    const auto ahead = [&](int weekday) { return (weekday - weekday_of(today) + 7) % 7; };
    if (in.are({sense::weekday}))
        // Said on that very day it may be today or in a week.
        return ahead(a.value) == 0 ? unclear : after_days(today, ahead(a.value));
    const auto with = [&](sense word) { return in.are({word, sense::weekday}); };
    const auto then = [&](sense word) { return in.are({sense::weekday, word}); };
    const int weekday = a.what == sense::weekday ? a.value : b.value;
    if (with(sense::coming))
        return after_days(today, ahead(weekday));
    if (with(sense::next) || then(sense::next))
        return after_days(today, ahead(weekday) == 0 ? 7 : ahead(weekday));
    if (with(sense::last) || then(sense::last))
        return after_days(today, ahead(weekday) - 7);
    const bool week_first = in.are({sense::next, sense::week, sense::weekday}) ||
                            in.are({sense::week, sense::next, sense::weekday});
    const bool week_last = in.are({sense::weekday, sense::next, sense::week}) ||
                           in.are({sense::weekday, sense::week, sense::next});
    constexpr int sunday = 6;
    if ((!week_first && !week_last) || (!week_from_monday && weekday_of(today) == sunday))
        return unclear;
    const auto day = week_first ? in.list[2].value : a.value;
    return after_days(today, 7 - weekday_of(today) + day);
}

said_day by_distance(const items& in, flow::date today) noexcept
{
    // Where the number and the unit stand, and whether it looks ahead.
    std::size_t at = 0;
    int sign = 0;
    if (in.size == 3 && in.list[0].what == sense::in)
        at = 1, sign = 1;
    else if (in.size == 3 && in.list[0].what == sense::ago)
        at = 1, sign = -1;
    else if (in.size == 3 && in.list[2].what == sense::ago)
        sign = -1;
    else if (in.size == 3 && in.list[2].what == sense::hence)
        sign = 1;
    else if (
        in.size == 4 && in.list[2].what == sense::hence && in.list[3].what == sense::today &&
        in.list[3].value == 0)
        sign = 1;
    if (sign == 0 || in.list[at].what != sense::number)
        return unclear;
    const auto count = static_cast<std::int64_t>(in.list[at].value) * sign;
    const auto& unit = in.list[at + 1];
    if (unit.what == sense::day)
        return after_days(today, count);
    if (unit.what == sense::week)
        return after_days(today, count * 7 * unit.value);
    const auto months = unit.what == sense::months ? count
                        : unit.what == sense::year ? count * 12
                                                   : 0;
    if (months == 0)
        return unclear;
    return std::abs(months) > 12 * 1000 ? no_such_day
                                        : known(add_months(today, static_cast<int>(months)));
}

bool is_number(const item& each) noexcept
{
    return each.what == sense::number || each.what == sense::ordinal;
}

// "24 dec", "december 24th 2026", "the 24th".
said_day by_month(const items& in, flow::date today) noexcept
{
    if (in.size == 1 && is_number(in.list[0]))
        return in.names_day || in.list[0].what == sense::ordinal
                   ? day_of_month(today, in.list[0].value)
                   : unclear;
    if (in.size < 2 || in.size > 3)
        return unclear;
    const bool month_first = in.list[0].what == sense::month;
    const auto& month = in.list[month_first ? 0 : 1];
    const auto& day = in.list[month_first ? 1 : 0];
    if (month.what != sense::month || !is_number(day) || day.value >= least_year)
        return unclear;
    if (in.size == 2)
        return without_year(today, month.value, day.value);
    const auto& year = in.list[2];
    if (year.what == sense::number && year.value >= least_year)
        return known(day_of(year.value, month.value, day.value));
    return unclear;
}

} // namespace

said_day day_in(const words& said, const language& in, flow::date today) noexcept
{
    auto tokens = said.tokens();
    // Phrases that are one thought ("pasado manana", "antes de ayer").
    if (const auto whole = date_meaning(said.plain(), in); whole.what == sense::today)
        return after_days(today, whole.value);
    while (!tokens.empty() && tokens.back().kind == token_kind::mark)
        tokens = tokens.first(tokens.size() - 1);
    // Figures may stand behind a weekday and filler, and nothing behind them.
    std::optional<int> weekday;
    for (std::size_t at = 0; at < tokens.size(); ++at)
    {
        std::size_t used = 0;
        const auto found = in_figures(tokens.subspan(at), in, today, used);
        if (used != 0)
            return at + used == tokens.size() &&
                           (!weekday || found.how != understanding::understood ||
                            weekday_of(found.day) == *weekday)
                       ? found
                       : unclear;
        if (tokens[at].kind == token_kind::mark)
            continue;
        const auto meant = date_meaning(tokens[at].text, in);
        if (meant.what == sense::weekday)
            weekday = meant.value;
        else if (meant.what != sense::filler)
            break;
    }
    auto list = read_items(tokens, in);
    if (list.bad || list.size == 0)
        return unclear;
    if (list.are({sense::today}))
        return after_days(today, list.list[0].value);
    if (list.are({sense::day, sense::after, sense::today}) && list.list[2].value == 1)
        return after_days(today, 2);
    if (list.are({sense::day, sense::before, sense::today}) && list.list[2].value == -1)
        return after_days(today, -2);
    if (const auto found = by_weekday(list, today, in.week_from_monday);
        found.how != understanding::unclear)
        return found;
    for (const auto way : {by_distance, by_month})
        if (const auto found = way(list, today); found.how != understanding::unclear)
            return found;
    // "tuesday 24 november": the weekday must agree with the rest.
    if (list.list[0].what != sense::weekday || list.size < 2)
        return unclear;
    const int named = list.list[0].value;
    for (std::size_t i = 1; i < list.size; ++i)
        list.list[i - 1] = list.list[i];
    --list.size;
    const auto found = by_month(list, today);
    return found.how == understanding::understood && weekday_of(found.day) != named ? unclear
                                                                                    : found;
}

} // namespace switchback::answers
