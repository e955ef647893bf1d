#include "bot/web/people_api.hpp"

#include "bot/web/endpoints.hpp"
#include "bot/web/replies.hpp"
#include "bot/web/route.hpp"
#include "bot/web/same_page.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace switchback::web::staff {
namespace {

namespace asio = boost::asio;
using nlohmann::json;

// __Host-: no other host of the clinic's domain can set it. It ends with the browser.
constexpr std::string_view cookie = "__Host-person";
constexpr std::string_view cookie_rules = "Path=/; Secure; HttpOnly; SameSite=Strict";

net::http_response not_our_page()
{
    return problem(403, "This is taken from our own pages only", "not_our_page");
}

net::http_response not_now()
{
    return problem(503, "This cannot be done now; try again", "unavailable");
}

net::http_response nobody_signs_in()
{
    return problem(404, "Nobody signs in here", "no_people");
}

std::string session_word(const net::http_request& request)
{
    return std::string(cookie_value(request.cookie, cookie));
}

json roles_of(const service::staff& who)
{
    json out = json::array();
    for (std::size_t at = 0; at < access::role_count; ++at)
        if (const auto one = static_cast<access::role>(at); who.roles.has(one))
            out.push_back(access::name_of(one));
    return out;
}

json staff_json(const service::staff& who)
{
    return {
        {"person", to_string(who.person)},
        {"handle", who.handle},
        {"name", who.name},
        {"roles", roles_of(who)},
        {"state", service::name_of(who.state)}};
}

net::http_response with_session(json body, const std::string& word)
{
    auto out = json_reply(body);
    out.headers.emplace_back("Set-Cookie", fmt::format("{}={}; {}", cookie, word, cookie_rules));
    return out;
}

// Why a link to set up was refused, for the person who holds it.
net::http_response refused(const error& why)
{
    switch (why.code)
    {
    case errc::not_allowed:
        return problem(
            403, "This link was used already, or its time is over. Ask for a new one", "link_over");
    case errc::closed:
        return problem(
            403, "Too many wrong codes: this link is closed. Ask for a new one", "link_over");
    case errc::bad_request: {
        const auto space = why.detail.find(' ');
        const auto field = why.detail.substr(0, space);
        const auto code = space == std::string::npos ? "missing" : why.detail.substr(space + 1);
        const bool is_code = field == "code";
        return problem(
            422,
            is_code ? "That code is not right. Each code works once, for half a minute"
                    : "This cannot be taken as it is",
            is_code ? "wrong_code" : std::string_view(code), field);
    }
    default:
        return not_now();
    }
}

// What an owner's write about somebody came to.
net::http_response refused_write(const error& why)
{
    switch (why.code)
    {
    case errc::bad_request:
        return problem(422, "This cannot be taken as it is", "invalid", why.detail);
    case errc::conflict:
        return problem(409, "Somebody has this name, or changed it just now", "conflict", "handle");
    case errc::not_found:
        return problem(404, "Nobody has this name", "nobody");
    case errc::closed:
        return problem(409, "This person is switched off", "disabled");
    case errc::not_allowed:
        return problem(409, "The last owner cannot be switched off", "last_owner");
    case errc::too_long:
        return problem(409, "The practice has as many people as it may", "too_many");
    default:
        return not_now();
    }
}

} // namespace

net::http_response not_theirs()
{
    return problem(403, "Your role does not allow this", "not_allowed");
}

std::string text_of(const json& from, const char* name)
{
    const auto found = from.find(name);
    return found != from.end() && found->is_string() ? found->get<std::string>() : std::string();
}

body read_body(const net::http_request& request)
{
    if (!is_our_write(request))
        return std::unexpected(not_our_page());
    auto out = json::parse(request.body, nullptr, false);
    if (!out.is_object())
        return std::unexpected(problem(400, "The body must be a JSON object", "bad_body"));
    return out;
}

asio::awaitable<admission> admit(const endpoint_context& in, const net::http_request& request)
{
    if (in.people_door == nullptr)
        co_return std::unexpected(nobody_signs_in());
    const bool writes = request.method != "GET" && request.method != "HEAD";
    if (writes ? !is_our_write(request) : !is_from_our_page(request))
        co_return std::unexpected(not_our_page());
    // A page that only looks again, by itself, keeps nobody signed in.
    const bool is_active = request.intent == "1";
    auto found = co_await in.people_door->find_session(session_word(request), is_active);
    if (!found)
        co_return std::unexpected(
            found.error().code == errc::not_allowed
                ? problem(401, "You are signed out", "signed_out")
                : not_now());
    co_return std::move(*found);
}

asio::awaitable<admission>
admit_for(const endpoint_context& in, const net::http_request& request, access::action what)
{
    auto who = co_await admit(in, request);
    if (who &&
        !access::may(who->caller, what, {who->caller.practice, {}, {}, {}}, in.time->now_ms()))
        co_return std::unexpected(not_theirs());
    co_return who;
}

