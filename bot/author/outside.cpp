#include "bot/author/outside.hpp"

#include "bot/author/practice.hpp"

#include <array>
#include <fmt/format.h>

namespace switchback::author {
namespace {

using flow::yaml_value;
using kind = outside_act::kind;

// The value of an enum by its name; `last` is its last one.
template <class value>
std::expected<value, std::string> named(std::string_view text, value first, value last)
{
    std::string known;
    for (auto i = static_cast<int>(first); i <= static_cast<int>(last); ++i)
    {
        const auto one = static_cast<value>(i);
        if (name_of(one) == text)
            return one;
        known += " " + std::string(name_of(one));
    }
    return std::unexpected(fmt::format("`{}` is none of:{}", text, known));
}

template <class value>
std::string set(value& to, const std::expected<value, std::string>& read)
{
    if (read)
        to = *read;
    return read ? std::string() : read.error();
}

std::string read_part(outside_act& into, const std::string& key, const yaml_value& from)
{
    using escalation::close_outcome;
    using escalation::close_reason;
    using escalation::contact_means;
    const auto& text = from.text;
    if (!from.is_scalar())
        return fmt::format("`{}` is a word or a sentence", key);
    if (key == "by")
    {
        into.by = text;
        return name_in_practice(text) == text ? fmt::format("nobody is called `{}`", text) : "";
    }
    if (key == "claim")
    {
        into.what = kind::claim;
        return set(into.means, named(text, contact_means::none, contact_means::meet));
    }
    if (key == "in")
    {
        const auto wait = duration_ms(text);
        into.in_ms = wait.value_or(0);
        return wait ? "" : "expected a time such as 20m";
    }
    if (key == "close")
    {
        into.what = kind::close;
        return set(into.reason, named(text, close_reason::contacted, close_reason::other));
    }
    if (key == "outcome")
        return set(into.outcome, named(text, close_outcome::goes_on, close_outcome::unknown));
    if (key == "writes")
    {
        into.what = kind::writes;
        into.words = text;
        return text.empty() ? "nothing is written" : "";
    }
    return fmt::format("unknown key `{}`; known: claim in close outcome writes does by", key);
}

std::string read_deed(outside_act& into, std::string_view text)
{
    struct deed
    {
        std::string_view name;
        kind what;
    };
    constexpr std::array deeds{
        deed{"contact", kind::contact}, deed{"hand_back", kind::hand_back},
        deed{"false_alarm", kind::false_alarm}, deed{"reopen", kind::reopen}};
    for (const auto& one : deeds)
        if (one.name == text)
        {
            into.what = one.what;
            return {};
        }
    return "a deed is one of: contact hand_back false_alarm reopen";
}

std::string read_human(outside_act& into, const yaml_value& from)
{
    if (from.is_scalar())
    {
        // One of the deeds, or else the words themselves.
        if (!from.quoted && read_deed(into, from.text).empty())
            return {};
        into.what = kind::writes;
        into.words = from.text;
        return from.text.empty() ? "nothing is written" : "";
    }
    if (!from.is_mapping() || from.keys() == 0)
        return "expected what a human writes, a deed, or claim, close, writes, does";
    int acts = 0;
    for (std::size_t i = 0; i < from.keys(); ++i)
    {
        const auto& key = from.key(i).text;
        const auto fault = key == "does" ? read_deed(into, from.value(i).text)
                                         : read_part(into, key, from.value(i));
        if (!fault.empty())
            return fault;
        acts += key == "claim" || key == "close" || key == "writes" || key == "does" ? 1 : 0;
    }
    return acts == 1 ? "" : "a human does one thing: claim, close, writes or does";
}

std::string responder_of(const outside_act& what, const escalation::case_state& held)
{
    if (!what.by.empty())
        return what.by;
    if (!held.held.id.empty())
        return held.held.id;
    return held.paged.empty() ? practice().people.people.front().id : held.paged.front().id;
}

escalation::occurrence occurrence_of(const outside_act& what, const rehearsal& chat)
{
    const escalation::case_state none;
    const auto& held = chat.now().safety ? chat.now().safety->held : none;
    const auto by = responder_of(what, held);
    const std::string name(name_in_practice(by));
    switch (what.what)
    {
    case kind::claim:
        return escalation::claimed{
            held.epoch, by, name, what.means, what.in_ms == 0 ? 0 : chat.time_ms() + what.in_ms};
    case kind::contact:
        return escalation::contact_made{held.epoch, by, name, false};
    case kind::writes:
        return escalation::human_wrote{held.epoch, by, name};
    case kind::hand_back:
        return escalation::handed_back{held.epoch, by};
    case kind::close:
        return escalation::closed{held.epoch, by, what.reason, what.outcome, 0};
    case kind::false_alarm:
        return escalation::marked_false_alarm{by, true};
    case kind::reopen:
        return escalation::reopened{by};
    case kind::quick_exit:
        return escalation::left_quickly{};
    case kind::comes_back:
    case kind::page:
        break;
    }
    return escalation::came_back{};
}

std::string refused(const run::turn& did)
{
    return did.case_refusal == escalation::refusal::none
               ? std::string()
               : fmt::format("the case refused it: {}", name_of(did.case_refusal));
}

} // namespace

bool is_outside(std::string_view key) noexcept
{
    return key == "human" || key == "page" || key == "quick_exit" || key == "comes_back";
}

std::optional<std::int64_t> duration_ms(std::string_view text)
{
    std::int64_t number = 0;
    std::size_t at = 0;
    for (; at < text.size() && at < 9 && text[at] >= '0' && text[at] <= '9'; ++at)
        number = number * 10 + (text[at] - '0');
    if (at == 0)
        return std::nullopt;
    const auto unit = text.substr(at);
    if (unit == "s")
        return number * 1'000;
    if (unit == "m" || unit == " min")
        return number * limits::minute_ms;
    if (unit == "h")
        return number * limits::hour_ms;
    if (unit == "d")
        return number * limits::day_ms;
    if (unit == "w")
        return number * 7 * limits::day_ms;
    return std::nullopt;
}

std::expected<outside_act, std::string> read_outside(std::string_view key, const yaml_value& from)
{
    using escalation::receipt;
    outside_act out;
    std::string fault;
    if (key == "human")
        fault = read_human(out, from);
    else if (key == "page")
    {
        out.what = kind::page;
        fault = set(out.was, named(from.text, receipt::accepted, receipt::failed));
    }
    else
    {
        out.what = key == "quick_exit" ? kind::quick_exit : kind::comes_back;
        fault = from.text == "yes" ? "" : fmt::format("write `{}: yes`", key);
    }
    if (!fault.empty())
        return std::unexpected(fault);
    return out;
}

std::expected<std::vector<run::turn>, std::string>
play_outside(const outside_act& what, rehearsal& chat)
{
    std::vector<run::turn> out;
    if (what.what != kind::page)
    {
        out.push_back(chat.happen(occurrence_of(what, chat), what.words));
        if (const auto why = refused(out.back()); !why.empty())
            return std::unexpected(why);
        return out;
    }
    // A failed page makes new ones by the next channel, which are not what is spoken of.
    const auto pages = chat.newest_pages();
    if (pages.empty())
        return std::unexpected("nobody was paged");
    for (const auto& one : pages)
        for (int i = 0; i < one.channels; ++i)
        {
            const auto channel = static_cast<std::uint8_t>(one.first_channel + i);
            out.push_back(chat.happen(
                escalation::send_result{one.number, one.responder, channel, what.was}, {}));
            if (const auto why = refused(out.back()); !why.empty())
                return std::unexpected(why);
        }
    return out;
}

std::string of_case(std::string_view name, const run::state& now)
{
    const escalation::case_state none;
    const auto& held = now.safety ? now.safety->held : none;
    if (name == "level")
        return std::string(name_of(held.now_at));
    if (name == "page")
        return std::string(name_of(held.page));
    if (name == "dialogue")
        return std::string(name_of(held.dialogue));
    return std::string(name_of(held.about));
}

} // namespace switchback::author
