#include "bot/web/respond_api.hpp"

#include "bot/web/endpoints.hpp"
#include "bot/web/qr_code.hpp"
#include "bot/web/replies.hpp"
#include "bot/web/route.hpp"
#include "bot/web/same_page.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace switchback::web::respond {
namespace {

namespace asio = boost::asio;
using nlohmann::json;

// __Host-: no other host of the clinic's domain can set it. It ends with the browser.
constexpr std::string_view cookie = "__Host-session";
constexpr std::string_view cookie_rules = "Path=/; Secure; HttpOnly; SameSite=Strict";

net::http_response no_responders()
{
    return problem(404, "No responder is configured", "no_responder");
}

bool has_responders(const endpoint_context& in)
{
    return in.sign_in != nullptr && in.desk != nullptr && in.clinic.has_responders();
}

net::http_response not_our_page()
{
    return problem(403, "This is taken from the responders' page only", "not_our_page");
}

net::http_response not_now()
{
    return problem(503, "This cannot be done now; try again", "unavailable");
}

// Why a link was refused, for the person who holds it.
net::http_response refused(const error& why)
{
    switch (why.code)
    {
    case errc::not_allowed:
        return problem(
            403, "This link was used already, or its time is over. Ask for a new one.",
            "link_over");
    case errc::bad_request:
        return problem(
            422, "That code is not right. Each code works once, for half a minute.", "wrong_code",
            "code");
    case errc::closed:
        return problem(
            403, "Too many wrong codes: this link is closed. Ask for a new one.", "link_over");
    case errc::rate_limited:
        return problem(
            429, "Too many wrong codes today. An administrator can give you a new link.",
            "too_many_codes");
    default:
        return not_now();
    }
}

// The first fault of a write, or nothing; the body goes to `into`.
std::optional<net::http_response>
fault_of(const endpoint_context& in, const net::http_request& request, json& into)
{
    if (!has_responders(in))
        return no_responders();
    if (!is_our_write(request))
        return not_our_page();
    into = json::parse(request.body, nullptr, false);
    if (!into.is_object())
        return problem(400, "The body must be a JSON object", "bad_body");
    return std::nullopt;
}

std::string text_of(const json& from, const char* name)
{
    const auto found = from.find(name);
    return found != from.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string session_word(const net::http_request& request)
{
    return std::string(cookie_value(request.cookie, cookie));
}

} // namespace

asio::awaitable<admission> admit(const endpoint_context& in, const net::http_request& request)
{
    if (!has_responders(in))
        co_return std::unexpected(no_responders());
    const bool writes = request.method != "GET" && request.method != "HEAD";
    if (writes ? !is_our_write(request) : !is_from_our_page(request))
        co_return std::unexpected(not_our_page());
    // A page that only looks again, by itself, keeps nobody signed in.
    const bool is_active = request.intent == "1";
    auto found = co_await in.sign_in->find_session(session_word(request), is_active);
    if (!found)
        co_return std::unexpected(
            found.error().code == errc::not_allowed
                ? problem(401, "You are signed out", "signed_out")
                : not_now());
    auto who = in.sign_in->find_responder(found->responder);
    if (!who)
        co_return std::unexpected(problem(401, "You are signed out", "signed_out"));
    co_return caller{
        {std::move(who->id), std::move(who->name)}, found->idle_until_ms, found->until_ms};
}

asio::awaitable<net::http_response>
ask_for_link(const endpoint_context& in, const net::http_request& request)
{
    json body;
    if (auto fault = fault_of(in, request, body))
        co_return std::move(*fault);
    auto to = text_of(body, "to");
    if (to.empty() || to.size() > limits::responder_name_bytes)
        co_return problem(400, "Say who you are", "missing", "to");
    const auto asked = co_await in.sign_in->ask_for_link(std::move(to), request.address);
    if (!asked && asked.error().code == errc::unavailable)
        co_return problem(
            501, "Links come from your administrator here; this server sends none", "no_sender");
    if (!asked && asked.error().code == errc::rate_limited)
    {
        auto too_often =
            problem(429, "Too many links were asked for. Try again in ten minutes.", "too_often");
        too_often.headers.emplace_back(
            "Retry-After", std::to_string(limits::links_asked_window_ms / 1'000));
        co_return too_often;
    }
    if (!asked)
        co_return not_now();
    auto out = json_reply({{"asked", true}});
    out.status = 202;
    co_return out;
}

asio::awaitable<net::http_response>
sign_in(const endpoint_context& in, const net::http_request& request)
{
    json body;
    if (auto fault = fault_of(in, request, body))
        co_return std::move(*fault);
    auto link = text_of(body, "link");
    auto code = text_of(body, "code");
    // People write codes in two groups, as their apps show them.
    std::erase(code, ' ');
    if (code.empty())
    {
        const auto state = co_await in.sign_in->look(std::move(link));
        if (!state)
            co_return refused(state.error());
        json out{{"next", "code"}, {"name", state->who.name}};
        if (state->enrol)
        {
            out["next"] = "enrol";
            out["enrol"] = {{"secret", state->enrol->secret}, {"uri", state->enrol->uri}};
            if (const auto drawn = qr_of(state->enrol->uri))
                out["enrol"]["qr"] = {{"size", drawn->size}, {"path", drawn->path}};
        }
        co_return json_reply(out);
    }
    const auto entered = co_await in.sign_in->enter(std::move(link), std::move(code));
    if (!entered)
        co_return refused(entered.error());
    auto out =
        json_reply({{"next", "in"}, {"responder", entered->who.id}, {"name", entered->who.name}});
    out.headers.emplace_back(
        "Set-Cookie", fmt::format("{}={}; {}", cookie, entered->word, cookie_rules));
    co_return out;
}

asio::awaitable<net::http_response>
sign_out(const endpoint_context& in, const net::http_request& request)
{
    json body;
    if (auto fault = fault_of(in, request, body))
        co_return std::move(*fault);
    const auto ended = co_await in.sign_in->sign_out(session_word(request));
    if (!ended)
        co_return not_now();
    auto out = json_reply({{"signed_out", true}});
    out.headers.emplace_back("Set-Cookie", fmt::format("{}=; Max-Age=0; {}", cookie, cookie_rules));
    co_return out;
}

asio::awaitable<net::http_response> me(const endpoint_context& in, const net::http_request& request)
{
    const auto caller = co_await admit(in, request);
    if (!caller)
        co_return caller.error();
    co_return json_reply(
        {{"responder", caller->who.responder},
         {"name", caller->who.name},
         {"now_ms", in.time->now_ms()},
         {"idle_until_ms", caller->idle_until_ms},
         {"until_ms", caller->until_ms}});
}

} // namespace switchback::web::respond
