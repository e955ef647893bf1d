#include "bot/responder_command.hpp"

#include "bot/base/clock.hpp"
#include "bot/clinic_file.hpp"
#include "bot/folder_alone.hpp"
#include "bot/service/sign_in.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <ostream>

namespace switchback {
namespace {

namespace asio = boost::asio;
constexpr const char* link_command = "responder.link";
constexpr const char* forget_command = "responder.forget";

bool is_id(const std::string& id)
{
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-@";
    return !id.empty() && id.size() <= limits::responder_bytes &&
           id.find_first_not_of(letters) == std::string::npos;
}

asio::awaitable<control_answer> link_words(service::sign_in& door, control_words with)
{
    auto link = co_await door.issue_link(with["id"]);
    if (!link)
        co_return std::unexpected(link.error());
    control_words out;
    out.emplace("link", std::move(*link));
    co_return out;
}

asio::awaitable<control_answer> forget_words(service::sign_in& door, control_words with)
{
    const auto done = co_await door.forget(with["id"]);
    if (!done)
        co_return std::unexpected(done.error());
    co_return control_words{};
}

// Whether the settings have somebody of that id; no when they cannot be read.
bool is_on_rota(const config& with, std::string_view id)
{
    if (with.clinic_file.empty())
        return false;
    const auto clinic = read_clinic(with.clinic_file);
    return clinic &&
           std::ranges::any_of(clinic->rota.people, [id](const auto& one) { return one.id == id; });
}

// No server runs, so the folder is ours as long as this lasts. Whom a link is for is the server's
// affair: somebody who is not on the rota when it is used is turned away then.
control_answer do_alone(const config& with, const control_request& what)
{
    asio::io_context on(1);
    const auto folder = open_alone(with, on);
    if (!folder)
        return std::unexpected(folder.error());
    system_clock time;
    service::sign_in door(
        {*folder->store,
         folder->key,
         time,
         with.practice_name,
         address_of(with, with.port),
         [&](std::string_view id) -> std::optional<service::known_responder> {
             if (what.command == forget_command && !is_on_rota(with, id))
                 return std::nullopt;
             return service::known_responder{std::string(id), {}};
         },
         {}});
    const auto knows = responder_controls(door);
    return run_alone(on, knows, what);
}

control_answer ask(const config& with, const std::string& command, const std::string& id)
{
    if (!is_id(id))
        return fail(
            errc::bad_request, "an id is 1 to 64 letters, digits, dots, dashes or underscores");
    return ask_or_do(with, {command, {{"id", id}}}, do_alone);
}

} // namespace

control_table responder_controls(service::sign_in& door)
{
    return {
        {link_command, [&door](control_words with) { return link_words(door, std::move(with)); }},
        {forget_command,
         [&door](control_words with) { return forget_words(door, std::move(with)); }},
    };
}

int responder_link(const config& with, const std::string& id, std::ostream& out, std::ostream& err)
{
    const auto done = ask(with, link_command, id);
    if (!done)
        return refuse(err, done.error());
    out << done->at("link") << '\n';
    return 0;
}

int responder_forget(
    const config& with, const std::string& id, std::ostream& out, std::ostream& err)
{
    const auto done = ask(with, forget_command, id);
    if (!done)
        return refuse(err, done.error());
    out << "Forgotten: " << id << ". A new link sets up a new app.\n";
    return 0;
}

} // namespace switchback
