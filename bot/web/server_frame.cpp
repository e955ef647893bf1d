#include "bot/web/server_frame.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/run/navigation.hpp"
#include "bot/web/json_text.hpp"

namespace switchback::web {
namespace {

std::string_view name_of(run::span_kind kind) noexcept
{
    switch (kind)
    {
    case run::span_kind::bold:
        return "bold";
    case run::span_kind::link:
        return "link";
    case run::span_kind::list:
        return "list";
    }
    return "bold";
}

void append_member(std::string& to, std::string_view name, std::string_view text)
{
    to.append(",\"").append(name).append("\":");
    append_string(to, text);
}

void append_member_if(std::string& to, std::string_view name, std::string_view text)
{
    if (!text.empty())
        append_member(to, name, text);
}

void append_token(std::string& to, std::uint32_t token)
{
    to.append("\"token\":\"p");
    append_number(to, std::uint64_t{token});
    to.push_back('"');
}

void append_spans(std::string& to, const std::vector<run::span>& from)
{
    to.append(",\"spans\":[");
    for (const auto& one : from)
    {
        if (to.back() != '[')
            to.push_back(',');
        to.append("{\"b\":");
        append_number(to, std::uint64_t{one.begin});
        to.append(",\"e\":");
        append_number(to, std::uint64_t{one.end});
        append_member(to, "kind", name_of(one.kind));
        append_member_if(to, "href", one.href);
        to.push_back('}');
    }
    to.push_back(']');
}

void append_reminders(std::string& to, const std::vector<service::reminder>& from)
{
    to.append(",\"reminders\":[");
    for (const auto& one : from)
    {
        if (to.back() != '[')
            to.push_back(',');
        to.append("{\"due\":");
        append_number(to, std::uint64_t(one.due_ms));
        append_member_if(to, "flow", one.flow);
        to.push_back('}');
    }
    to.push_back(']');
}

// Text, as everything the client wrote.
void append_net(std::string& to, const std::vector<std::string>& net)
{
    if (net.empty())
        return;
    to.append(",\"net\":[");
    for (const auto& line : net)
    {
        if (to.back() != '[')
            to.push_back(',');
        append_string(to, line);
    }
    to.push_back(']');
}

} // namespace

void append_form(std::string& to, const run::input_form& from)
{
    to.push_back('{');
    append_token(to, from.token);
    append_member(to, "kind", from.kind);
    if (!from.choices.empty())
    {
        to.append(",\"choices\":[");
        for (const auto& one : from.choices)
        {
            if (to.back() != '[')
                to.push_back(',');
            to.append("{\"key\":");
            append_string(to, one.key);
            append_member(to, "label", one.label);
            to.push_back('}');
        }
        to.push_back(']');
    }
    if (from.has_range)
    {
        to.append(",\"range\":{\"min\":");
        append_number(to, from.min);
        to.append(",\"max\":");
        append_number(to, from.max);
        to.append(",\"step\":");
        append_number(to, from.step);
        append_member_if(to, "low", from.low);
        append_member_if(to, "high", from.high);
        to.push_back('}');
    }
    to.append(from.optional ? ",\"optional\":true" : ",\"optional\":false");
    if (from.sensitive)
        to.append(",\"sensitive\":true");
    append_member_if(to, "suggested", from.suggested);
    append_member_if(to, "why", from.why);
    append_member_if(to, "help", from.help);
    to.push_back('}');
}

void append_message(
    std::string& to, const run::message& from, std::string_view cid, std::string_view id)
{
    to.append("{\"t\":\"msg\"");
    if (from.seq != 0)
    {
        to.append(",\"seq\":");
        append_number(to, from.seq);
    }
    to.append(",\"id\":");
    if (id.empty())
    {
        to.append("\"m");
        append_number(to, from.seq);
        to.push_back('"');
    }
    else
    {
        append_string(to, id);
    }
    append_member(to, "from", name_of(from.from));
    append_member_if(to, "name", from.name);
    append_member(to, "text", from.text.reveal());
    append_member_if(to, "cid", cid);
    if (!from.spans.empty())
        append_spans(to, from.spans);
    if (from.input)
    {
        to.append(",\"input\":");
        append_form(to, *from.input);
        append_member_if(to, "why", from.input->why);
    }
    to.push_back('}');
}

void append_ack(std::string& to, std::string_view cid, std::uint64_t seq, bool duplicate)
{
    to.append("{\"t\":\"ack\",\"cid\":");
    append_string(to, cid);
    to.append(",\"seq\":");
    append_number(to, seq);
    to.append(duplicate ? ",\"dup\":true}" : ",\"dup\":false}");
}

void append_state(std::string& to, const service::overview& from, const flow::bundle_source& flows)
{
    const auto title = [&](std::string_view flow_id) {
        const auto* known = flows.current(flow_id);
        return known == nullptr ? std::string(flow_id) : known->root().title;
    };
    to.append("{\"t\":\"state\"");
    append_member(to, "mode", service::name_of(from.leader.mode));
    append_member_if(to, "human", from.leader.name);
    if (!from.where.flow.empty())
    {
        to.append(",\"flow\":{\"id\":");
        append_string(to, from.where.flow);
        append_member(to, "title", from.where.title);
        to.append("},\"progress\":");
        append_number(to, std::uint64_t(from.where.progress_percent));
    }
    if (from.form)
    {
        to.append(",\"prompt\":{");
        append_token(to, from.form->token);
        to.append(",\"input\":");
        append_form(to, *from.form);
        to.push_back('}');
    }
    to.append(",\"paused\":[");
    for (const auto& one : from.where.paused)
    {
        if (to.back() != '[')
            to.push_back(',');
        to.append("{\"flow\":");
        append_string(to, one);
        append_member(to, "title", title(one));
        to.push_back('}');
    }
    to.append("]");
    if (from.knows_reminders)
        append_reminders(to, from.reminders);
    append_member_if(to, "country", from.country);
    append_net(to, run::net_lines(from.net));
    to.push_back('}');
}

void append_mode(std::string& to, const service::led_by& by)
{
    to.append("{\"t\":\"mode\"");
    append_member(to, "mode", service::name_of(by.mode));
    append_member_if(to, "name", by.name);
    to.push_back('}');
}

std::string_view wire_code(errc code) noexcept
{
    switch (code)
    {
    case errc::bad_request:
        return "bad_request";
    case errc::too_long:
        return "too_long";
    case errc::rate_limited:
        return "rate_limited";
    case errc::stale_input:
        return "stale_input";
    case errc::not_allowed:
        return "not_allowed";
    case errc::closed:
        return "closed";
    case errc::busy:
    case errc::conflict:
    case errc::timed_out:
    case errc::io:
        return "busy";
    default:
        return "internal";
    }
}

std::string error_frame(errc what, std::string_view ref)
{
    std::string out = "{\"t\":\"err\",\"code\":";
    const auto code = wire_code(what);
    append_string(out, code);
    append_member_if(out, "ref", ref);
    const bool retry = code == "busy" || code == "rate_limited";
    out.append(retry ? ",\"retry\":true" : ",\"retry\":false");
    if (retry)
        out.append(code == "busy" ? ",\"after\":2" : ",\"after\":10");
    out.push_back('}');
    return out;
}

} // namespace switchback::web
