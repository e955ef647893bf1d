// One homework of one client: what is to be done, when, and how each of its occurrences goes. The
// note and the reasons are the only words in it, and they are private. Owned by whoever stores it,
// committed as one value; any thread.
#pragma once

#include "bot/base/error.hpp"
#include "bot/base/id.hpp"
#include "bot/base/private_text.hpp"
#include "bot/core/homework/plan.hpp"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::homework {

/// What is to be done: a flow, pinned. Of a pack each flow is an assignment of its own.
struct content
{
    std::string flow;
    std::int32_t flow_version = 0;
    std::string bundle;       // its hash: publishing a new version moves nothing
    std::int32_t minutes = 0; // as the flow declares
    std::string pack;         // empty: assigned by itself
    std::int32_t pack_version = 0;
    std::int32_t place = 0; // in the pack, from 0
    bool operator==(const content&) const = default;
};

enum class unlocking : std::uint8_t
{
    at_once,
    after_done, // the previous one was done
    after_over  // done, or declined, expired, taken back
};

struct unlock_rule
{
    unlocking when = unlocking::at_once;
    id previous;
    std::int32_t delay_days = 0; // from the day on which the previous one ended
    bool operator==(const unlock_rule&) const = default;
};

enum class occurrence_state : std::uint8_t
{
    assigned, // open, and not known to have reached the client
    sent,
    opened,
    partial, // something was answered
    done,
    expired, // closed before anything was answered
    declined,
    skipped // closed during a pause, or planned away
};
inline constexpr std::size_t occurrence_states = 8;

struct occurrence
{
    window when;
    occurrence_state is = occurrence_state::assigned;
    bool is_over = false;
    std::int64_t sent_ms = 0; // 0: never, of each of these
    std::int64_t opened_ms = 0;
    std::int64_t ended_ms = 0;
    std::int64_t reminded_ms = 0;
    private_text why; // of a client who declined it
    bool operator==(const occurrence&) const = default;
};

/// How occurrences went.
struct tally
{
    std::uint32_t each[occurrence_states] = {}; // by state
    std::uint32_t unsent = 0;                   // of the expired: they never reached the client
    std::uint32_t late = 0;                     // of the done: after they were due
    bool operator==(const tally&) const = default;
};

enum class standing : std::uint8_t
{
    locked, // waits for the previous one
    active,
    revoked,
    declined, // the whole of it, by the client
    finished  // no date is left
};

/// Another time the client would like, until the therapist answers.
struct proposal
{
    std::int64_t first_day = 0;
    std::int32_t opens_minute = 0;
    std::optional<recurrence> repeats; // another rule, of a homework that repeats
    private_text why;
    std::int64_t asked_ms = 0;
    bool operator==(const proposal&) const = default;
};

struct assignment
{
    id number;
    id client;
    id by;
    content what;
    private_text note; // the therapist's, for the client
    plan when;
    unlock_rule unlock;
    bool may_start_early = true;
    std::int32_t reminders = 1; // of one occurrence: when it opens, and a day before it is due

    standing is = standing::active;
    bool is_paused = false;
    bool was_done = false;     // at least once
    std::uint32_t version = 1; // rises with each act of a therapist; for If-Match
    private_text why;          // of a client who declined the whole
    std::optional<proposal> asked;
    std::vector<occurrence> kept; // by day; the newest limits::occurrences_kept
    tally older;                  // of those no longer kept
    std::int64_t through_day = 0; // days up to this one have opened, or were planned away
    std::int64_t timer_ms = 0;    // 0: none is set
    std::uint32_t generation = 0;
    bool operator==(const assignment&) const = default;
};

[[nodiscard]] std::string_view name_of(occurrence_state value) noexcept;
[[nodiscard]] std::string_view name_of(standing value) noexcept;

/// True when nothing more can happen by itself.
[[nodiscard]] bool has_ended(const assignment& of) noexcept;

/// The occurrence of a day among those kept, or null.
[[nodiscard]] const occurrence* find_occurrence(const assignment& of, std::int64_t day) noexcept;

/// The windows that have not opened, at most `most`, in order. A session that is prepared for
/// already has none more, though a change of zone may have given its day another name.
[[nodiscard]] std::vector<window>
upcoming(const assignment& of, const zone_offset& zone, std::size_t most);

/// Everything, as bytes with a format first.
[[nodiscard]] std::string save(const assignment& from);

/// The assignment of those bytes; `corrupt` for any others, and for a value no event can lead to.
/// Never throws.
[[nodiscard]] std::expected<assignment, error> load(std::string_view bytes);

} // namespace switchback::homework
