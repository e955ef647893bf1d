#include "bot/service/people.hpp"

#include "bot/base/codec.hpp"
#include "bot/base/limits.hpp"
#include "bot/base/log.hpp"
#include "bot/crypto/token.hpp"

#include <algorithm>

namespace switchback::service {
namespace {

constexpr std::string_view page = "/people#t="; // a fragment reaches no log and no proxy
constexpr std::string_view note_place = "practice log";

bool is_live_owner(const port::person_row& row)
{
    return row.state != port::person_state::disabled &&
           access::role_set::of_staff(row.roles).has(access::role::owner);
}

std::string roles_text(access::role_set roles)
{
    std::string out;
    for (std::size_t at = 0; at < access::role_count; ++at)
        if (const auto one = static_cast<access::role>(at); roles.has(one))
            out += (out.empty() ? "" : " ") + std::string(access::name_of(one));
    return out;
}

} // namespace

staff staff_of(const port::person_row& row)
{
    return {row.person, row.handle, row.name, access::role_set::of_staff(row.roles), row.state};
}

std::string_view name_of(port::person_state value) noexcept
{
    switch (value)
    {
    case port::person_state::invited:
        return "invited";
    case port::person_state::active:
        return "active";
    case port::person_state::disabled:
        return "disabled";
    }
    return {};
}

std::string password_place(const id& person)
{
    return "password of " + to_string(person);
}

std::string app_place(const id& person)
{
    return "app of " + to_string(person);
}

bool is_handle(std::string_view text) noexcept
{
    return !text.empty() && text.size() <= limits::handle_bytes &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-") == text.npos;
}

bool is_name(std::string_view text) noexcept
{
    const bool has_control = std::ranges::any_of(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    return text.size() <= limits::person_name_bytes && !has_control &&
           text.find_first_not_of(' ') != text.npos;
}

port::note_row note_of(
    const people_parts& in, std::string_view what,
    std::initializer_list<std::pair<std::string_view, std::string>> fields)
{
    writer to;
    to.varint(1 + 2 * fields.size());
    to.text(what);
    for (const auto& [name, value] : fields)
    {
        to.text(name);
        to.text(value);
    }
    return {in.practice, in.time.now_ms(), in.master.wrap_secret(note_place, to.bytes())};
}

std::expected<std::vector<std::string>, error>
read_note(const crypto::master_key& master, const port::audit_row& row)
{
    const auto opened = master.unwrap_secret(note_place, row.body);
    if (!opened)
        return std::unexpected(opened.error());
    reader from(*opened);
    std::vector<std::string> out;
    for (auto left = from.varint(); left > 0 && from.ok(); --left)
        out.emplace_back(from.text());
    if (!from.ok())
        return fail(errc::corrupt);
    return out;
}

task<std::string> people::make_link(id person)
{
    auto word = crypto::make_token();
    const auto now = with_.time.now_ms();
    const auto kept = co_await with_.store.put_ticket(
        {crypto::hash_token(word), std::string(set_up_kind), to_string(person),
         now + limits::set_up_link_ms},
        now);
    if (!kept)
        co_return std::unexpected(kept.error());
    co_return with_.address + std::string(page) + word;
}

task<std::string> people::owner_link(bool again)
{
    const auto all = co_await with_.store.people().people(with_.practice);
    if (!all)
        co_return std::unexpected(all.error());
    const auto owner = std::ranges::find_if(*all, is_live_owner);
    if (owner != all->end())
    {
        if (!again)
            co_return fail(
                errc::conflict,
                "this practice has an owner; --again makes a new link for " + owner->handle);
        co_return co_await link_again(owner->handle, "shell");
    }
    new_person first{"owner", "Owner", {access::role::owner}};
    co_return co_await add(std::move(first), "shell");
}

task<std::string> people::add(new_person who, std::string_view by)
{
    if (!is_handle(who.handle))
        co_return fail(errc::bad_request, "handle");
    if (!is_name(who.name))
        co_return fail(errc::bad_request, "name");
    if (who.roles.empty() || who.roles.has(access::role::client))
        co_return fail(errc::bad_request, "roles");
    const auto all = co_await with_.store.people().people(with_.practice);
    if (!all)
        co_return std::unexpected(all.error());
    if (all->size() >= limits::people)
        co_return fail(errc::too_long, "the practice has as many people as it may");
    const auto now = with_.time.now_ms();
    port::person_row row;
    row.person = make_id(now, with_.random.next(), with_.random.next());
    row.practice = with_.practice;
    row.handle = who.handle;
    row.name = who.name;
    row.roles = who.roles.bits();
    row.changed_ms = now;
    const auto person = row.person;
    auto note = note_of(
        with_, "person_added",
        {{"by", std::string(by)},
         {"person", to_string(person)},
         {"handle", who.handle},
         {"roles", roles_text(who.roles)}});
    const auto added = co_await with_.store.people().add_person(std::move(row), std::move(note));
    if (!added)
        co_return std::unexpected(added.error());
    log(log_level::info, "person_added");
    co_return co_await make_link(person);
}

task<std::string> people::link_again(std::string handle, std::string_view by)
{
    const auto row = co_await with_.store.people().find_handle(with_.practice, std::move(handle));
    if (!row)
        co_return std::unexpected(row.error());
    if (row->state == port::person_state::disabled)
        co_return fail(errc::closed, "this person is switched off");
    // What they had ends now, not when the link is used: it may have been stolen.
    auto next = *row;
    next.changed_ms = with_.time.now_ms();
    auto note = note_of(
        with_, "link_again",
        {{"by", std::string(by)}, {"person", to_string(row->person)}, {"handle", row->handle}});
    const auto kept =
        co_await with_.store.people().put_person(std::move(next), {{}, true}, std::move(note));
    if (!kept)
        co_return std::unexpected(kept.error());
    forget_(row->person);
    log(log_level::warning, "person_link_again");
    co_return co_await make_link(row->person);
}

task<void> people::disable(std::string handle, std::string_view by)
{
    const auto all = co_await with_.store.people().people(with_.practice);
    if (!all)
        co_return std::unexpected(all.error());
    const auto found = std::ranges::find(*all, handle, &port::person_row::handle);
    if (found == all->end())
        co_return fail(errc::not_found, "nobody has this handle");
    if (found->state == port::person_state::disabled)
        co_return std::expected<void, error>{};
    if (is_live_owner(*found) && std::ranges::count_if(*all, is_live_owner) == 1)
        co_return fail(errc::not_allowed, "the last owner cannot be switched off");
    auto next = *found;
    next.state = port::person_state::disabled;
    next.changed_ms = with_.time.now_ms();
    auto note = note_of(
        with_, "person_disabled",
        {{"by", std::string(by)}, {"person", to_string(next.person)}, {"handle", next.handle}});
    const auto kept =
        co_await with_.store.people().put_person(std::move(next), {{}, true}, std::move(note));
    if (!kept)
        co_return std::unexpected(kept.error());
    forget_(found->person);
    log(log_level::info, "person_disabled");
    co_return std::expected<void, error>{};
}

task<std::vector<staff>> people::list()
{
    const auto all = co_await with_.store.people().people(with_.practice);
    if (!all)
        co_return std::unexpected(all.error());
    std::vector<staff> out;
    for (const auto& one : *all)
        out.push_back(staff_of(one));
    co_return out;
}

task<staff> people::find(id person)
{
    const auto row = co_await with_.store.people().find_person(person);
    if (!row)
        co_return std::unexpected(row.error());
    if (row->practice != with_.practice)
        co_return fail(errc::not_found);
    co_return staff_of(*row);
}

task<staff> people::find_handle(std::string handle)
{
    const auto row = co_await with_.store.people().find_handle(with_.practice, std::move(handle));
    if (!row)
        co_return std::unexpected(row.error());
    co_return staff_of(*row);
}

} // namespace switchback::service
