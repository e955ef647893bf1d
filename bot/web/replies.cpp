#include "bot/web/replies.hpp"

#include <nlohmann/json.hpp>

namespace switchback::web {
namespace {

using nlohmann::json;

std::string text_of(const json& body)
{
    return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace

net::http_response text_reply(int status, std::string body)
{
    net::http_response out;
    out.status = status;
    out.body = std::move(body);
    return out;
}

net::http_response json_reply(const json& body)
{
    net::http_response out;
    out.content_type = "application/json";
    out.body = text_of(body);
    return out;
}

net::http_response
problem_with(int status, std::string_view title, std::string_view code, const json& more)
{
    json body{{"type", "about:blank"}, {"title", title}, {"status", status}};
    if (!code.empty())
        body["code"] = code;
    if (more.is_object())
        body.update(more);
    net::http_response out;
    out.status = status;
    out.content_type = "application/problem+json";
    out.body = text_of(body);
    return out;
}

net::http_response
problem(int status, std::string_view title, std::string_view code, std::string_view field)
{
    return problem_with(
        status, title, code, field.empty() ? json() : json{{"field", std::string(field)}});
}

} // namespace switchback::web
