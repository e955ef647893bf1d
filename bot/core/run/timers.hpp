// Timers that came due, and fragments that wait to be joined. One thread, one turn.
#pragma once

#include "bot/core/run/machine.hpp"

#include <cstdint>
#include <string_view>

namespace switchback::run {

/// Fires the event's timer: `wait`, `join` or `remind:<key>`; a stale one changes nothing.
void fire_timer(machine& in);

/// Keeps the event's words as a fragment when more may follow (a short piece without an end, on a
/// channel that sends in pieces); true when it did.
[[nodiscard]] bool join_fragment(machine& in, prompt& open, std::int64_t join_ms);

/// Screens the fragments together with the `last` piece, and hands the whole to the open question.
void answer_joined(machine& in, std::string_view last);

} // namespace switchback::run
