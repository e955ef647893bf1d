#include "bot/core/escalation/cover.hpp"

#include "bot/core/escalation/clinic.hpp"

namespace switchback::escalation {

std::vector<reachable> people_of(const cover& at, tier which)
{
    switch (which)
    {
    case tier::none:
        return {};
    case tier::primary:
        return at.primary;
    case tier::backup:
        return at.backup;
    case tier::on_call:
        return at.on_call;
    case tier::supervisor:
        return at.supervisor;
    case tier::operator_:
        return at.last_resort;
    }
    return {};
}

cover cover_at(const rota& of, const policy& windows, const zone_offset& zone, std::int64_t time_ms)
{
    cover out;
    out.has_responders = has_responders(of);
    for (const auto& who : of.people)
    {
        if (who.channels == 0)
            continue;
        const reachable person{who.id, who.name, who.channels};
        const bool works = is_at_work(of, who, zone, time_ms);
        const bool called = is_on_call(who, zone, time_ms);
        if (who.is_primary && works)
            out.primary.push_back(person);
        if (who.is_backup && works)
            out.backup.push_back(person);
        if ((who.is_primary || who.is_backup) && called)
            out.on_call.push_back(person);
        if (who.is_supervisor && (works || called))
            out.supervisor.push_back(person);
        if (who.is_supervisor || who.is_operator)
            out.last_resort.push_back(person);
        if ((who.is_primary || who.is_backup || who.is_supervisor) && !works && !called)
            out.others.push_back(person);
    }
    out.is_open = !out.primary.empty() || !out.backup.empty();
    for (const auto* who : reviewers(of, zone, time_ms))
        out.reviewers.push_back({who->id, who->name, who->channels});
    out.next_morning_ms = next_morning(of, zone, time_ms).value_or(0);
    out.next_opening_ms = next_opening(of, zone, time_ms).value_or(0);
    out.next_reachable_ms = next_reachable(of, zone, time_ms).value_or(0);
    out.ack_l2_due_ms = add_working(of, zone, time_ms, windows.ack_l2_working_ms).value_or(0);
    out.never_closes = out.is_open && never_closes(of, zone, time_ms);
    out.ack_h_due_ms = end_of_working_day(of, zone, time_ms).value_or(0);
    return out;
}

cover cover_of(const clinic* at, std::int64_t time_ms)
{
    if (at == nullptr)
        return {};
    static const zone_offset utc = [](std::int64_t) { return 0; };
    return cover_at(at->people, at->windows, at->zone ? at->zone : utc, time_ms);
}

} // namespace switchback::escalation
