#include "bot/web/endpoints.hpp"

#include "bot/base/log.hpp"
#include "bot/web/assets.hpp"
#include "bot/web/care_api.hpp"
#include "bot/web/chat_page.hpp"
#include "bot/web/crisis_panel.hpp"
#include "bot/web/invite_api.hpp"
#include "bot/web/json_text.hpp"
#include "bot/web/people_api.hpp"
#include "bot/web/protocol_page.hpp"
#include "bot/web/replies.hpp"
#include "bot/web/respond_api.hpp"
#include "bot/web/respond_cases.hpp"
#include "bot/web/route.hpp"
#include "bot/web/server_frame.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <tuple>

namespace switchback::web {
namespace {

namespace asio = boost::asio;
using json = nlohmann::json;

constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

asio::awaitable<net::http_response> healthz(const endpoint_context&, const net::http_request&)
{
    co_return text_reply(200, "ok\n");
}

// How each channel of the clinic was when it was last checked, by its name in the settings.
json channels_of(const endpoint_context& in)
{
    auto out = json::object();
    if (in.drills == nullptr)
        return out;
    if (const auto& posted = in.clinic.now())
        for (const auto& [responder, ways] : posted->ways)
            for (const auto& one : ways)
                out[one.name] = "not checked yet";
    for (const auto& [name, health] : in.drills->channels())
        out[name] = health.is_well ? std::string("well") : "failed: " + health.why;
    return out;
}

// Ready to take inputs; crisis help is served either way.
asio::awaitable<net::http_response> readyz(const endpoint_context& in, const net::http_request&)
{
    const bool writable = in.store.is_writable();
    const bool has_flows = !in.flows.served().empty();
    const bool ready = writable && has_flows && !in.is_draining;
    json body{
        {"ready", ready},
        {"store", writable ? "writable" : "takes no writes"},
        {"flows", in.flows.served().size()},
        {"responder",
         in.clinic.has_responders()
             ? "configured"
             : "no responder configured: a person at risk is shown the country's lines"},
        {"channels", channels_of(in)}};
    if (in.is_draining)
        body["draining"] = true;
    auto out = json_reply(body);
    out.status = ready ? 200 : 503;
    co_return out;
}

// One line a channel; a name from the settings holds nothing that a label must escape.
void append_channels(const std::map<std::string, service::channel_health>& all, std::string& body)
{
    constexpr std::string_view well = "switchback_channel_well";
    constexpr std::string_view checked = "switchback_channel_checked_seconds";
    const auto head = [&](std::string_view name, std::string_view help) {
        fmt::format_to(std::back_inserter(body), "# HELP {0} {1}\n# TYPE {0} gauge\n", name, help);
    };
    head(well, "1 when the last check of a way to a responder went well.");
    for (const auto& [name, health] : all)
        fmt::format_to(
            std::back_inserter(body), "{}{{channel=\"{}\"}} {}\n", well, name,
            health.is_well ? 1 : 0);
    head(checked, "When a way to a responder was last checked, in Unix time.");
    for (const auto& [name, health] : all)
        fmt::format_to(
            std::back_inserter(body), "{}{{channel=\"{}\"}} {}\n", checked, name,
            health.checked_ms / 1'000);
}

asio::awaitable<net::http_response>
metrics_text(const endpoint_context& in, const net::http_request&)
{
    std::string body;
    const auto gauge = [&](std::string_view name, std::string_view help, std::size_t value) {
        fmt::format_to(
            std::back_inserter(body), "# HELP {0} {1}\n# TYPE {0} gauge\n{0} {2}\n", name, help,
            value);
    };
    for (std::size_t i = 0; i < static_cast<std::size_t>(metric::count_); ++i)
    {
        const auto which = static_cast<metric>(i);
        fmt::format_to(
            std::back_inserter(body), "# HELP {0} {1}\n# TYPE {0} counter\n{0} {2}\n",
            name_of(which), help_of(which), in.counts.value(which));
    }
    gauge("switchback_sockets", "Open sockets.", in.sockets());
    gauge(
        "switchback_conversations_in_memory", "Conversations held in memory.",
        in.talks.live_count());
    gauge(
        "switchback_store_writable", "1 when the store takes writes.",
        in.store.is_writable() ? 1 : 0);
    // The dead man's switch: an outside watcher pages the operator when this grows or is gone.
    gauge(
        "switchback_safety_overdue_seconds", "How long a timer of a case has been overdue.",
        static_cast<std::size_t>(in.talks.overdue_ms() / 1'000));
    gauge(
        "switchback_responder_configured", "1 when somebody at the clinic can be told.",
        in.clinic.has_responders() ? 1 : 0);
    if (in.drills != nullptr)
        append_channels(in.drills->channels(), body);
    auto out = text_reply(200, std::move(body));
    out.content_type = "text/plain; version=0.0.4; charset=utf-8";
    co_return out;
}

// The crisis lines and help for the page's panel, which must work with the socket down.
asio::awaitable<net::http_response> lines(const endpoint_context&, const net::http_request& request)
{
    const auto& panel = crisis_panel_in(query_value(request.query, "lang"));
    net::http_response out;
    out.headers.emplace_back("ETag", panel.tag);
    out.headers.emplace_back("Cache-Control", "no-cache");
    if (request.if_none_match == panel.tag)
    {
        out.status = 304;
        co_return out;
    }
    out.content_type = "application/json";
    out.fixed_body = panel.body;
    co_return out;
}

// What the page says of the practice is what its settings say now.
protocol_facts facts_of(const endpoint_context& in)
{
    protocol_facts out;
    out.practice = in.practice_name;
    const auto& posted = in.clinic.now();
    if (!posted)
        return out;
    out.windows = posted->clinic.windows;
    out.has_responders = in.clinic.has_responders();
    out.zone = posted->zone;
    for (const auto& one : posted->clinic.people.people)
        if (one.is_primary || one.is_backup)
            out.open.insert(out.open.end(), one.hours.begin(), one.hours.end());
    const auto place = [](const escalation::day_hours& row) {
        return std::tuple(row.weekday, row.from_min, row.until_min);
    };
    std::ranges::sort(out.open, {}, place);
    const auto [from, end] = std::ranges::unique(out.open, {}, place);
    out.open.erase(from, end);
    return out;
}

asio::awaitable<net::http_response>
protocol(const endpoint_context& in, const net::http_request& request)
{
    net::http_response out;
    out.content_type = "text/html; charset=utf-8";
    out.headers.emplace_back("Cache-Control", "no-cache");
    out.headers.emplace_back("Vary", "Accept-Language");
    constexpr std::array<std::string_view, 2> languages{"en", "es"};
    const auto asked = query_value(request.query, "lang");
    out.body = protocol_page(
        facts_of(in),
        asked.empty() ? accepted_language(request.accept_language, languages) : asked);
    co_return out;
}

asio::awaitable<net::http_response>
history(const endpoint_context& in, const net::http_request& request)
{
    constexpr std::string_view scheme = "Bearer ";
    if (!request.authorization.starts_with(scheme))
        co_return problem(401, "A resume token is needed");
    auto token = request.authorization.substr(scheme.size());
    const auto after = query_number(request.query, "after");
    auto found = co_await in.talks.history(std::move(token), after);
    if (!found)
        co_return found.error().code == errc::not_allowed
            ? problem(401, "Nobody has this token")
            : problem(503, "The history cannot be read now");
    net::http_response out;
    out.content_type = "application/json";
    out.body = "{\"messages\":[";
    for (const auto& one : *found)
    {
        if (out.body.back() != '[')
            out.body.push_back(',');
        append_message(out.body, one);
    }
    out.body += "]}";
    co_return out;
}

// A notice's link names the case behind the page's path: /respond/k7m2p9qa.
bool is_respond_page(std::string_view path)
{
    return path == "/respond" ||
           (matches("/respond/{reference}", path) && path.find('.') == std::string_view::npos);
}

net::http_response page_file(const endpoint_context& in, net::http_request request)
{
    if (is_respond_page(request.path))
        request.path = "/respond";
    net::http_response out;
    if (!in.web_folder.empty())
    {
        auto bytes = read_development_file(in.web_folder, request.path);
        if (!bytes)
            return text_reply(404, "Not found.\n");
        const bool is_page = request.path.find('.') == std::string::npos;
        const auto name = is_page ? std::string_view("index.html") : std::string_view(request.path);
        out.content_type = std::string(content_type_of(name));
        out.body = request.path == "/" ? chat_page(*bytes, in.practice_slug) : std::move(*bytes);
        out.headers.emplace_back("Cache-Control", "no-store");
        return out;
    }
    const auto* known = find_asset(request.path);
    if (known == nullptr)
        return text_reply(404, "Not found.\n");
    std::string tag(known->tag);
    if (request.path == "/")
    {
        // The file is the same for all practices, what is sent is not.
        out.body = chat_page(known->bytes, in.practice_slug);
        tag = entity_tag(out.body);
    }
    else
    {
        out.fixed_body = known->bytes;
    }
    out.headers.emplace_back("Cache-Control", "no-cache");
    out.headers.emplace_back("ETag", tag);
    if (request.if_none_match == tag)
    {
        out.status = 304;
        out.fixed_body = {};
        out.body.clear();
        return out;
    }
    out.content_type = std::string(known->type);
    return out;
}

void add_security_headers(net::http_response& to)
{
    to.headers.emplace_back("Content-Security-Policy", content_security_policy);
    to.headers.emplace_back("X-Content-Type-Options", "nosniff");
    to.headers.emplace_back("Referrer-Policy", "no-referrer");
    to.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
    to.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
    for (const auto& [name, value] : to.headers)
        if (name == "Cache-Control")
            return;
    to.headers.emplace_back("Cache-Control", "no-store");
}

} // namespace

std::span<const endpoint> endpoints()
{
    static constexpr std::array<endpoint, 32> all{{
        {"GET", "/healthz", "The process runs.", healthz},
        {"GET", "/readyz", "It takes inputs; 503 with the reason when it does not.", readyz},
        {"GET", "/metrics", "Counters in Prometheus' text form.", metrics_text},
        {"GET", "/lines.json", "Crisis lines and help, for the page's static panel.", lines},
        {"GET", "/protocol", "What happens in a crisis, for anybody to read.", protocol},
        {"GET", "/api/v1/history", "Messages after `after`, for the holder of a resume token.",
         history},
        {"POST", "/api/v1/respond/link", "Sends a responder a link.", respond::ask_for_link},
        {"POST", "/api/v1/respond/sign-in", "Says what a link wants, or uses it with a code.",
         respond::sign_in},
        {"POST", "/api/v1/respond/sign-out", "Ends the session.", respond::sign_out},
        {"GET", "/api/v1/respond/me", "Who is signed in, and until when.", respond::me},
        {"GET", respond::cases_path, "Cases, the newest first; open=1: those alone.",
         respond::list_cases},
        {"GET", respond::case_path, "What one case opens, with messages after `after`.",
         respond::read_case},
        {"POST", respond::act_path, "An act of a human upon a case.", respond::act},
        {"POST", "/api/v1/people/set-up", "Says what a link sets up, or sets it up.",
         staff::set_up},
        {"POST", "/api/v1/people/sign-in", "Signs a person in.", staff::sign_in},
        {"POST", "/api/v1/people/sign-out", "Ends the session.", staff::sign_out},
        {"GET", "/api/v1/people/me", "Who is signed in, and until when.", staff::me},
        {"GET", "/api/v1/people", "The people of the practice.", staff::list},
        {"POST", "/api/v1/people", "Adds somebody; gives the link to set up.", staff::add},
        {"POST", staff::disable_path, "Switches somebody off.", staff::disable},
        {"POST", staff::link_path, "A new link to set up; ends sessions.", staff::link_again},
        {"GET", "/api/v1/invites", "Invites, the newest first.", invite::list},
        {"POST", "/api/v1/invites", "Makes an invite; its code is shown once.", invite::make},
        {"POST", invite::confirm_path, "The therapist's yes to a client.", invite::confirm},
        {"POST", invite::withdraw_path, "Takes an invite back.", invite::withdraw},
        {"GET", "/api/v1/clients", "The clients in one's care.", clients::list},
        {"POST", clients::glass_path, "Opens a client's matters for a while, with a reason.",
         clients::break_glass},
        {"GET", clients::opened_path, "Who opened what of a client.", clients::opened},
        {"POST", clients::care_path, "Who cares for a client.", clients::change_care},
        {"GET", "/api/v1/opened", "Who opened what, for the client.", clients::opened_of_mine},
        {"POST", "/api/v1/invite/look", "Who invites by a code.", invite::look},
        {"POST", "/api/v1/invite/accept", "The client's yes to the clinic.", invite::accept},
    }};
    return all;
}

asio::awaitable<net::http_response> answer(const endpoint_context& in, net::http_request request)
{
    const bool reads = request.method == "GET" || request.method == "HEAD";
    const auto wanted = reads ? std::string_view("GET") : std::string_view(request.method);
    const endpoint* found = nullptr;
    bool is_known = false;
    for (const auto& one : endpoints())
    {
        if (!matches(one.path, request.path))
            continue;
        is_known = true;
        if (one.method == wanted)
            found = &one;
    }
    auto out = text_reply(405, "Not by this method.\n");
    try
    {
        if (found != nullptr)
            out = co_await found->answer(in, request);
        else if (reads && !is_known)
            out = page_file(in, std::move(request));
    }
    catch (const std::exception&)
    {
        log(log_level::error, "endpoint_failed");
        out = problem(500, "Something went wrong here");
    }
    add_security_headers(out);
    co_return out;
}

} // namespace switchback::web
