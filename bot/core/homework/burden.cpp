#include "bot/core/homework/burden.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/homework/reminders.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace switchback::homework {
namespace {

constexpr std::int64_t days_ahead = limits::burden_weeks * 7;

class calendar
{
public:
    calendar(const zone_offset& zone, const quiet_hours& quiet, std::int64_t now_ms)
        : zone_(zone), quiet_(quiet), now_ms_(now_ms), today_(escalation::local_day(zone, now_ms))
    {}

    void add(const assignment& of)
    {
        if (has_ended(of) || of.is_paused)
            return;
        for (const auto& one : of.kept)
            if (!one.is_over)
                add(of, one.when, one.reminded_ms);
        const auto ahead = upcoming(of, zone_, static_cast<std::size_t>(days_ahead));
        for (const auto& next : ahead)
            add(of, next, 0);
    }

    [[nodiscard]] burden fullest() const
    {
        burden out;
        for (std::size_t first = 0; first + 7 <= minutes_.size(); ++first)
        {
            burden week;
            for (std::size_t i = first; i < first + 7; ++i)
            {
                week.minutes += minutes_[i];
                week.nudges += has_nudge_[i] ? 1 : 0;
            }
            out.minutes = std::max(out.minutes, week.minutes);
            out.nudges = std::max(out.nudges, week.nudges);
        }
        return out;
    }

private:
    void add(const assignment& of, const window& when, std::int64_t reminded_ms)
    {
        if (when.closes_ms <= now_ms_)
            return;
        if (const auto at = place(when.opens_ms); at < minutes_.size())
            minutes_[at] += of.what.minutes;
        for (const auto point : reminder_points(of, when, zone_))
            if (point > reminded_ms)
            {
                const auto at = place(outside_quiet_hours(zone_, quiet_, std::max(point, now_ms_)));
                if (at < has_nudge_.size())
                    has_nudge_[at] = true;
            }
    }

    // How many days from today; what is past is of today.
    [[nodiscard]] std::size_t place(std::int64_t at_ms) const
    {
        const auto days = escalation::local_day(zone_, at_ms) - today_;
        return static_cast<std::size_t>(std::max<std::int64_t>(days, 0));
    }

    const zone_offset& zone_;
    const quiet_hours& quiet_;
    std::int64_t now_ms_;
    std::int64_t today_;
    std::array<std::int32_t, days_ahead> minutes_{};
    std::array<bool, days_ahead> has_nudge_{};
};

} // namespace

burden burden_of(
    std::span<const assignment> all, const zone_offset& zone, const quiet_hours& quiet,
    std::int64_t now_ms)
{
    calendar weeks(zone, quiet, now_ms);
    for (const auto& one : all.first(std::min(all.size(), limits::assignments_weighed)))
        weeks.add(one);
    return weeks.fullest();
}

bool is_heavy(const burden& of) noexcept
{
    return of.minutes > limits::burden_minutes || of.nudges > limits::burden_nudges;
}

std::string in_words(const burden& of, std::string_view language)
{
    const bool is_spanish = language.starts_with("es");
    const auto plural = [](std::int32_t count, std::string_view one, std::string_view many) {
        return fmt::format("{} {}", count, count == 1 ? one : many);
    };
    auto out =
        is_spanish
            ? fmt::format(
                  "Alrededor de {} y {} en la semana más llena.",
                  plural(of.minutes, "minuto", "minutos"), plural(of.nudges, "aviso", "avisos"))
            : fmt::format(
                  "About {} and {} in the fullest week.", plural(of.minutes, "minute", "minutes"),
                  plural(of.nudges, "reminder", "reminders"));
    if (is_heavy(of))
        out += is_spanish ? fmt::format(
                                " Es más de {} minutos o {} avisos: quite algo, o repártalo.",
                                limits::burden_minutes, limits::burden_nudges)
                          : fmt::format(
                                " That is more than {} minutes or {} reminders: take something "
                                "away, or spread it.",
                                limits::burden_minutes, limits::burden_nudges);
    return out;
}

} // namespace switchback::homework
