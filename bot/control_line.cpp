#include "bot/control_line.hpp"

#include <nlohmann/json.hpp>

namespace switchback {
namespace {

using nlohmann::json;

std::string text_of(const json& from)
{
    return from.dump(-1, ' ', false, json::error_handler_t::replace);
}

bool read_words(const json& from, control_words& to)
{
    if (!from.is_object())
        return false;
    for (const auto& [name, value] : from.items())
    {
        if (!value.is_string())
            return false;
        to.emplace(name, value.get<std::string>());
    }
    return true;
}

errc code_named(std::string_view name)
{
    for (int i = 0; i <= static_cast<int>(errc::defect); ++i)
        if (name_of(static_cast<errc>(i)) == name)
            return static_cast<errc>(i);
    return errc::defect;
}

std::unexpected<error> no_line()
{
    return fail(errc::bad_request, "this is no line of the control socket");
}

} // namespace

std::string to_line(const control_request& from)
{
    return text_of({{"command", from.command}, {"with", from.with}});
}

std::string to_line(const control_answer& from)
{
    if (from)
        return text_of({{"done", *from}});
    return text_of({{"error", name_of(from.error().code)}, {"detail", from.error().detail}});
}

std::expected<control_request, error> read_request(std::string_view line)
{
    const auto body = json::parse(line, nullptr, false);
    control_request out;
    if (!body.is_object() || !body.contains("command") || !body["command"].is_string())
        return no_line();
    out.command = body["command"].get<std::string>();
    if (body.contains("with") && !read_words(body["with"], out.with))
        return no_line();
    return out;
}

control_answer read_answer(std::string_view line)
{
    const auto body = json::parse(line, nullptr, false);
    control_words out;
    if (!body.is_object())
        return no_line();
    if (body.contains("error") && body["error"].is_string())
        return fail(code_named(body["error"].get<std::string>()), body.value("detail", ""));
    if (!body.contains("done") || !read_words(body["done"], out))
        return no_line();
    return out;
}

} // namespace switchback
