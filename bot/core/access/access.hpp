// Who may do what, and to whom: one table, denied by default. Functions of their arguments; any
// thread. Whoever lets a person or a client do anything asks `may` first; no other code decides it.
#pragma once

#include "bot/base/id.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

namespace switchback::access {

/// What somebody is to a practice. A person of the staff may be several of these.
enum class role : std::uint8_t
{
    owner, // runs the practice: people, settings, invites; no client's words
    therapist,
    responder, // answers cases
    author,    // writes flows
    auditor,   // reads who did what
    client,    // never together with another
    count_
};
inline constexpr auto role_count = static_cast<std::size_t>(role::count_);

/// How the one who asks stands to what they ask for. Staff with broken glass stand in two ways.
enum class relation : std::uint8_t
{
    other_practice, // nothing is ever allowed here
    practice,       // their own practice; no client in particular
    unassigned,     // a client of the practice who is not in their care, or somebody else's account
    assigned,       // a client in their care
    broken_glass,   // a client they opened with a reason, for a while
    self,           // their own account; the client themselves
    count_
};
inline constexpr auto relation_count = static_cast<std::size_t>(relation::count_);

/// Everything that is asked for. A new one needs a row in `matrix.hpp`, or nothing compiles.
enum class action : std::uint8_t
{
    change_own_sign_in, // password, app, recovery codes
    see_people,
    add_people,
    change_people, // roles; a new link for somebody who lost their phone; switching off
    see_settings,
    change_settings,
    invite_clients,
    confirm_invite,  // the therapist's half
    withdraw_invite, // also after a client took it
    list_clients,    // that they are there, and in whose care
    change_care,
    break_glass,
    read_opened, // who opened what of a client
    talk,
    read_conversation, // words that were not shared
    read_shared,
    answer_shared, // reviewed marks and replies
    read_record,
    read_measures,
    read_plan, // the client's safety net
    assign_homework,
    read_homework,
    answer_homework, // do it, propose another time, decline
    set_next_session,
    see_next_session,
    export_client,
    erase_client,
    see_cases,
    read_case, // what a case opens, and no more
    act_on_case,
    see_case_figures,
    read_flows,
    edit_flows,
    publish_flows,
    see_drop_off, // counts of steps
    read_audit,
    count_
};
inline constexpr auto action_count = static_cast<std::size_t>(action::count_);

/// The words of rows, commands and pages; empty for what is none of them.
[[nodiscard]] std::string_view name_of(role value) noexcept;
[[nodiscard]] std::string_view name_of(relation value) noexcept;
[[nodiscard]] std::string_view name_of(action value) noexcept;

/// The role of that name; never `client`, which nobody is given.
[[nodiscard]] std::optional<role> staff_role(std::string_view name) noexcept;

/// The roles one person has.
class role_set
{
public:
    constexpr role_set() noexcept = default;
    constexpr role_set(std::initializer_list<role> all) noexcept
    {
        for (const auto one : all)
            add(one);
    }

    /// From a stored number; bits of roles we do not know are dropped, as is `client`.
    [[nodiscard]] static role_set of_staff(std::uint32_t bits) noexcept;

    constexpr void add(role one) noexcept { bits_ |= 1U << static_cast<unsigned>(one); }
    [[nodiscard]] constexpr bool has(role one) const noexcept
    {
        return (bits_ & 1U << static_cast<unsigned>(one)) != 0;
    }
    [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
    [[nodiscard]] constexpr std::uint32_t bits() const noexcept { return bits_; }
    bool operator==(const role_set&) const = default;

private:
    std::uint32_t bits_ = 0;
};

/// Glass that was broken: one person may read one client's matters for a while, and said why.
struct broken_glass
{
    id person;
    id client;
    std::int64_t from_ms = 0;
    std::int64_t until_ms = 0; // over from then on
};

/// Somebody who asks: a person of the staff, or a client.
struct caller
{
    id practice;
    role_set roles;
    id person; // nil: a client
    id client; // nil: staff
};

/// What is asked for: a client's matter, somebody's account, or neither (the practice's).
struct subject
{
    id practice;
    id client;                                // nil: no client in particular
    id person;                                // whose account; nil: none
    std::span<const id> cared_for_by;         // the client's therapists
    std::span<const broken_glass> glass = {}; // of whomever, over or not
};

/// One cell of the table. False for whatever is not in it.
[[nodiscard]] bool may(role who, action what, relation how) noexcept;

/// True when one of the caller's roles may do it, standing to the subject as they do at `now_ms`.
[[nodiscard]] bool
may(const caller& who, action what, const subject& whom, std::int64_t now_ms) noexcept;

/// How the caller stands to the subject; at most two at once.
struct standing
{
    relation first = relation::other_practice;
    bool has_broken_glass = false;
};
[[nodiscard]] standing
standing_of(const caller& who, const subject& whom, std::int64_t now_ms) noexcept;

} // namespace switchback::access
