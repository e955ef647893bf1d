// The engine's one door: a state and an event in, the next state, what to say and what to change
// out. Pure: no I/O, no clock, no chance; the same arguments give the same bytes. Any thread.
#pragma once

#include "bot/base/error.hpp"
#include "bot/core/escalation/advance.hpp"
#include "bot/core/run/effect.hpp"
#include "bot/core/run/event.hpp"
#include "bot/core/run/message.hpp"
#include "bot/core/run/state.hpp"

#include <string>
#include <vector>

namespace switchback::run {

/// Where an input went, in the fixed order of promise 4; transcripts and metrics read it.
enum class route
{
    none,
    safety, // the risk screen
    person,
    pause,    // stop, pause, delete
    navigate, // back, repeat, help, skip, plan
    answer,   // the open question
    unclear,  // "I didn't get that"
    stale,    // an old button, a stale timer
};

struct turn
{
    state next;
    std::vector<message> messages;
    std::vector<effect> effects;
    std::vector<std::string> why;     // every routing decision, in words
    std::vector<std::string> visited; // step paths run this turn, `flow/path`: for coverage
    route took = route::none;
    bool refused = false;      // the event changed nothing (stale timer, empty words)
    bool touched_case = false; // the client's case is not as it was
    escalation::refusal case_refusal = escalation::refusal::none; // why a human's act was not taken
};

/// Takes one turn. Never fails: a broken promise of ours becomes a safe message, an `alert` effect
/// and the run kept where it was. Limits: steps_per_turn, call_depth, journal_entries. When `trace`
/// is false, `why` and `visited` stay empty.
[[nodiscard]] turn
advance(const flow::bundle_source& bundles, state now, const event& happened, bool trace = false);

/// What the open question (or the aside above it) offers, for a client of that language who comes
/// back; nullopt when nothing is asked or the run's bundle is not there.
[[nodiscard]] std::optional<input_form>
open_form(const flow::bundle_source& bundles, const state& now, std::string_view language);

} // namespace switchback::run
