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

bool is_pack_file(std::string_view name) noexcept
{
    constexpr std::string_view folder = "homework/";
    if (!name.starts_with(folder) || !name.ends_with(".yaml"))
        return false;
    name.remove_prefix(folder.size());
    return name.find('/') == std::string_view::npos && name != "flow.yaml" &&
           !name.ends_with(".talk.yaml");
}

loaded_packs read_packs(const flow::file_map& files, std::span<const flow_facts> flows)
{
    loaded_packs out;
    for (const auto& [name, text] : files)
    {
        if (!is_pack_file(name))
            continue;
        if (const auto tree = flow::read_yaml(name, text, out.found))
            if (auto made = read_pack(*tree, flows, out.found))
                out.made.push_back(std::move(*made));
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
