// The door of a case: a state and an event in, the next state and what to do out. Pure: no I/O, no
// clock, no chance; the same arguments give the same result. Any thread.
#pragma once

#include "bot/core/escalation/case_state.hpp"
#include "bot/core/escalation/cover.hpp"
#include "bot/core/escalation/effect.hpp"
#include "bot/core/escalation/event.hpp"
#include "bot/core/escalation/policy.hpp"

#include <vector>

namespace switchback::escalation {

/// Why an event was not taken; it then changed nothing but a counter.
enum class refusal : std::uint8_t
{
    none,
    no_case,     // nothing is open
    stale_epoch, // somebody else took the case since
    not_holder,  // only the holder may do that
    stale,       // an old button, timer or receipt
    already,     // done before: a second click
    bad_value    // no name, no reason, a time in the past or too far ahead
};

[[nodiscard]] std::string_view name_of(refusal value) noexcept;

struct decision
{
    case_state next;
    std::vector<effect> effects; // in the order in which they are to be done
    refusal refused = refusal::none;
};

/// Takes one event. Never fails. `at` is the cover at the event's time. A timer that fires before
/// its due time (a clock that jumped) is set again. Limits: case_signals, case_people,
/// case_answers.
[[nodiscard]] decision
advance(case_state now, const policy& windows, const cover& at, const event& happened);

/// What to show when a hit's case could not be committed within limits::case_durable_ms: no
/// sentence that says the clinic knows, and how to reach a person. Needs no stored state.
[[nodiscard]] std::vector<effect> could_not_keep(category about);

} // namespace switchback::escalation
