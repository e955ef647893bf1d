// One event told to the client's case, and all it decides done in the same turn: said, asked, set
// above the run, or left to the service as effects. One thread, one turn.
#pragma once

#include "bot/core/escalation/advance.hpp"
#include "bot/core/run/machine.hpp"

namespace switchback::run {

/// Tells the case what happened and does what it decides. What was refused changed nothing.
escalation::refusal tell_case(machine& in, escalation::occurrence what);

/// True when it was the client who did something, not a clock and not a human outside the chat.
[[nodiscard]] bool is_by_client(const machine& in);

/// Puts the open question of the ladder above all else.
void put_question(machine& in);

} // namespace switchback::run
