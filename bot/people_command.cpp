#include "bot/people_command.hpp"

#include "bot/base/clock.hpp"
#include "bot/base/random.hpp"
#include "bot/folder_alone.hpp"
#include "bot/qr_text.hpp"
#include "bot/service/invites.hpp"
#include "bot/service/people.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <fmt/format.h>
#include <optional>
#include <ostream>

namespace switchback {
namespace {

namespace asio = boost::asio;
using service::people;

constexpr std::string_view by_shell = "shell";

std::string roles_text(const access::role_set& roles)
{
    std::string out;
    for (std::size_t at = 0; at < access::role_count; ++at)
        if (const auto one = static_cast<access::role>(at); roles.has(one))
            out += fmt::format("{}{}", out.empty() ? "" : ",", access::name_of(one));
    return out;
}

std::expected<access::role_set, error> read_roles(std::string_view text)
{
    access::role_set out;
    while (!text.empty())
    {
        const auto word = text.substr(0, text.find(','));
        const auto known = access::staff_role(word);
        if (!known)
            return fail(
                errc::bad_request,
                "roles are owner, therapist, responder, author and auditor, commas between them");
        out.add(*known);
        text.remove_prefix(std::min(word.size() + 1, text.size()));
    }
    return out;
}

control_answer link_of(std::expected<std::string, error> made)
{
    if (!made)
        return std::unexpected(made.error());
    return control_words{{"link", std::move(*made)}};
}

asio::awaitable<control_answer> init_words(people& of, control_words with)
{
    co_return link_of(co_await of.owner_link(with["again"] == "1"));
}

asio::awaitable<control_answer> add_words(people& of, control_words with)
{
    const auto roles = read_roles(with["roles"]);
    if (!roles)
        co_return std::unexpected(roles.error());
    auto made = co_await of.add({with["handle"], with["name"], *roles}, by_shell);
    if (!made && made.error().code == errc::bad_request)
    {
        const auto& field = made.error().detail;
        co_return fail(
            errc::bad_request,
            field == "handle"
                ? "a handle is 1 to 64 small letters, digits, dots, dashes or underscores"
            : field == "name" ? "a name is needed, of 128 bytes at most"
                              : "at least one role is needed");
    }
    if (!made && made.error().code == errc::conflict)
        co_return fail(errc::conflict, "somebody has this handle");
    co_return link_of(std::move(made));
}

asio::awaitable<control_answer> link_words(people& of, control_words with)
{
    auto made = co_await of.link_again(with["handle"], by_shell);
    if (!made && made.error().code == errc::not_found)
        co_return fail(errc::not_found, "nobody has this handle");
    co_return link_of(std::move(made));
}

asio::awaitable<control_answer> disable_words(people& of, control_words with)
{
    const auto done = co_await of.disable(with["handle"], by_shell);
    if (!done)
        co_return std::unexpected(done.error());
    co_return control_words{};
}

asio::awaitable<control_answer> list_words(people& of)
{
    const auto all = co_await of.list();
    if (!all)
        co_return std::unexpected(all.error());
    std::string text;
    for (const auto& one : *all)
        text += fmt::format(
            "{:<20} {:<9} {:<24} {}\n", one.handle, service::name_of(one.state),
            roles_text(one.roles), one.name);
    co_return control_words{{"text", std::move(text)}};
}

// Who invites, when the practice has one therapist and nobody was named.
asio::awaitable<std::expected<service::staff, error>>
therapist_named(people& of, std::string handle)
{
    const auto all = co_await of.list();
    if (!all)
        co_return std::unexpected(all.error());
    std::vector<service::staff> found;
    for (const auto& one : *all)
        if (handle.empty()
                ? one.roles.has(access::role::therapist) && one.state == port::person_state::active
                : one.handle == handle)
            found.push_back(one);
    if (found.size() == 1)
        co_return found.front();
    if (!handle.empty())
        co_return fail(errc::not_found, "nobody has this handle");
    if (found.empty())
        co_return fail(
            errc::not_found,
            "there is no therapist who has set up their account; see switchback people add");
    co_return fail(errc::bad_request, "there are several therapists: name one by --therapist");
}

asio::awaitable<control_answer>
invite_words(people& of, service::invites& invites, control_words with)
{
    const auto who = co_await therapist_named(of, with["therapist"]);
    if (!who)
        co_return std::unexpected(who.error());
    auto made = co_await invites.make(who->person, private_text(with["label"]), by_shell);
    if (!made && made.error().code == errc::not_allowed)
        co_return fail(
            errc::not_allowed, "an invite is of a therapist who has set up their account");
    if (!made)
        co_return std::unexpected(made.error());
    co_return control_words{
        {"code", std::move(made->code)}, {"link", std::move(made->link)}, {"name", who->name}};
}

// No server runs, so the folder is ours as long as this lasts.
control_answer do_alone(const config& with, const control_request& what)
{
    asio::io_context on(1);
    const auto folder =
        what.command == "admin.init" ? open_alone_or_make(with, on) : open_alone(with, on);
    if (!folder)
        return std::unexpected(folder.error());
    const system_clock time;
    secure_random random;
    people of(
        {*folder->store, folder->key, time, random, id{}, with.practice_name,
         address_of(with, with.port)});
    service::invites invites(of, nullptr);
    const auto knows = people_controls(of, invites);
    control_answer out = fail(errc::cancelled);
    asio::co_spawn(
        on, knows.at(what.command)(what.with), [&out](std::exception_ptr why, control_answer came) {
            if (why == nullptr)
                out = std::move(came);
        });
    on.run();
    return out;
}

// What came of it; nothing, with the reason said, when it was refused.
std::optional<control_words> ask(const config& with, const control_request& what, std::ostream& err)
{
    auto done = ask_server(with.data, what);
    if (!done && done.error().code == errc::unavailable)
        done = do_alone(with, what);
    if (done)
        return std::move(*done);
    const auto& why = done.error();
    err << "switchback: " << (why.detail.empty() ? std::string(name_of(why.code)) : why.detail)
        << '\n';
    return std::nullopt;
}

int print_link(
    const config& with, const control_request& what, std::ostream& out, std::ostream& err)
{
    const auto done = ask(with, what, err);
    if (!done)
        return 1;
    out << done->at("link") << '\n';
    return 0;
}

} // namespace

control_table people_controls(people& of, service::invites& invites)
{
    return {
        {"admin.init", [&of](control_words with) { return init_words(of, std::move(with)); }},
        {"people.list", [&of](control_words) { return list_words(of); }},
        {"people.add", [&of](control_words with) { return add_words(of, std::move(with)); }},
        {"people.link", [&of](control_words with) { return link_words(of, std::move(with)); }},
        {"people.disable",
         [&of](control_words with) { return disable_words(of, std::move(with)); }},
        {"invite.make",
         [&of, &invites](control_words with) {
             return invite_words(of, invites, std::move(with));
         }},
    };
}

int admin_init(const config& with, bool again, std::ostream& out, std::ostream& err)
{
    return print_link(with, {"admin.init", {{"again", again ? "1" : "0"}}}, out, err);
}

int people_list(const config& with, std::ostream& out, std::ostream& err)
{
    const auto done = ask(with, {"people.list", {}}, err);
    if (!done)
        return 1;
    out << done->at("text");
    return 0;
}

int people_add(
    const config& with, const std::string& handle, const std::string& name,
    const std::string& roles, std::ostream& out, std::ostream& err)
{
    return print_link(
        with, {"people.add", {{"handle", handle}, {"name", name}, {"roles", roles}}}, out, err);
}

int people_link(const config& with, const std::string& handle, std::ostream& out, std::ostream& err)
{
    return print_link(with, {"people.link", {{"handle", handle}}}, out, err);
}

int people_disable(
    const config& with, const std::string& handle, std::ostream& out, std::ostream& err)
{
    if (!ask(with, {"people.disable", {{"handle", handle}}}, err))
        return 1;
    out << "Switched off: " << handle << ".\n";
    return 0;
}

int make_invite(
    const config& with, const std::string& therapist, const std::string& label, bool draws,
    std::ostream& out, std::ostream& err)
{
    const auto done = ask(with, {"invite.make", {{"therapist", therapist}, {"label", label}}}, err);
    if (!done)
        return 1;
    out << "Invite of " << done->at("name") << ", good once and for two weeks.\n"
        << "Code: " << done->at("code") << "\nLink: " << done->at("link") << '\n';
    if (draws)
        out << qr_text(done->at("link"));
    return 0;
}

} // namespace switchback
