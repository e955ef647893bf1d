#include "bot/core/answers/time/hour_words.hpp"

#include "bot/core/answers/quantity.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace switchback::answers {
namespace {

struct item
{
    sense what = sense::unknown;
    int value = 0;
    bool figure = false; // written in digits
};

struct reading
{
    std::array<item, 8> list; // numbers and joints; the part of day stands apart
    std::size_t size = 0;
    sense part = sense::unknown; // am, pm, evening
    bool exact = false;          // "06:30": no afternoon is meant
    bool bad = false;

    void add(sense what, int value = 0, bool figure = false) noexcept
    {
        if (size == list.size())
            bad = true;
        else
            list[size++] = {what, value, figure};
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

int figure(std::string_view digits) noexcept
{
    int value = 0;
    for (const char c : digits.substr(0, 5))
        value = value * 10 + (c - '0');
    return value;
}

meaning time_meaning(std::string_view word, const language& in) noexcept
{
    const auto found = look_up(in.times, word);
    return found.what != sense::unknown || in.tag == "en" ? found : look_up(english().times, word);
}

// "18:30", "6.30", "18h30", "1830"; gives the tokens used, 0 when it is a plain number.
std::size_t read_clock(std::span<const token> from, reading& out) noexcept
{
    const auto hour = from[0].text;
    const bool two = from.size() > 2 && from[2].kind == token_kind::number &&
                     from[2].text.size() == 2 && from[2].glued && from[1].glued;
    if (two && (from[1].is_mark(':') || from[1].is_mark('.') || from[1].is("h")))
    {
        out.add(sense::hour, figure(hour));
        out.add(sense::minute, figure(from[2].text));
        out.exact = hour.size() == 2 && hour[0] == '0';
        return 3;
    }
    if (hour.size() != 3 && hour.size() != 4)
        return 0;
    out.add(sense::hour, figure(hour.substr(0, hour.size() - 2)));
    out.add(sense::minute, figure(hour.substr(hour.size() - 2)));
    out.exact = hour[0] == '0';
    return 1;
}

// "p.m." arrives as p . m; gives the tokens used.
std::size_t read_meridiem(std::span<const token> from, reading& out) noexcept
{
    if (!from[0].is("a") && !from[0].is("p"))
        return 0;
    const std::size_t at = from.size() > 1 && from[1].is_mark('.') ? 2 : 1;
    if (at >= from.size() || !from[at].is("m"))
        return 0;
    out.part = from[0].is("a") ? sense::am : sense::pm;
    return at + 1;
}

void take_word(const meaning& found, reading& out) noexcept
{
    switch (found.what)
    {
    case sense::am:
    case sense::pm:
    case sense::evening:
        // Spanish "manana" and English "tonight" may come beside an am or pm.
        out.bad = out.part != sense::unknown && out.part != found.what &&
                  !(out.part == sense::pm && found.what == sense::evening);
        out.part = found.what;
        break;
    case sense::filler:
        // "an hour" counts, "a quarter" does not: the one is kept only where a unit follows.
        if (found.value == 1)
            out.add(sense::filler, 1);
        break;
    case sense::oclock:
        break;
    case sense::in: // "in two hours", but also "six in the evening"
        if (out.size == 0)
            out.add(found.what);
        break;
    default:
        out.add(found.what, found.value);
    }
}

reading read(std::span<const token> tokens, const language& in) noexcept
{
    reading out;
    for (std::size_t at = 0; at < tokens.size() && !out.bad;)
    {
        const auto& each = tokens[at];
        const auto rest = tokens.subspan(at);
        if (each.kind == token_kind::mark)
        {
            out.bad = each.mark != '.' && each.mark != ',' && each.mark != '!' &&
                      each.mark != '?' && each.mark != '\n' && each.mark != '~';
            ++at;
            continue;
        }
        if (const auto used = read_meridiem(rest, out))
        {
            at += used;
            continue;
        }
        if (each.kind == token_kind::number)
        {
            const auto used = read_clock(rest, out);
            if (used == 0)
                out.add(sense::number, each.text.size() > 3 ? 9999 : figure(each.text), true);
            at += std::max<std::size_t>(used, 1);
            continue;
        }
        const auto found = time_meaning(each.text, in);
        if (found.what != sense::unknown)
        {
            take_word(found, out);
            ++at;
            continue;
        }
        const auto number = read_quantity(rest, in);
        if (!number || number->value > 60 || number->value < 0)
        {
            out.bad = true;
            break;
        }
        const int whole = static_cast<int>(number->value);
        out.add(sense::number, whole);
        if (number->value != whole) // "seis y media"
        {
            out.add(sense::past);
            out.add(sense::half);
        }
        at += number->used;
    }
    return out;
}

// A "one" that counts nothing ("a quarter past") goes.
void drop_articles(reading& from) noexcept
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < from.size; ++i)
    {
        const bool counts = i + 1 < from.size && (from.list[i + 1].what == sense::hour ||
                                                  from.list[i + 1].what == sense::minute);
        if (from.list[i].what == sense::filler && !counts)
            continue;
        from.list[kept++] =
            from.list[i].what == sense::filler ? item{sense::number, 1, false} : from.list[i];
    }
    from.size = kept;
}

std::optional<int> settle(int hour, int minute, const reading& said, int now) noexcept
{
    if (hour == 24 && minute == 0)
        hour = 0;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
        return no_such_time;
    const int at = hour * 60 + minute;
    const bool twelve_hours = hour >= 1 && hour <= 12;
    if (said.part == sense::am)
        return twelve_hours ? at % (12 * 60) : hour == 0 ? at : no_such_time;
    if (said.part == sense::pm)
        return twelve_hours ? at % (12 * 60) + 12 * 60 : hour == 0 ? no_such_time : at;
    if (said.part == sense::evening)
        return hour >= 5 && hour < 12 ? at + 12 * 60 : hour == 12 ? minute : at;
    if (!twelve_hours || hour == 12 || said.exact)
        return at;
    return at > now || at + 12 * 60 <= now ? at : at + 12 * 60;
}

std::optional<int> by_clock(const reading& said, int now) noexcept
{
    const auto& it = said.list;
    if (said.are({sense::number}))
        return settle(it[0].value, 0, said, now);
    if (said.are({sense::hour, sense::minute}))
        return settle(it[0].value, it[1].value, said, now);
    if (said.are({sense::number, sense::number})) // "six thirty"
        return it[1].value >= 10 ? settle(it[0].value, it[1].value, said, now) : std::nullopt;
    return std::nullopt;
}

// "half past six", "quarter to seven", "ten past two"; Spanish has the hour first.
std::optional<int> by_quarter(const reading& said, bool hour_first, int now) noexcept
{
    if (said.size != 3)
        return std::nullopt;
    const auto& hour = said.list[hour_first ? 0 : 2];
    const auto& part = said.list[hour_first ? 2 : 0];
    const auto joint = said.list[1].what;
    if (hour.what != sense::number || hour.value > 24 ||
        (joint != sense::past && joint != sense::to))
        return std::nullopt;
    const int minutes = part.what == sense::half      ? 30
                        : part.what == sense::quarter ? 15
                        : part.what == sense::number  ? part.value
                                                      : 0;
    // "6 to 7" is a span of time, not six minutes before seven.
    if (joint == sense::to && part.figure && hour.figure)
        return std::nullopt;
    if (minutes < 1 || minutes > 59 || (joint == sense::to && part.what == sense::half))
        return std::nullopt;
    if (joint == sense::past)
        return settle(hour.value, minutes, said, now);
    const int before = hour.value == 1 ? 12 : hour.value == 0 ? 23 : hour.value - 1;
    return settle(before, 60 - minutes, said, now);
}

// "in two hours", "in half an hour".
std::optional<int> by_distance(const reading& said, int now) noexcept
{
    if (said.size < 3 || said.list[0].what != sense::in)
        return std::nullopt;
    const auto& unit = said.list[said.size - 1];
    const auto& count = said.list[1];
    const bool half = said.size == 4
                          ? count.what == sense::half && said.list[2].what == sense::number &&
                                said.list[2].value == 1
                          : count.what == sense::half;
    if (said.size > 4 || (said.size == 4 && !half) ||
        (unit.what != sense::hour && unit.what != sense::minute))
        return std::nullopt;
    if (half)
        return unit.what == sense::hour ? std::optional((now + 30) % minutes_a_day) : std::nullopt;
    if (count.what != sense::number)
        return std::nullopt;
    const int minutes = count.value * (unit.what == sense::hour ? 60 : 1);
    // Past a day it is no time of today's clock.
    return minutes < minutes_a_day ? std::optional((now + minutes) % minutes_a_day) : std::nullopt;
}

} // namespace

std::optional<int> time_in(const words& said, const language& in, int now_minutes) noexcept
{
    auto list = read(said.tokens(), in);
    if (list.bad)
        return std::nullopt;
    drop_articles(list);
    const auto& first = list.list[0];
    const bool part = list.part != sense::unknown;
    if (list.are({sense::noon}) || (list.are({sense::number, sense::noon}) && first.value == 12))
        return 12 * 60;
    if ((list.are({sense::midnight}) && (!part || list.part == sense::evening)) ||
        (list.are({sense::number, sense::midnight}) && first.value == 12))
        return 0;
    if (list.are({sense::now}))
        return now_minutes;
    if (const auto found = by_clock(list, now_minutes))
        return found;
    if (const auto found = by_quarter(list, in.hour_first, now_minutes))
        return found;
    // English words are understood in every language.
    if (const auto found = in.hour_first ? by_quarter(list, false, now_minutes) : std::nullopt)
        return found;
    return by_distance(list, now_minutes);
}

} // namespace switchback::answers
