// What can happen to an assignment: with its state and the client's zone, the only input of
// `advance`. Who may do what is the caller's to know. Values; any thread.
#pragma once

#include "bot/core/homework/assignment.hpp"

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace switchback::homework {

/// Time passed, or the client's zone is another. The generation of the timer row that fired; 0 for
/// no row: a tick now and then does what a lost row would have.
struct tick
{
    std::uint32_t generation = 0;
};

/// An occurrence reached the client: it stands in the list they see.
struct delivered
{
    std::int64_t day = 0;
};

/// The client began the flow.
struct started
{
    std::int64_t day = 0;
};

/// The client answered something in it.
struct progressed
{
    std::int64_t day = 0;
};

/// The client came to its end, in time or after it closed.
struct completed
{
    std::int64_t day = 0;
};

/// A reminder left that speaks for this assignment too.
struct reminded
{};

/// The client does not want one occurrence, or the whole of it (no day).
struct refused
{
    std::optional<std::int64_t> day;
    private_text why; // may be empty: nobody has to explain
};

/// The client would like another time; a newer wish takes the place of an older one.
struct proposed
{
    proposal wish;
};

/// The therapist's answer to it.
struct proposal_answered
{
    std::uint32_t version = 0; // as their page showed it; another one is `stale_version`
    bool is_accepted = false;
};

struct paused
{
    std::uint32_t version = 0;
};

struct resumed
{
    std::uint32_t version = 0;
};

struct revoked
{
    std::uint32_t version = 0;
};

/// What a therapist may change. What has begun stays begun.
struct edited
{
    std::uint32_t version = 0;
    private_text note;
    plan when;
    bool may_start_early = true;
    std::int32_t reminders = 1;
};

/// The previous assignment was done for the first time, or ended without.
struct previous_ended
{
    id previous;
    bool was_done = false;
};

/// The dates of the sessions ahead, of a homework that comes before each.
struct sessions_set
{
    std::vector<std::int64_t> sessions;
};

using happening = std::variant<
    tick, delivered, started, progressed, completed, reminded, refused, proposed, proposal_answered,
    paused, resumed, revoked, edited, previous_ended, sessions_set>;

struct event
{
    std::int64_t time_ms = 0;
    happening what;
};

} // namespace switchback::homework
