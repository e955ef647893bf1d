// What a clinic's file may say and hardly means: it is served as it stands, and told at the start.
#include "bot/base/limits.hpp"
#include "bot/clinic_parts.hpp"
#include "bot/core/flow/codes.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace switchback {
namespace {

using escalation::responder;
using flow::codes::bad_value;

bool answers(const responder& who)
{
    return who.is_primary || who.is_backup || who.is_supervisor;
}

const flow::yaml_value& place_in(const flow::yaml_value& person, std::string_view key)
{
    const auto* found = person.find(key);
    return found == nullptr ? person : *found;
}

void doubt_person(const flow::yaml_value& at, const responder& who, flow::faults& into)
{
    if (who.channels == 0)
        into.warn(
            bad_value, place_in(at, "channels"),
            fmt::format("nobody can reach `{}`, who has no `channels`", who.id),
            "add `channels: [{email: ADDRESS}]`");
    if (!answers(who))
        return;
    if (who.hours.empty() && who.on_call.empty())
        into.warn(
            bad_value, place_in(at, "hours"),
            fmt::format("`{}` is paged at no hour, without `hours` and `on_call`", who.id),
            "add `hours: [\"Mon-Fri 09:00-17:00\"]`");
    for (const auto& one : who.hours)
        if (one.until_min - one.from_min < limits::doubted_hours_min)
        {
            into.warn(
                bad_value, place_in(at, "hours"),
                fmt::format(
                    "`{}` works {} minutes on a day, which is less than a page may wait", who.id,
                    one.until_min - one.from_min),
                "check the times of `hours`");
            return;
        }
}

// Minutes of a week in which somebody who is paged first is at work; what overlaps counts once.
int open_minutes(const escalation::rota& of)
{
    constexpr int week_min = 7 * 1440;
    std::vector<bool> is_open(week_min);
    for (const auto& who : of.people)
        if ((who.is_primary || who.is_backup) && who.channels != 0)
            for (const auto& one : who.hours)
                for (int i = one.from_min; i < one.until_min; ++i)
                    is_open[static_cast<std::size_t>((one.weekday * 1440 + i) % week_min)] = true;
    return static_cast<int>(std::ranges::count(is_open, true));
}

} // namespace

void doubt_clinic(const flow::yaml_value& root, const clinic_parts& read, flow::faults& into)
{
    const auto* listed = root.find("people");
    const auto& people = read.rota.people;
    if (listed == nullptr || !listed->is_sequence() || listed->items.size() != people.size())
        return; // which is a fault already
    for (std::size_t i = 0; i < people.size(); ++i)
        doubt_person(listed->items[i], people[i], into);
    if (std::ranges::none_of(people, &responder::is_primary))
        into.warn(
            bad_value, *listed, "nobody is `primary`, who is paged first and hears of reviews",
            "give one person `roles: [primary]`");
    const auto minutes = open_minutes(read.rota);
    if (minutes < limits::doubted_week_min)
        into.warn(
            bad_value, *listed,
            minutes == 0 ? std::string("the clinic is never open: no primary or backup with a "
                                       "channel has `hours`")
                         : fmt::format("the clinic is open for {} minutes a week", minutes),
            "add `hours: [\"Mon-Fri 09:00-17:00\"]` to a primary or a backup");
}

} // namespace switchback
