#include "bot/base/limits.hpp"
#include "bot/clinic_hours.hpp"
#include "bot/clinic_parts.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/near_miss.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace switchback {
namespace {

using escalation::responder;
using flow::codes::bad_value;

constexpr std::array<std::string_view, 4> roles{"primary", "backup", "supervisor", "operator"};

void read_roles(const flow::yaml_value& from, responder& to, flow::faults& into)
{
    for (const auto& item : items_of(&from, "`roles`", into))
    {
        const auto role = flow::word(item, "a role", into);
        if (role == roles[0])
            to.is_primary = true;
        else if (role == roles[1])
            to.is_backup = true;
        else if (role == roles[2])
            to.is_supervisor = true;
        else if (role == roles[3])
            to.is_operator = true;
        else if (item.is_scalar())
            into.error(
                bad_value, item,
                fmt::format(
                    "there is no role `{}`; there are primary, backup, supervisor, operator", role),
                flow::did_you_mean(role, roles));
    }
}

// YAML takes a comma for the end of an item and `: ` for a key, so what is not in quotes may arrive
// in pieces.
std::string said_of_hours(const flow::yaml_value& at, std::string_view what)
{
    const bool is_whole = at.is_scalar() && (at.quoted || at.text.contains(' '));
    return fmt::format(
        "{} are written as `Mon-Fri 08:30-17:00` or `Sat 20:00-06:00`{}", what,
        is_whole ? "" : "; quote it: `\"Mon,Wed 09:00-13:00\"`");
}

void read_hours(
    const flow::yaml_value* from, std::string_view what, std::vector<escalation::day_hours>& to,
    flow::faults& into)
{
    if (from != nullptr && !from->is_sequence())
        return into.error(
            bad_value, *from,
            fmt::format("{} is a list: quote it in brackets, `[\"Mon-Fri 08:30-17:00\"]`", what));
    for (const auto& item : items_of(from, what, into))
    {
        const auto hours =
            item.is_scalar() ? parse_hours(flow::word(item, what, into)) : std::nullopt;
        if (hours)
            to.insert(to.end(), hours->begin(), hours->end());
        else
            into.error(bad_value, item, said_of_hours(item, what));
    }
}

void read_away(const flow::yaml_value* from, responder& to, flow::faults& into)
{
    for (const auto& item : items_of(from, "`away`", into))
    {
        const auto days = parse_days(flow::word(item, "`away`", into));
        if (days)
            to.away.push_back(*days);
        else if (item.is_scalar())
            into.error(
                bad_value, item,
                "days away are written as `2026-12-24` or `2026-12-24 to 2027-01-06`");
    }
}

void read_email(
    const flow::yaml_value& from, const clinic_parts& in, reached_by& to, flow::faults& into)
{
    const auto address = flow::word(from, "`email`", into);
    if (!net::mail_address::from(address))
        into.error(bad_value, from, "`email` is an e-mail address, such as ana@clinic.example");
    else if (!in.pagers.mail)
        into.error(bad_value, from, "an e-mail needs the mail server under `mail`");
    to.channels.push_back({pager::channel_kind::email, address});
}

void read_webhook(
    const flow::yaml_value& from, const clinic_parts& in, reached_by& to, flow::faults& into)
{
    const auto name = flow::word(from, "`webhook`", into);
    std::vector<std::string_view> known;
    for (const auto& one : in.pagers.webhooks)
        known.push_back(one.name);
    if (std::ranges::find(known, name) == known.end())
        into.error(
            bad_value, from, fmt::format("there is no `{}` under `webhooks`", name),
            flow::did_you_mean(name, known));
    to.channels.push_back({pager::channel_kind::webhook, name});
}

void read_channels(
    const flow::yaml_value* from, const clinic_parts& in, reached_by& to, flow::faults& into)
{
    for (const auto& item : items_of(from, "`channels`", into))
    {
        flow::fields one(item, "a channel", into);
        const auto* email = one.find("email");
        const auto* webhook = one.find("webhook");
        if (email != nullptr)
            read_email(*email, in, to, into);
        if (webhook != nullptr)
            read_webhook(*webhook, in, to, into);
        one.done();
        if (item.is_mapping() && item.keys() != 1)
            into.error(bad_value, item, "a channel is one of `email: ADDRESS` and `webhook: NAME`");
    }
}

// Where the first fault that escalation::check finds stands.
const flow::yaml_value& place_of(std::string_view detail, const flow::yaml_value& person)
{
    const auto* found = detail == "hours"  ? person.find("hours")
                        : detail == "tier" ? person.find("roles")
                        : detail == "id"   ? person.find("id")
                                           : nullptr;
    return found == nullptr ? person : *found;
}

void check_person(const flow::yaml_value& at, const clinic_parts& all, flow::faults& into)
{
    const auto checked = escalation::check(all.rota);
    if (checked)
        return;
    const auto& what = checked.error();
    const auto& who = all.rota.people.back();
    const auto said =
        what.detail == "id"       ? fmt::format("`{}` stands for two people, or for nobody", who.id)
        : what.detail == "tier"   ? std::string("a person needs one of the roles")
        : what.detail == "people" ? fmt::format(
                                        "there are over {} people or {} holidays",
                                        limits::rota_people, limits::rota_holidays)
        : what.code == errc::too_long
            ? fmt::format(
                  "this is over a limit: {} letters of an id, {} of a name, {} channels, {} hours "
                  "or days away",
                  limits::responder_bytes, limits::responder_name_bytes, limits::pager_channels,
                  limits::rota_ranges)
            : std::string("these hours cannot be kept");
    into.error(bad_value, place_of(what.detail, at), said);
}

void read_person(const flow::yaml_value& from, clinic_parts& to, flow::faults& into)
{
    flow::fields in(from, "a person", into);
    responder who;
    reached_by by;
    if (const auto* id = in.need("id"))
    {
        who.id = flow::word(*id, "`id`", into);
        if (id->is_scalar() && !flow::is_slug(who.id) && !flow::is_name(who.id))
            into.error(bad_value, *id, "an id is small letters, digits and `-`, such as `ana-r`");
    }
    if (const auto* name = in.need("name"))
    {
        who.name = flow::word(*name, "`name`", into);
        if (std::ranges::any_of(who.name, [](char one) { return one >= 0 && one < ' '; }))
            into.error(bad_value, *name, "a name is one line");
    }
    if (const auto* listed = in.need("roles"))
        read_roles(*listed, who, into);
    if (const auto* language = in.find("language"))
        by.language = read_language(*language, into);
    read_hours(in.find("hours"), "`hours`", who.hours, into);
    read_hours(in.find("on_call"), "`on_call`", who.on_call, into);
    read_away(in.find("away"), who, into);
    read_channels(in.find("channels"), to, by, into);
    in.done();
    by.responder = who.id;
    who.channels = static_cast<std::uint8_t>(std::min<std::size_t>(by.channels.size(), 255));
    to.rota.people.push_back(std::move(who));
    to.people.push_back(std::move(by));
    // A person misread is refused already; a second fault about them would mislead.
    if (!flow::has_errors(into.found()))
        check_person(from, to, into);
}

} // namespace

void read_people(const flow::yaml_value* from, clinic_parts& to, flow::faults& into)
{
    for (const auto& item : items_of(from, "`people`", into))
        read_person(item, to, into);
}

port::page_language read_language(const flow::yaml_value& from, flow::faults& into)
{
    const auto text = flow::word(from, "a language", into);
    if (from.is_scalar() && text != "en" && text != "es")
        into.error(bad_value, from, fmt::format("there is no language `{}`; say en or es", text));
    return text == "es" ? port::page_language::spanish : port::page_language::english;
}

} // namespace switchback
