#include "bot/web/invite_api.hpp"

#include "bot/service/invites.hpp"
#include "bot/web/endpoints.hpp"
#include "bot/web/people_api.hpp"
#include "bot/web/replies.hpp"
#include "bot/web/route.hpp"

#include <array>
#include <nlohmann/json.hpp>

namespace switchback::web::invite {
namespace {

namespace asio = boost::asio;
using access::action;
using nlohmann::json;

net::http_response not_now()
{
    return problem(503, "This cannot be done now; try again", "unavailable");
}

net::http_response no_invite()
{
    return problem(404, "There is no such invite", "no_invite");
}

// What a client with a code is told; a code that was never made and one that is over are the same.
net::http_response refused(const error& why)
{
    switch (why.code)
    {
    case errc::bad_request:
        return problem(
            422, "One of the letters is wrong. There are twelve, and none is 0, O, 1, I or L",
            "mistyped", "code");
    case errc::not_found:
        return problem(
            404, "This invite was used already, or its time is over. Ask for a new one",
            "invite_over", "code");
    case errc::not_allowed:
        return problem(401, "Nobody has this token", "token");
    default:
        return not_now();
    }
}

net::http_response too_often()
{
    return problem(429, "Too many tries. Wait a quarter of an hour", "too_often");
}

json view_json(const service::invite_view& from, std::int64_t now_ms)
{
    const bool is_over = from.state == port::invite_state::open && from.until_ms < now_ms;
    json out{{"invite", to_string(from.invite)},
             {"therapist", to_string(from.person)},
             {"label", from.label.reveal()},
             {"state", is_over ? "over" : service::name_of(from.state)},
             {"made_ms", from.made_ms},
             {"until_ms", from.until_ms}};
    if (!from.client.is_nil())
    {
        out["client"] = to_string(from.client);
        out["taken_ms"] = from.taken_ms;
    }
    return out;
}

// An invite as a thing somebody acts upon: whoever it is of stands to it as to a client of theirs,
// also before there is one.
bool may_act(
    const service::person_session& who, action what, const service::invite_view& upon,
    std::int64_t now_ms)
{
    const std::array of{upon.person};
    const auto client = upon.client.is_nil() ? upon.invite : upon.client;
    return access::may(who.caller, what, {who.caller.practice, client, {}, of}, now_ms);
}

using found =
    std::expected<std::pair<service::person_session, service::invite_view>, net::http_response>;

// Who asks, and the invite that the path names; 404 for one they may know nothing of.
asio::awaitable<found> find(
    const endpoint_context& in, const net::http_request& request, std::string_view path,
    action what)
{
    auto who = co_await staff::admit(in, request);
    if (!who)
        co_return std::unexpected(who.error());
    if (in.invites == nullptr)
        co_return std::unexpected(no_invite());
    const auto named = parse_id(segment(path, request.path));
    if (!named)
        co_return std::unexpected(no_invite());
    auto upon = co_await in.invites->find(*named);
    if (!upon)
        co_return std::unexpected(upon.error().code == errc::not_found ? no_invite() : not_now());
    if (!may_act(*who, what, *upon, in.time->now_ms()))
        co_return std::unexpected(no_invite());
    co_return std::pair(std::move(*who), std::move(*upon));
}

net::http_response done_or(const std::expected<void, error>& done, std::string_view state)
{
    if (done)
        return json_reply({{"state", state}});
    if (done.error().code == errc::conflict)
        return problem(409, "This invite stands otherwise now", "conflict");
    return done.error().code == errc::not_found ? no_invite() : not_now();
}

} // namespace

answer list(const endpoint_context& in, const net::http_request& request)
{
    const auto who = co_await staff::admit_for(in, request, action::invite_clients);
    if (!who)
        co_return who.error();
    const auto all = co_await in.invites->list();
    if (!all)
        co_return not_now();
    json out = json::array();
    const auto now = in.time->now_ms();
    for (const auto& one : *all)
        if (may_act(*who, action::withdraw_invite, one, now))
            out.push_back(view_json(one, now));
    co_return json_reply({{"invites", std::move(out)}});
}

answer make(const endpoint_context& in, const net::http_request& request)
{
    const auto who = co_await staff::admit_for(in, request, action::invite_clients);
    if (!who)
        co_return who.error();
    const auto from = staff::read_body(request);
    if (!from)
        co_return from.error();
    auto therapist = who->who.person;
    if (const auto named = staff::text_of(*from, "therapist"); !named.empty())
    {
        const auto other = co_await in.people->find_handle(named);
        if (!other)
            co_return problem(422, "Nobody has this name", "nobody", "therapist");
        // A therapist invites for themselves; an owner for anybody.
        if (other->person != therapist && !who->who.roles.has(access::role::owner))
            co_return staff::not_theirs();
        therapist = other->person;
    }
    const auto made = co_await in.invites->make(
        therapist, private_text(staff::text_of(*from, "label")), who->who.handle);
    if (!made)
        switch (made.error().code)
        {
        case errc::not_allowed:
            co_return problem(
                422, "An invite is of an active therapist", "no_therapist", "therapist");
        case errc::too_long:
            co_return problem(422, "The label is too long", "too_long", "label");
        case errc::rate_limited:
            co_return problem(409, "Too many invites wait; withdraw some", "too_many");
        default:
            co_return not_now();
        }
    auto body = view_json(made->invite, in.time->now_ms());
    body["code"] = made->code;
    body["link"] = made->link;
    auto out = json_reply(body);
    out.status = 201;
    co_return out;
}

answer confirm(const endpoint_context& in, const net::http_request& request)
{
    const auto upon = co_await find(in, request, confirm_path, action::confirm_invite);
    if (!upon)
        co_return upon.error();
    const auto done = co_await in.invites->confirm(upon->second.invite, upon->first.who.person);
    co_return done_or(done, "confirmed");
}

answer withdraw(const endpoint_context& in, const net::http_request& request)
{
    const auto upon = co_await find(in, request, withdraw_path, action::withdraw_invite);
    if (!upon)
        co_return upon.error();
    const auto done = co_await in.invites->withdraw(upon->second.invite, upon->first.who.handle);
    co_return done_or(done, "withdrawn");
}

answer look(const endpoint_context& in, const net::http_request& request)
{
    const auto from = staff::read_body(request);
    if (!from)
        co_return from.error();
    if (in.invites == nullptr)
        co_return no_invite();
    if (in.people_door->is_guessing(request.address))
        co_return too_often();
    const auto offered = co_await in.invites->look(staff::text_of(*from, "code"));
    if (!offered)
        co_return refused(offered.error());
    in.people_door->was_right(request.address);
    co_return json_reply({{"practice", offered->practice}, {"therapist", offered->therapist}});
}

answer accept(const endpoint_context& in, const net::http_request& request)
{
    constexpr std::string_view scheme = "Bearer ";
    const auto from = staff::read_body(request);
    if (!from)
        co_return from.error();
    if (in.invites == nullptr)
        co_return no_invite();
    if (in.people_door->is_guessing(request.address))
        co_return too_often();
    // The client says yes to a name they have read: a page that did not show it cannot say it.
    if (staff::text_of(*from, "practice") != in.practice_name)
        co_return problem(422, "Say yes to the clinic by its name", "not_confirmed", "practice");
    std::string token;
    if (request.authorization.starts_with(scheme))
        token = request.authorization.substr(scheme.size());
    auto taken = co_await in.invites->accept(staff::text_of(*from, "code"), std::move(token));
    if (!taken)
        co_return refused(taken.error());
    in.people_door->was_right(request.address);
    json out{{"state", "taken"}};
    if (!taken->token.empty())
        out["token"] = std::move(taken->token);
    co_return json_reply(out);
}

} // namespace switchback::web::invite
