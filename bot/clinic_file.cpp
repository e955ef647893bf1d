#include "bot/clinic_file.hpp"

#include "bot/base/limits.hpp"
#include "bot/clinic_hours.hpp"
#include "bot/clinic_parts.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/yaml_tree.hpp"
#include "bot/core/risk/crisis_help.hpp"
#include "bot/service/zone.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <optional>
#include <tuple>

namespace switchback {
namespace {

using flow::codes::bad_value;

// A path stands behind it in every page, so it takes no more than half of a link.
bool is_link_base(std::string_view text)
{
    constexpr std::string_view before_host = "://";
    return port::page_link::from(text) && text.size() <= limits::page_link_bytes / 2 &&
           text.find('/', text.find(before_host) + before_host.size()) == std::string_view::npos;
}

void read_names(flow::fields& in, clinic_parts& to, flow::faults& into)
{
    if (const auto* name = in.need("neutral_name"))
    {
        to.name = flow::word(*name, "`neutral_name`", into);
        if (name->is_scalar() && !port::neutral_name::from(to.name))
            into.error(
                bad_value, *name,
                fmt::format(
                    "`neutral_name` is one line of at most {} bytes", limits::page_name_bytes));
    }
    if (const auto* link = in.need("link_base"))
    {
        to.link_base = flow::word(*link, "`link_base`", into);
        if (to.link_base.ends_with('/'))
            to.link_base.pop_back();
        if (link->is_scalar() && !is_link_base(to.link_base))
            into.error(
                bad_value, *link,
                "`link_base` is https:// and a host, such as https://chat.clinic.example");
    }
    if (const auto* zone = in.need("zone"))
    {
        to.zone = flow::word(*zone, "`zone`", into);
        if (zone->is_scalar() && (to.zone.empty() || !service::is_zone(to.zone)))
            into.error(
                bad_value, *zone,
                fmt::format("there is no time zone `{}`; one is Europe/Madrid", to.zone));
    }
}

// Only a country with lines of its own is of use to somebody in danger.
void read_country(const flow::yaml_value* from, clinic_parts& to, flow::faults& into)
{
    if (from == nullptr)
        return;
    to.country = flow::word(*from, "`country`", into);
    const auto known = risk::countries("en");
    if (from->is_scalar() &&
        std::ranges::find(known, to.country, &risk::help_country::code) == known.end())
        into.error(
            bad_value, *from,
            fmt::format(
                "there are no crisis lines for the country `{}`; write two capital letters, such "
                "as ES, of a country in flows/safety/lines.yaml",
                to.country));
}

void read_languages(const flow::yaml_value* from, clinic_parts& to, flow::faults& into)
{
    for (const auto& item : items_of(from, "`languages`", into))
    {
        const auto read = read_language(item, into);
        const std::string text = read == port::page_language::spanish ? "es" : "en";
        if (std::ranges::find(to.languages, text) != to.languages.end() && item.is_scalar())
            into.error(bad_value, item, fmt::format("`{}` is there twice", item.text));
        to.languages.push_back(text);
    }
    if (from != nullptr && from->is_sequence() && from->items.empty())
        into.error(bad_value, *from, "`languages` names at least one of en and es");
    if (to.languages.empty())
        to.languages.emplace_back("en");
}

void read_holidays(const flow::yaml_value* from, clinic_parts& to, flow::faults& into)
{
    for (const auto& item : items_of(from, "`holidays`", into))
    {
        const auto day = parse_day(flow::word(item, "a holiday", into));
        if (day)
            to.rota.holidays.push_back(*day);
        else if (item.is_scalar())
            into.error(bad_value, item, "a holiday is a day, such as 2026-12-25");
    }
    if (from != nullptr && !escalation::check(to.rota))
        into.error(
            bad_value, *from, fmt::format("there are over {} holidays", limits::rota_holidays));
}

void read_all(const flow::yaml_value& root, clinic_parts& to, flow::faults& into)
{
    flow::fields in(root, "the clinic's file", into);
    read_names(in, to, into);
    read_country(in.find("country"), to, into);
    read_languages(in.find("languages"), to, into);
    if (const auto* mail = in.find("mail"))
        read_mail(*mail, to, into);
    read_webhooks(in.find("webhooks"), to, into);
    read_holidays(in.find("holidays"), to, into);
    read_people(in.need("people"), to, into);
    if (const auto* windows = in.find("windows"))
        read_windows(*windows, to, into);
    if (const auto* minors = in.find("minors"))
        read_minors(*minors, to, into);
    in.done();
}

std::string line_of(const flow::diagnostic& one)
{
    return fmt::format(
        "{}:{}:{}: {}{}{}", one.at.file, one.at.line, one.at.column, one.message,
        one.suggestion.empty() ? "" : "; ", one.suggestion);
}

auto place_of(const flow::diagnostic& one)
{
    return std::tuple(one.level != flow::severity::error, one.at.line, one.at.column);
}

// The one that stands first in the file; parts are read in another order.
std::string first_of(const flow::diagnostics& found)
{
    return line_of(*std::ranges::min_element(found, {}, place_of));
}

std::vector<std::string> lines_of(flow::diagnostics found)
{
    std::ranges::sort(found, {}, [](const flow::diagnostic& one) {
        return std::tuple(one.at.line, one.at.column, std::string_view(one.message));
    });
    std::vector<std::string> out;
    for (const auto& one : found)
        out.push_back(line_of(one));
    return out;
}

} // namespace

std::expected<clinic_settings, error> read_clinic(const std::filesystem::path& file)
{
    std::ifstream from(file, std::ios::binary);
    if (!from)
        return fail(
            errc::not_found,
            fmt::format("{}: cannot be read; see deploy/clinic.example.yaml", file.string()));
    const std::string text(std::istreambuf_iterator<char>(from), {});
    flow::diagnostics found;
    const auto tree = flow::read_yaml(file.string(), text, found);
    if (!tree)
        return fail(
            errc::bad_request,
            found.empty() ? file.string() + ": cannot be read" : first_of(found));
    clinic_parts read;
    flow::faults into(*tree, found);
    read_all(tree->root, read, into);
    if (flow::has_errors(found))
        return fail(errc::bad_request, first_of(found));
    doubt_clinic(tree->root, read, into);
    return clinic_settings{
        *port::neutral_name::from(read.name),
        std::move(read.link_base),
        std::move(read.zone),
        std::move(read.country),
        std::move(read.languages),
        std::move(read.rota),
        read.policy,
        std::move(read.minors_policy),
        std::move(read.people),
        std::move(read.pagers),
        lines_of(std::move(found))};
}

} // namespace switchback
