// A homework under test: a draft that is right, and what became of it after each event. One thread.
#pragma once

#include "bot/base/limits.hpp"
#include "bot/core/homework/advance.hpp"
#include "bot/core/homework/calendar.hpp"
#include "bot/core/homework/draft.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace homework_tests {

using namespace switchback::homework;
namespace limits = switchback::limits;
using switchback::private_text;

inline switchback::id number(std::uint8_t n)
{
    switchback::id out;
    out.bytes.back() = n;
    return out;
}

inline std::int64_t day(int year, int month, int of_month)
{
    return day_of(year, month, of_month).value();
}

/// Monday 5 January 2026.
inline const std::int64_t monday = day(2026, 1, 5);

/// An instant in UTC.
inline std::int64_t at(std::int64_t on, int hour, int minute = 0)
{
    return on * limits::day_ms + hour * limits::hour_ms + minute * limits::minute_ms;
}

inline int utc(std::int64_t)
{
    return 0;
}

/// Opens on the first Monday at 09:00, due on Wednesday at 20:00, closed when Friday ends.
inline draft written()
{
    draft out;
    out.number = number(1);
    out.client = number(2);
    out.by = number(3);
    out.what = {"setback-check-in", 2, "hash", 10, "", 0, 0};
    out.note = private_text("For the hard evenings.");
    out.when.first_day = monday;
    out.when.opens_minute = 9 * 60;
    out.when.due_after_days = 2;
    out.when.due_minute = 20 * 60;
    out.when.closes_after_days = 4;
    out.when.closes_minute = 1'440;
    return out;
}

inline draft weekly(std::string_view rule = "FREQ=WEEKLY")
{
    auto out = written();
    out.repeats = std::string(rule);
    return out;
}

/// Lives with one assignment: every event is taken by the value as it comes back from its bytes.
class scene
{
public:
    explicit scene(const draft& from, std::int64_t now_ms = at(monday, 8), zone_offset in = utc)
        : zone(std::move(in)), state(assign(from, zone, {.now_ms = now_ms}).value())
    {
        happen(now_ms, tick{});
    }

    problem happen(std::int64_t time_ms, happening what)
    {
        state = load(save(state)).value();
        auto made = advance(state, zone, {time_ms, std::move(what)});
        effects = made.effects;
        refused = made.refused;
        if (refused.why != problem::none && made.next != state)
            return problem::none; // a refusal must change nothing: no test expects this
        state = std::move(made.next);
        return refused.why;
    }

    template <class Effect>
    [[nodiscard]] std::vector<Effect> all() const
    {
        std::vector<Effect> out;
        for (const auto& one : effects)
            if (const auto* found = std::get_if<Effect>(&one))
                out.push_back(*found);
        return out;
    }

    [[nodiscard]] bool told(news what) const
    {
        return std::ranges::any_of(
            all<tell>(), [what](const tell& one) { return one.what == what; });
    }

    [[nodiscard]] std::optional<occurrence_state> state_of(std::int64_t on) const
    {
        const auto* found = find_occurrence(state, on);
        return found == nullptr ? std::nullopt : std::optional(found->is);
    }

    zone_offset zone;
    assignment state;
    std::vector<effect> effects;
    fault refused;
};

} // namespace homework_tests
