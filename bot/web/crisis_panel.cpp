#include "bot/web/crisis_panel.hpp"

#include "bot/core/escalation/level.hpp"
#include "bot/core/escalation/protocol_wording.hpp"
#include "bot/core/escalation/wording.hpp"
#include "bot/core/risk/crisis_help.hpp"
#include "bot/web/chat_page.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <vector>

namespace switchback::web {
namespace {

using json = nlohmann::json;

std::string_view name_of_channel(risk::line_channel channel)
{
    switch (channel)
    {
    case risk::line_channel::call:
        return "call";
    case risk::line_channel::text:
        return "text";
    case risk::line_channel::chat:
        return "chat";
    }
    return "call";
}

json row_of(const risk::help_line& line)
{
    json row{
        {"name", line.name},
        {"for", line.purpose},
        {"channel", name_of_channel(line.channel)},
        {"number", line.number},
        {"hours", line.hours}};
    if (!line.option.empty())
        row["option"] = line.option;
    if (!line.word.empty())
        row["word"] = line.word;
    if (!line.verified_on.empty())
        row["verified_on"] = line.verified_on;
    return row;
}

json countries_in(std::string_view language)
{
    json out = json::array();
    for (const auto& country : risk::countries(language))
    {
        json one{{"code", country.code}, {"name", country.name}, {"lines", json::array()}};
        for (const auto& line : risk::lines_for(country.code))
            one["lines"].push_back(row_of(line));
        out.push_back(std::move(one));
    }
    return out;
}

json sentences_of(const risk::help_text_block& block)
{
    json out = json::array();
    for (const auto& one : block)
        out.push_back(risk::plain_text(one));
    return out;
}

// The script of the danger, which says what to do and speaks of nothing that was written.
json steps_for(risk::category about, std::string_view language)
{
    const auto list = fmt::format("script.{}", escalation::name_of(escalation::category_of(about)));
    risk::help_text_block block;
    for (const auto path : escalation::wordings_under(list))
        block.push_back(escalation::render(path, {}, {language, {}, 0, 0}));
    return sentences_of(block);
}

json help_in(const escalation::wording_language& in)
{
    json out = json::array();
    for (const auto about :
         {risk::category::suicide, risk::category::self_harm, risk::category::harm_to_others,
          risk::category::abuse, risk::category::medical})
    {
        const auto name = risk::name_of(about);
        out.push_back(
            {{"for", name},
             {"title", escalation::protocol_wording(in, fmt::format("panel.{}", name))},
             {"steps", steps_for(about, in.language)},
             {"crisis", sentences_of(risk::crisis_script(in.language, about))},
             {"ask", sentences_of(risk::ask_script(in.language, about))}});
    }
    return out;
}

json grounding_in(const escalation::wording_language& in)
{
    constexpr std::string_view steps = "panel.grounding.steps.";
    json out{
        {"title", escalation::protocol_wording(in, "panel.grounding.title")},
        {"steps", json::array()}};
    for (const auto& one : in.wordings)
        if (one.path.starts_with(steps))
            out["steps"].push_back(one.text);
    return out;
}

crisis_panel panel_in(const escalation::wording_language& in)
{
    const json all{
        {"version", risk::lines_version()},
        {"text_version", in.version},
        {"language", in.language},
        {"directory", "https://findahelpline.com"},
        {"countries", countries_in(in.language)},
        {"help", help_in(in)},
        {"grounding", grounding_in(in)}};
    crisis_panel out;
    out.language = in.language;
    out.body = all.dump();
    out.tag = entity_tag(out.body);
    return out;
}

} // namespace

const crisis_panel& crisis_panel_in(std::string_view language)
{
    static const auto all = [] {
        std::vector<crisis_panel> made;
        for (const auto& in : escalation::protocol_languages)
            made.push_back(panel_in(in));
        return made;
    }();
    const auto& known = escalation::protocol_in(language);
    const auto found = std::ranges::find(all, known.language, &crisis_panel::language);
    return found == all.end() ? all.front() : *found;
}

} // namespace switchback::web
