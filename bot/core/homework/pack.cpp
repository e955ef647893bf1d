#include "bot/core/homework/pack.hpp"

#include <algorithm>

namespace switchback::homework {

std::vector<flow_facts> facts_of(const flow::library& published)
{
    std::vector<flow_facts> out;
    for (const auto* one : published.published())
    {
        const auto& root = one->root();
        flow_facts made{root.id, root.version, one->hash, root.minutes, {}};
        for (const auto& input : root.in)
            if (input.required)
                made.needs.push_back(input.name);
        out.push_back(std::move(made));
    }
    return out;
}

std::vector<draft>
drafts_of(const pack& of, std::span<const flow_facts> flows, const pack_start& from)
{
    std::vector<draft> out;
    for (const auto& item : of.homework)
    {
        draft made;
        const auto place = out.size();
        if (place < from.numbers.size())
            made.number = from.numbers[place];
        made.client = from.client;
        made.by = from.by;
        made.what.flow = item.flow;
        made.what.pack = of.id;
        made.what.pack_version = of.version;
        made.what.place = static_cast<std::int32_t>(place);
        if (const auto known = std::ranges::find(flows, item.flow, &flow_facts::id);
            known != flows.end())
        {
            made.what.flow_version = known->version;
            made.what.bundle = known->bundle;
            made.what.minutes = known->minutes;
        }
        made.note = place == 0 && !from.note.empty() ? from.note : private_text(item.note);
        made.when = item.when;
        made.when.first_day = from.first_day + item.delay_days;
        if (item.when.when == rhythm::before_session)
            made.when.sessions = from.sessions;
        made.repeats = item.repeats;
        if (item.unlock != unlocking::at_once && !out.empty())
        {
            const auto& before = out.back();
            made.when.first_day = before.when.first_day + item.delay_days;
            made.unlock = {item.unlock, before.number, item.delay_days};
        }
        made.may_start_early = item.may_start_early;
        made.reminders = item.reminders;
        out.push_back(std::move(made));
    }
    return out;
}

} // namespace switchback::homework
