#include "bot/web/respond_cases.hpp"

#include "bot/web/act_json.hpp"
#include "bot/web/case_json.hpp"
#include "bot/web/endpoints.hpp"
#include "bot/web/replies.hpp"
#include "bot/web/respond_api.hpp"
#include "bot/web/route.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace switchback::web::respond {
namespace {

namespace asio = boost::asio;
using nlohmann::json;

// What stands in every answer, so that the page's clocks are the server's.
json frame_of(const endpoint_context& in, const caller& from)
{
    return {
        {"me", {{"responder", from.who.responder}, {"name", from.who.name}}},
        {"now_ms", in.time->now_ms()},
        {"idle_until_ms", from.idle_until_ms},
        {"until_ms", from.until_ms}};
}

net::http_response refused(const error& why)
{
    switch (why.code)
    {
    case errc::not_found:
        return problem(
            404, "There is no such case, or its client has deleted what they wrote", "no_case");
    case errc::not_allowed:
        return problem(403, "Only the person who holds this case can do that", "not_holder");
    case errc::bad_request:
        return problem(400, "That cannot be done with this case", "bad_act");
    case errc::too_long:
        return problem(400, "That is too long", "too_long");
    case errc::closed:
        return problem(409, "This case is closed. It can be opened again.", "closed");
    case errc::rate_limited:
        return problem(429, "Too often; wait a moment", "too_often");
    default:
        return problem(503, "This cannot be done now; try again", "unavailable");
    }
}

std::string_view title_of(const act_fault& fault)
{
    if (fault.code == "missing")
        return "Something is missing";
    if (fault.code == "past")
        return "That time is over, or too soon";
    if (fault.code == "too_far")
        return "That is too far ahead";
    if (fault.code == "too_long")
        return "That is too long";
    return "This cannot be read";
}

} // namespace

asio::awaitable<net::http_response>
list_cases(const endpoint_context& in, const net::http_request& request)
{
    const auto caller = co_await admit(in, request);
    if (!caller)
        co_return caller.error();
    const bool only_open = query_number(request.query, "open") == 1;
    const auto found = co_await in.desk->list(only_open);
    if (!found)
        co_return refused(found.error());
    auto out = frame_of(in, *caller);
    auto& rows = out["cases"] = json::array();
    for (const auto& one : *found)
        rows.push_back(to_json(one));
    co_return json_reply(out);
}

asio::awaitable<net::http_response>
read_case(const endpoint_context& in, const net::http_request& request)
{
    const auto caller = co_await admit(in, request);
    if (!caller)
        co_return caller.error();
    std::string reference(segment(case_path, request.path));
    const auto after = query_number(request.query, "after");
    const auto found = co_await in.desk->read(caller->who, std::move(reference), after);
    if (!found)
        co_return refused(found.error());
    auto out = frame_of(in, *caller);
    out.update(to_json(*found));
    co_return json_reply(out);
}

asio::awaitable<net::http_response>
act(const endpoint_context& in, const net::http_request& request)
{
    const auto caller = co_await admit(in, request);
    if (!caller)
        co_return caller.error();
    auto what = read_act(request.body, in.time->now_ms());
    if (!what)
        co_return problem(400, title_of(what.error()), what.error().code, what.error().field);
    const std::string reference(segment(act_path, request.path));
    if (what->kind == service::act_kind::break_glass)
    {
        const auto rest = co_await in.desk->open_rest(caller->who, reference, std::move(*what));
        if (!rest)
            co_return refused(rest.error());
        auto out = frame_of(in, *caller);
        out.update(to_json(*rest));
        co_return json_reply(out);
    }
    const auto done = co_await in.desk->act(caller->who, reference, std::move(*what));
    if (done)
    {
        auto out = frame_of(in, *caller);
        out["case"] = to_json(*done);
        co_return json_reply(out);
    }
    if (done.error().code != errc::conflict)
        co_return refused(done.error());
    // Somebody was faster: the page shows who, and how the case stands now.
    json more = json::object();
    const auto all = co_await in.desk->list(false);
    if (all)
        for (const auto& one : *all)
            if (one.reference == reference)
                more["case"] = to_json(one);
    co_return problem_with(409, "Somebody was faster", "faster", more);
}

} // namespace switchback::web::respond