answer set_up(const endpoint_context& in, const net::http_request& request)
{
    if (in.people_door == nullptr)
        co_return nobody_signs_in();
    const auto from = read_body(request);
    if (!from)
        co_return from.error();
    service::set_up_form form;
    form.link = text_of(*from, "link");
    form.code = text_of(*from, "code");
    if (!from->contains("password"))
    {
        const auto state = co_await in.people_door->look(std::move(form.link));
        if (!state)
            co_return refused(state.error());
        auto out = staff_json(state->who);
        out["next"] = "set_up";
        out["enrol"] = {{"secret", state->secret}, {"uri", state->uri}};
        co_return json_reply(out);
    }
    form.handle = text_of(*from, "handle");
    form.name = text_of(*from, "name");
    form.password = private_text(text_of(*from, "password"));
    const auto done = co_await in.people_door->set_up(std::move(form));
    if (!done)
        co_return refused(done.error());
    auto out = staff_json(done->who);
    out["next"] = "in";
    out["recovery"] = done->recovery;
    co_return with_session(std::move(out), done->word);
}

answer sign_in(const endpoint_context& in, const net::http_request& request)
{
    if (in.people_door == nullptr)
        co_return nobody_signs_in();
    const auto from = read_body(request);
    if (!from)
        co_return from.error();
    service::credentials with;
    with.handle = text_of(*from, "handle");
    with.password = private_text(text_of(*from, "password"));
    with.code = text_of(*from, "code");
    with.address = request.address;
    with.before = session_word(request);
    const auto done = co_await in.people_door->sign_in(std::move(with));
    if (!done && done.error().code == errc::not_allowed)
        co_return problem(403, "Name, password and code do not fit together", "wrong");
    if (!done && done.error().code == errc::rate_limited)
        co_return problem(429, "Too many tries. Wait a quarter of an hour", "too_often");
    if (!done)
        co_return not_now();
    auto out = staff_json(done->who);
    out["recovery_left"] = done->recovery_left;
    co_return with_session(std::move(out), done->word);
}

answer sign_out(const endpoint_context& in, const net::http_request& request)
{
    if (in.people_door == nullptr)
        co_return nobody_signs_in();
    if (const auto from = read_body(request); !from)
        co_return from.error();
    const auto ended = co_await in.people_door->sign_out(session_word(request));
    if (!ended)
        co_return not_now();
    auto out = json_reply({{"signed_out", true}});
    out.headers.emplace_back("Set-Cookie", fmt::format("{}=; Max-Age=0; {}", cookie, cookie_rules));
    co_return out;
}

answer me(const endpoint_context& in, const net::http_request& request)
{
    const auto who = co_await admit(in, request);
    if (!who)
        co_return who.error();
    auto out = staff_json(who->who);
    out["now_ms"] = in.time->now_ms();
    out["idle_until_ms"] = who->idle_until_ms;
    out["until_ms"] = who->until_ms;
    co_return json_reply(out);
}

answer list(const endpoint_context& in, const net::http_request& request)
{
    const auto who = co_await admit_for(in, request, access::action::see_people);
    if (!who)
        co_return who.error();
    const auto all = co_await in.people->list();
    if (!all)
        co_return not_now();
    json out = json::array();
    for (const auto& one : *all)
        out.push_back(staff_json(one));
    co_return json_reply({{"people", std::move(out)}});
}

answer add(const endpoint_context& in, const net::http_request& request)
{
    const auto who = co_await admit_for(in, request, access::action::add_people);
    if (!who)
        co_return who.error();
    const auto from = read_body(request);
    if (!from)
        co_return from.error();
    service::new_person added{text_of(*from, "handle"), text_of(*from, "name"), {}};
    if (const auto roles = from->find("roles"); roles != from->end() && roles->is_array())
        for (const auto& one : *roles)
        {
            const auto role =
                one.is_string() ? access::staff_role(one.get<std::string>()) : std::nullopt;
            if (!role)
                co_return problem(422, "There is no such role", "unknown", "roles");
            added.roles.add(*role);
        }
    auto link = co_await in.people->add(std::move(added), who->who.handle);
    if (!link)
        co_return refused_write(link.error());
    auto out = json_reply({{"link", std::move(*link)}});
    out.status = 201;
    co_return out;
}

answer disable(const endpoint_context& in, const net::http_request& request)
{
    const auto who = co_await admit_for(in, request, access::action::change_people);
    if (!who)
        co_return who.error();
    std::string handle(segment(disable_path, request.path));
    const auto done = co_await in.people->disable(std::move(handle), who->who.handle);
    if (!done)
        co_return refused_write(done.error());
    co_return json_reply({{"state", "disabled"}});
}

answer link_again(const endpoint_context& in, const net::http_request& request)
{
    const auto who = co_await admit_for(in, request, access::action::change_people);
    if (!who)
        co_return who.error();
    std::string handle(segment(link_path, request.path));
    auto link = co_await in.people->link_again(std::move(handle), who->who.handle);
    if (!link)
        co_return refused_write(link.error());
    co_return json_reply({{"link", std::move(*link)}});
}

} // namespace switchback::web::staff
