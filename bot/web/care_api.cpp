#include "bot/web/care_api.hpp"

#include "bot/service/care.hpp"
#include "bot/web/endpoints.hpp"
#include "bot/web/people_api.hpp"
#include "bot/web/replies.hpp"
#include "bot/web/route.hpp"

#include <nlohmann/json.hpp>

namespace switchback::web::clients {
namespace {

namespace asio = boost::asio;
using access::action;
using nlohmann::json;

net::http_response not_now()
{
    return problem(503, "This cannot be done now; try again", "unavailable");
}

// One answer for a client who is not there and for one that a role may not reach.
net::http_response no_client()
{
    return problem(404, "There is no such client, or your role does not reach them", "no_client");
}

struct upon_client
{
    service::person_session who;
    id client;
};

asio::awaitable<std::expected<upon_client, net::http_response>> admit(
    const endpoint_context& in, const net::http_request& request, std::string_view path,
    action what)
{
    auto who = co_await staff::admit(in, request);
    if (!who)
        co_return std::unexpected(who.error());
    const auto client = parse_id(segment(path, request.path));
    if (!client || in.care == nullptr)
        co_return std::unexpected(no_client());
    const auto allowed = co_await in.care->may(who->caller, what, *client);
    if (!allowed)
        co_return std::unexpected(not_now());
    if (!*allowed)
        co_return std::unexpected(no_client());
    co_return upon_client{std::move(*who), *client};
}

net::http_response opened_json(const std::vector<service::opened_view>& all)
{
    json out = json::array();
    for (const auto& one : all)
        out.push_back(
            {{"by", one.name},
             {"from_ms", one.from_ms},
             {"until_ms", one.until_ms},
             {"reason", one.reason.reveal()}});
    return json_reply({{"opened", std::move(out)}});
}

} // namespace

answer list(const endpoint_context& in, const net::http_request& request)
{
    const auto who = co_await staff::admit_for(in, request, action::list_clients);
    if (!who)
        co_return who.error();
    const auto all = co_await in.care->clients_of(who->who.person);
    if (!all)
        co_return not_now();
    json out = json::array();
    for (const auto& one : *all)
        out.push_back(
            {{"client", to_string(one.client)},
             {"label", one.label.reveal()},
             {"primary", one.is_primary},
             {"since_ms", one.since_ms}});
    co_return json_reply({{"clients", std::move(out)}});
}

answer break_glass(const endpoint_context& in, const net::http_request& request)
{
    const auto upon = co_await admit(in, request, glass_path, action::break_glass);
    if (!upon)
        co_return upon.error();
    const auto from = staff::read_body(request);
    if (!from)
        co_return from.error();
    auto reason = staff::text_of(*from, "reason");
    if (reason.find_first_not_of(" \t\n") == std::string::npos)
        co_return problem(422, "Say why: the client can read it", "missing", "reason");
    if (reason.size() > limits::glass_reason_bytes)
        co_return problem(422, "This is too long", "too_long", "reason");
    service::credentials proof;
    proof.handle = upon->who.who.handle;
    proof.password = private_text(staff::text_of(*from, "password"));
    proof.code = staff::text_of(*from, "code");
    proof.address = request.address;
    const auto proved = co_await in.people_door->prove(std::move(proof));
    if (!proved && proved.error().code == errc::rate_limited)
        co_return problem(429, "Too many tries. Wait a quarter of an hour", "too_often");
    if (!proved && proved.error().code == errc::not_allowed)
        co_return problem(403, "Password and code do not fit together", "wrong");
    if (!proved)
        co_return not_now();
    const auto until = co_await in.care->break_glass(
        upon->who.caller, upon->who.who.handle, upon->client, private_text(std::move(reason)));
    if (!until)
        co_return until.error().code == errc::not_allowed ? no_client() : not_now();
    auto out = json_reply({{"until_ms", *until}});
    out.status = 201;
    co_return out;
}

answer opened(const endpoint_context& in, const net::http_request& request)
{
    const auto upon = co_await admit(in, request, opened_path, action::read_opened);
    if (!upon)
        co_return upon.error();
    const auto all = co_await in.care->opened(upon->client);
    co_return all ? opened_json(*all) : not_now();
}

answer change_care(const endpoint_context& in, const net::http_request& request)
{
    const auto upon = co_await admit(in, request, care_path, action::change_care);
    if (!upon)
        co_return upon.error();
    const auto from = staff::read_body(request);
    if (!from)
        co_return from.error();
    auto therapist = staff::text_of(*from, "therapist");
    const auto by = upon->who.who.handle;
    const auto is_set = [&](const char* name) {
        const auto found = from->find(name);
        return found != from->end() && found->is_boolean() && found->get<bool>();
    };
    std::expected<void, error> done;
    if (is_set("end"))
        done = co_await in.care->end(upon->client, std::move(therapist), by);
    else
        done = co_await in.care->assign(upon->client, std::move(therapist), is_set("primary"), by);
    if (done)
        co_return json_reply({{"done", true}});
    switch (done.error().code)
    {
    case errc::not_found:
        co_return problem(422, "Nobody of this name cares for them", "nobody", "therapist");
    case errc::not_allowed:
        co_return problem(422, "Care is of an active therapist", "no_therapist", "therapist");
    case errc::too_long:
        co_return problem(409, "They have as many therapists as they may", "too_many");
    default:
        co_return not_now();
    }
}

answer opened_of_mine(const endpoint_context& in, const net::http_request& request)
{
    constexpr std::string_view scheme = "Bearer ";
    if (in.care == nullptr || !request.authorization.starts_with(scheme))
        co_return problem(401, "A resume token is needed", "token");
    const auto client = co_await in.talks.holder_of(request.authorization.substr(scheme.size()));
    if (!client)
        co_return client.error().code == errc::not_allowed
            ? problem(401, "Nobody has this token", "token")
            : not_now();
    const access::caller who{in.people->parts().practice, {access::role::client}, {}, *client};
    const auto allowed = co_await in.care->may(who, action::read_opened, *client);
    if (!allowed || !*allowed)
        co_return allowed ? no_client() : not_now();
    const auto all = co_await in.care->opened(*client);
    co_return all ? opened_json(*all) : not_now();
}

} // namespace switchback::web::clients
