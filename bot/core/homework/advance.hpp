// The door of an assignment: a value and an event in, the next value and what to do out. Nothing
// has happened until the caller has committed both. Pure: no I/O, no clock, no chance; the zone is
// a function the caller passes. Any thread.
#pragma once

#include "bot/core/homework/event.hpp"
#include "bot/core/homework/fault.hpp"

#include <string_view>
#include <variant>
#include <vector>

namespace switchback::homework {

/// An occurrence is open: it belongs into the client's list. `delivered` says that it is there.
struct deliver
{
    std::int64_t day = 0;
    bool operator==(const deliver&) const = default;
};

/// It no longer belongs there.
struct withdraw
{
    std::int64_t day = 0;
    bool operator==(const withdraw&) const = default;
};

/// The one timer row of an assignment; setting it overwrites.
struct set_timer
{
    std::int64_t due_ms = 0;
    std::uint32_t generation = 0;
    bool operator==(const set_timer&) const = default;
};

struct clear_timer
{
    bool operator==(const clear_timer&) const = default;
};

/// For the assignments that wait for this one: `previous_ended`.
struct tell_next
{
    bool was_done = false;
    bool operator==(const tell_next&) const = default;
};

enum class news : std::uint8_t
{
    done,              // therapist
    declined,          // therapist
    proposed,          // therapist
    cannot_open,       // therapist: the previous one ended undone
    proposal_accepted, // client, from here on
    proposal_declined,
    changed,
    taken_back
};

[[nodiscard]] std::string_view name_of(news value) noexcept;

/// A line in the therapist's or the client's list: which it is says `news`. No words.
struct tell
{
    news what = news::done;
    std::int64_t day = 0; // 0: of the whole
    bool operator==(const tell&) const = default;
};

/// For the audit: the name of the act, a constant.
struct log_line
{
    std::string_view act;
    bool operator==(const log_line&) const = default;
};

using effect = std::variant<deliver, withdraw, set_timer, clear_timer, tell_next, tell, log_line>;

struct decision
{
    assignment next;
    std::vector<effect> effects; // in the order in which they are to be done
    fault refused;               // `problem::none`: it was taken
};

/// Takes one event. Never fails; a refused one changed nothing and needs no commit. Whatever the
/// event, what its time has opened and closed is opened and closed with it: late once, never in a
/// burst, and of what nobody could see in time nothing is delivered.
[[nodiscard]] decision advance(assignment now, const zone_offset& zone, const event& happened);

} // namespace switchback::homework
