// The people of the practice, as an administrator and its owner deal with them: the first owner,
// adding somebody, switching somebody off, links to set up how they sign in. Whether the one who
// asks may is the caller's to ask (`access::may`). Owned by the composition root; every call comes
// on the service's executor.
#pragma once

#include "bot/base/clock.hpp"
#include "bot/base/random.hpp"
#include "bot/core/access/access.hpp"
#include "bot/crypto/master_key.hpp"
#include "bot/port/store.hpp"

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace switchback::service {

template <class value>
using task = boost::asio::awaitable<std::expected<value, error>>;

/// The parts it works with; all outlive it.
struct people_parts
{
    port::store& store;
    const crypto::master_key& master;
    const clock& time;
    random_source& random;
    id practice;
    std::string practice_name;
    std::string address; // of this server as people reach it, without a path
};

/// A person without anything secret.
struct staff
{
    id person;
    std::string handle;
    std::string name;
    access::role_set roles;
    port::person_state state = port::person_state::invited;
};
[[nodiscard]] staff staff_of(const port::person_row& row);
[[nodiscard]] std::string_view name_of(port::person_state value) noexcept;

/// The kind of the one-time right to set up how one signs in; it is made for a person's id.
inline constexpr std::string_view set_up_kind = "person_link";

/// Where what belongs to a person is sealed: their password's hash, their app's secret.
[[nodiscard]] std::string password_place(const id& person);
[[nodiscard]] std::string app_place(const id& person);

/// True for 1 to limits::handle_bytes small letters, digits, dots, dashes and underscores.
[[nodiscard]] bool is_handle(std::string_view text) noexcept;
/// True for a name of limits::person_name_bytes at most, with something to read in it.
[[nodiscard]] bool is_name(std::string_view text) noexcept;

struct new_person
{
    std::string handle;
    std::string name;
    access::role_set roles;
};

class people
{
public:
    explicit people(people_parts with) : with_(std::move(with)) {}

    /// A link, good once and for limits::set_up_link_ms, by which the first owner sets up their
    /// account. errc::conflict when there is an owner already, but `again`: then it is a new link
    /// for that owner (the first by handle), which ends the old one and is noted in the log.
    [[nodiscard]] task<std::string> owner_link(bool again);

    /// Adds a person and gives the link by which they set up their account. errc::bad_request with
    /// the field at fault (handle, name, roles), errc::conflict when the handle is taken,
    /// errc::too_long over limits::people.
    [[nodiscard]] task<std::string> add(new_person who, std::string_view by);

    /// A new link for somebody who lost their phone or their password; ends their sessions and
    /// earlier links. errc::not_found for nobody, errc::closed for somebody switched off.
    [[nodiscard]] task<std::string> link_again(std::string handle, std::string_view by);

    /// Switches a person off: no sign-in, sessions and links end at once. errc::not_found for
    /// nobody, errc::not_allowed for the last owner who can sign in. Again is not an error.
    [[nodiscard]] task<void> disable(std::string handle, std::string_view by);

    /// Everybody, by handle.
    [[nodiscard]] task<std::vector<staff>> list();

    [[nodiscard]] task<staff> find(id person);
    [[nodiscard]] task<staff> find_handle(std::string handle);

    /// Called with a person whose sessions and links have just ended, for sessions that are held in
    /// memory.
    void on_ended(std::function<void(const id& person)> forget) { forget_ = std::move(forget); }

    [[nodiscard]] const people_parts& parts() const noexcept { return with_; }

private:
    [[nodiscard]] task<std::string> make_link(id person);

    people_parts with_;
    std::function<void(const id&)> forget_ = [](const id&) {};
};

/// A line of the practice's log: what was done, by whom, to whom. The words are ours, never a
/// client's.
[[nodiscard]] port::note_row note_of(
    const people_parts& in, std::string_view what,
    std::initializer_list<std::pair<std::string_view, std::string>> fields);

/// Reads such a line: {what, field, value, field, value ...}; errc::corrupt.
[[nodiscard]] std::expected<std::vector<std::string>, error>
read_note(const crypto::master_key& master, const port::audit_row& row);

} // namespace switchback::service
