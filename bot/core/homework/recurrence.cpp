// The days of a rule, and their instants on the client's clock.
#include "bot/core/homework/recurrence.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/homework/calendar.hpp"

#include <algorithm>

namespace switchback::homework {
namespace {

std::int64_t week_of(std::int64_t day)
{
    return (day - escalation::weekday_of(day)) / 7;
}

// Each question is asked of one day: a rule is a yes or no to every day of the calendar.
class matcher
{
public:
    explicit matcher(const schedule& of) : rule_(of.rule), first_(of.first_day)
    {
        const auto first = civil_of(first_);
        first_month_ = first.year * 12 + first.month;
        first_day_of_month_ = first.day;
    }

    [[nodiscard]] bool operator()(std::int64_t day) const
    {
        const auto at = civil_of(day);
        return is_in_step(day, at) && has_weekday(day, at) && has_month_day(at);
    }

private:
    [[nodiscard]] bool is_in_step(std::int64_t day, const civil_day& at) const
    {
        switch (rule_.every)
        {
        case frequency::daily:
            return (day - first_) % rule_.interval == 0;
        case frequency::weekly:
            return (week_of(day) - week_of(first_)) % rule_.interval == 0;
        case frequency::monthly:
            break;
        }
        return (at.year * 12 + at.month - first_month_) % rule_.interval == 0;
    }

    [[nodiscard]] bool has_weekday(std::int64_t day, const civil_day& at) const
    {
        const auto weekday = escalation::weekday_of(day);
        if (rule_.days.empty())
            return rule_.every != frequency::weekly || weekday == escalation::weekday_of(first_);
        return std::ranges::any_of(rule_.days, [&](by_day one) {
            if (one.weekday != weekday)
                return false;
            return one.nth == 0 || one.nth == (at.day - 1) / 7 + 1 ||
                   one.nth == -((at.days_in_month - at.day) / 7 + 1);
        });
    }

    [[nodiscard]] bool has_month_day(const civil_day& at) const
    {
        if (rule_.month_days.empty())
            return rule_.every != frequency::monthly || !rule_.days.empty() ||
                   at.day == first_day_of_month_;
        return std::ranges::any_of(rule_.month_days, [&](int one) {
            return one == at.day || one == at.day - at.days_in_month - 1;
        });
    }

    const recurrence& rule_;
    std::int64_t first_;
    int first_month_ = 0;
    int first_day_of_month_ = 0;
};

} // namespace

std::vector<std::int64_t> next_days(const schedule& of, std::int64_t after_day, std::size_t most)
{
    std::vector<std::int64_t> out;
    if (of.first_day < 0 || of.first_day > limits::furthest_day || of.rule.interval < 1)
        return out;
    auto last = of.first_day + limits::recurrence_days;
    if (of.rule.until_day)
        last = std::min(last, *of.rule.until_day);
    // What ends by count is counted from its beginning, whoever asks.
    auto day = of.rule.count != 0 ? of.first_day : std::max(of.first_day, after_day + 1);
    const matcher matches(of);
    for (std::int32_t found = 0; day <= last && out.size() < most; ++day)
    {
        if (!matches(day))
            continue;
        if (of.rule.count != 0 && ++found > of.rule.count)
            break;
        if (day > after_day)
            out.push_back(day);
    }
    return out;
}

std::vector<moment>
next_dates(const schedule& of, const zone_offset& zone, std::int64_t from_ms, std::size_t most)
{
    most = std::min(most, limits::recurrence_dates);
    std::vector<moment> out;
    // A missing day moves a date by a day at most, so two days back nothing can lie ahead.
    auto after = escalation::local_day(zone, from_ms) - 3;
    std::int64_t before_ms = from_ms - 1;
    while (out.size() < most)
    {
        const auto days = next_days(of, after, most - out.size() + 3);
        for (const auto day : days)
        {
            const auto at = escalation::instant_of(zone, day, of.minute);
            if (at > before_ms && out.size() < most)
            {
                const auto wall = at / limits::minute_ms + zone(at);
                out.push_back({day, at, wall != day * 1'440 + of.minute});
                before_ms = at;
            }
            after = day;
        }
        if (days.empty())
            break;
    }
    return out;
}

} // namespace switchback::homework
