#include "bot/core/homework/draft.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/escalation/local_time.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace switchback::homework {
namespace {

constexpr int minutes_a_day = 1'440;

bool is_minute(std::int32_t value, std::int32_t last = minutes_a_day - 1)
{
    return value >= 0 && value <= last;
}

bool is_some_days(std::int32_t value, std::int32_t most)
{
    return value >= 0 && value <= most;
}

std::int64_t from_opening(std::int32_t days, std::int32_t minute)
{
    return std::int64_t{days} * minutes_a_day + minute;
}

} // namespace

std::vector<fault> out_of_range(const plan& of)
{
    std::vector<fault> out;
    const auto add = [&out](bool is_good, std::string_view field) {
        if (!is_good)
            out.push_back({problem::out_of_range, field, {}});
    };
    add(of.first_day >= 0 && of.first_day <= limits::furthest_day, "first_day");
    add(is_minute(of.opens_minute), "opens");
    if (of.when == rhythm::before_session)
    {
        const bool are_dates = std::ranges::all_of(of.sessions, [](std::int64_t at) {
            return at > 0 && at < limits::furthest_day * limits::day_ms;
        });
        add(is_some_days(of.lead_days, limits::session_lead_days), "lead_days");
        add(are_dates && of.sessions.size() <= limits::sessions_known, "sessions");
        return out;
    }
    add(is_minute(of.due_minute, minutes_a_day) &&
            is_some_days(of.due_after_days, limits::homework_window_days),
        "due");
    add(is_minute(of.closes_minute, minutes_a_day) &&
            is_some_days(of.closes_after_days, limits::homework_window_days),
        "closes");
    return out;
}

std::vector<fault>
faults_of(const plan& of, const zone_offset& zone, std::int64_t now_ms, std::int64_t after_day)
{
    auto out = out_of_range(of);
    if (!out.empty())
        return out;
    if (of.when != rhythm::before_session)
    {
        const auto due = from_opening(of.due_after_days, of.due_minute);
        const auto closes = from_opening(of.closes_after_days, of.closes_minute);
        if (due <= of.opens_minute)
            out.push_back({problem::out_of_order, "due", {}});
        if (closes < due || closes - of.opens_minute < limits::least_window_ms / limits::minute_ms)
            out.push_back({problem::out_of_order, "closes", {}});
    }
    if (!out.empty())
        return out;
    // A session's date may come later; a rule that has none now never will.
    const auto next = next_windows(of, zone, std::max(after_day, of.first_day - 1), 1);
    if (next.empty() && of.when == rhythm::repeating)
        out.push_back({problem::never_occurs, "repeats", {}});
    if (!next.empty() && next[0].due_ms <= now_ms)
        out.push_back({problem::in_the_past, "due", {}});
    return out;
}

std::expected<assignment, std::vector<fault>>
assign(draft from, const zone_offset& zone, const circumstances& at)
{
    std::vector<fault> wrong;
    const auto add = [&wrong](bool is_wrong, problem why, std::string_view field) {
        if (is_wrong)
            wrong.push_back({why, field, {}});
        return is_wrong;
    };
    if (!add(from.client.is_nil() || !at.is_client_known, problem::nobody, "client"))
        add(at.is_client_revoked, problem::client_revoked, "client");
    add(!at.has_responders, problem::no_responder, "practice");
    const auto& what = from.what;
    add(what.flow.empty() || what.bundle.empty() || what.flow.size() > limits::name_bytes ||
            what.pack.size() > limits::name_bytes ||
            what.bundle.size() > limits::homework_name_bytes,
        problem::nothing, "flow");
    add(from.note.size() > limits::homework_words_bytes, problem::too_long, "note");
    add(from.reminders < 0 || from.reminders > limits::nudges_each, problem::out_of_range,
        "reminders");
    const bool waits = from.unlock.when != unlocking::at_once;
    add(waits && (from.unlock.previous.is_nil() || from.unlock.previous == from.number),
        problem::unlocks_by_itself, "unlock");
    add(!is_some_days(from.unlock.delay_days, limits::homework_window_days), problem::out_of_range,
        "unlock");
    bool is_readable = true;
    if (!from.repeats.empty())
    {
        from.when.when = rhythm::repeating;
        if (auto rule = read_recurrence(from.repeats))
            from.when.repeats = std::move(*rule);
        else
        {
            is_readable = false;
            wrong.push_back(
                {problem::bad_rule, "repeats",
                 fmt::format(
                     "At letter {}: {}; {}.", rule.error().at + 1, rule.error().what,
                     rule.error().instead)});
        }
    }
    add(escalation::local_day(zone, at.now_ms) > from.when.first_day && from.when.first_day >= 0 &&
            from.when.first_day <= limits::furthest_day,
        problem::in_the_past, "first_day");
    std::ranges::sort(from.when.sessions);
    if (is_readable)
        for (auto& one : faults_of(from.when, zone, at.now_ms, from.when.first_day - 1))
            wrong.push_back(std::move(one));
    if (!wrong.empty())
        return std::unexpected(std::move(wrong));
    assignment out;
    out.number = from.number;
    out.client = from.client;
    out.by = from.by;
    out.what = std::move(from.what);
    out.note = std::move(from.note);
    out.through_day = from.when.first_day - 1;
    out.when = std::move(from.when);
    out.unlock = from.unlock;
    out.may_start_early = from.may_start_early;
    out.reminders = from.reminders;
    out.is = waits ? standing::locked : standing::active;
    return out;
}

} // namespace switchback::homework
