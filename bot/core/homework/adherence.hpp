// How a homework goes, as figures and as one word: computed from its occurrences, kept nowhere.
// Pure; any thread.
#pragma once

#include "bot/core/homework/assignment.hpp"

#include <span>
#include <string_view>

namespace switchback::homework {

struct adherence
{
    tally how;                     // every occurrence there has been
    std::uint32_t due = 0;         // of those that are over: what could have been done
    std::uint32_t done = 0;        // of these
    std::uint32_t open = 0;        // now
    std::int64_t last_done_ms = 0; // 0: never
    bool operator==(const adherence&) const = default;
};

/// Adds up one assignment, or several. What never reached the client, and what was skipped, could
/// not have been done and does not count as due.
[[nodiscard]] adherence adherence_of(const assignment& of);
[[nodiscard]] adherence adherence_of(std::span<const assignment> all);

/// The one word a list shows: `locked assigned sent opened partial done expired declined paused
/// proposed revoked finished`. What needs the therapist comes first, then the newest occurrence.
[[nodiscard]] std::string_view shown_state(const assignment& of) noexcept;

} // namespace switchback::homework
