// A schedule said in words, a table a language: what a therapist reads before assigning, and a
// client beside the next dates.
#include "bot/base/limits.hpp"
#include "bot/core/homework/calendar.hpp"
#include "bot/core/homework/recurrence.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace switchback::homework {
namespace {

using names = std::array<std::string_view, 7>;

struct unit_words
{
    std::string_view one;  // every day
    std::string_view many; // every {} days
};

struct words
{
    std::array<unit_words, 3> units; // as `frequency`
    names weekdays;                  // after "every", "first" or "on"
    names weekdays_of_a_week;        // in a list of the days of each week
    std::array<std::string_view, 12> months;
    std::array<std::string_view, 6> ordinals;      // 1 to 5 at their place
    std::array<std::string_view, 6> from_the_last; // -1 to -5
    std::string_view on;                           // before the list of days
    std::string_view each_weekday;                 // {}
    std::string_view nth_weekday;                  // {ordinal} {weekday}
    std::string_view last_day;
    std::string_view day_from_the_last; // {}: 2 is the one before the last
    std::string_view short_months;
    std::string_view only_if; // before a list of weekdays that narrows the rest
    std::string_view one_of;  // {weekday}, in such a list
    std::string_view conjunction;
    std::string_view alternative;
    std::string_view at; // {hour} {minute}
    std::string_view once;
    std::string_view times; // {}
    std::string_view until; // {day} {month} {year}
    std::string (*month_day)(int);
};

std::string english_day(int day)
{
    const bool is_teen = day >= 11 && day <= 13;
    const auto last = day % 10;
    const std::string_view ending = is_teen     ? "th"
                                    : last == 1 ? "st"
                                    : last == 2 ? "nd"
                                    : last == 3 ? "rd"
                                                : "th";
    return fmt::format("the {}{}", day, ending);
}

std::string spanish_day(int day)
{
    return fmt::format("el día {}", day);
}

constexpr words english{
    .units =
        {{{"every day", "every {} days"},
          {"every week", "every {} weeks"},
          {"every month", "every {} months"}}},
    .weekdays = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
    .weekdays_of_a_week =
        {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
    .months =
        {"January", "February", "March", "April", "May", "June", "July", "August", "September",
         "October", "November", "December"},
    .ordinals = {"", "first", "second", "third", "fourth", "fifth"},
    .from_the_last =
        {"", "last", "second to last", "third to last", "fourth to last", "fifth to last"},
    .on = " on ",
    .each_weekday = "each {}",
    .nth_weekday = "the {} {}",
    .last_day = "the last day",
    .day_from_the_last = "day {} from the last",
    .short_months = " (in months that have it)",
    .only_if = ", if it is ",
    .one_of = "a {}",
    .conjunction = " and ",
    .alternative = " or ",
    .at = ", at {:02}:{:02}",
    .once = ", once",
    .times = ", {} times",
    .until = ", until {} {} {}",
    .month_day = english_day,
};

constexpr words spanish{
    .units =
        {{{"cada día", "cada {} días"},
          {"cada semana", "cada {} semanas"},
          {"cada mes", "cada {} meses"}}},
    .weekdays = {"lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"},
    .weekdays_of_a_week =
        {"los lunes", "los martes", "los miércoles", "los jueves", "los viernes", "los sábados",
         "los domingos"},
    .months =
        {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
         "octubre", "noviembre", "diciembre"},
    .ordinals = {"", "primer", "segundo", "tercer", "cuarto", "quinto"},
    .from_the_last = {"", "último", "penúltimo", "tercer último", "cuarto último", "quinto último"},
    .on = ", ",
    .each_weekday = "cada {}",
    .nth_weekday = "el {} {}",
    .last_day = "el último día",
    .day_from_the_last = "el día {} contando desde el último",
    .short_months = " (en los meses que lo tienen)",
    .only_if = ", si es ",
    .one_of = "{}",
    .conjunction = " y ",
    .alternative = " o ",
    .at = ", a las {:02}:{:02}",
    .once = ", una vez",
    .times = ", {} veces",
    .until = ", hasta el {} de {} de {}",
    .month_day = spanish_day,
};

std::string joined(const std::vector<std::string>& all, std::string_view conjunction)
{
    std::string out;
    for (std::size_t i = 0; i < all.size(); ++i)
    {
        if (i > 0)
            out += i + 1 == all.size() ? conjunction : ", ";
        out += all[i];
    }
    return out;
}

std::string weekday_in_month(const words& in, by_day one)
{
    const auto name = in.weekdays[static_cast<std::size_t>(one.weekday)];
    if (one.nth == 0)
        return fmt::format(fmt::runtime(in.each_weekday), name);
    const auto place = static_cast<std::size_t>(one.nth < 0 ? -one.nth : one.nth);
    const auto nth = one.nth < 0 ? in.from_the_last[place] : in.ordinals[place];
    return fmt::format(fmt::runtime(in.nth_weekday), nth, name);
}

std::string day_in_month(const words& in, int day)
{
    if (day == -1)
        return std::string(in.last_day);
    return day < 0 ? fmt::format(fmt::runtime(in.day_from_the_last), -day) : in.month_day(day);
}

std::string days_of_week(const words& in, const schedule& of)
{
    auto days = of.rule.days;
    if (days.empty())
        days.push_back({0, static_cast<std::int8_t>(escalation::weekday_of(of.first_day))});
    std::vector<std::string> all;
    for (const auto& one : days)
        all.emplace_back(in.weekdays_of_a_week[static_cast<std::size_t>(one.weekday)]);
    return std::string(in.on).append(joined(all, in.conjunction));
}

// Which days the month or the day count gives, then the weekdays they are narrowed to.
std::string other_days(const words& in, const schedule& of)
{
    const bool is_monthly = of.rule.every == frequency::monthly;
    std::vector<std::string> all;
    auto month_days = of.rule.month_days;
    if (is_monthly && month_days.empty() && of.rule.days.empty())
        month_days.push_back(static_cast<std::int8_t>(civil_of(of.first_day).day));
    for (const auto day : month_days)
        all.push_back(day_in_month(in, day));
    const bool narrows = !is_monthly || !month_days.empty();
    if (!narrows)
        for (const auto& one : of.rule.days)
            all.push_back(weekday_in_month(in, one));
    auto out = all.empty() ? std::string() : std::string(in.on).append(joined(all, in.conjunction));
    if (std::ranges::any_of(month_days, [](int day) { return day > 28 || day < -28; }))
        out += in.short_months;
    if (!narrows || of.rule.days.empty())
        return out;
    all.clear();
    for (const auto& one : of.rule.days)
        all.push_back(
            one.nth == 0
                ? fmt::format(
                      fmt::runtime(in.one_of), in.weekdays[static_cast<std::size_t>(one.weekday)])
                : weekday_in_month(in, one));
    return out.append(in.only_if).append(joined(all, in.alternative));
}

} // namespace

std::string in_words(const schedule& of, std::string_view language)
{
    const auto& in = language.starts_with("es") ? spanish : english;
    const auto& unit = in.units[static_cast<std::size_t>(of.rule.every)];
    auto out = of.rule.interval == 1 ? std::string(unit.one)
                                     : fmt::format(fmt::runtime(unit.many), of.rule.interval);
    out += of.rule.every == frequency::weekly ? days_of_week(in, of) : other_days(in, of);
    out += fmt::format(fmt::runtime(in.at), of.minute / 60, of.minute % 60);
    if (of.rule.count == 1)
        out += in.once;
    else if (of.rule.count > 1)
        out += fmt::format(fmt::runtime(in.times), of.rule.count);
    if (of.rule.until_day)
    {
        const auto at = civil_of(*of.rule.until_day);
        out += fmt::format(
            fmt::runtime(in.until), at.day, in.months[static_cast<std::size_t>(at.month - 1)],
            at.year);
    }
    return out;
}

} // namespace switchback::homework
