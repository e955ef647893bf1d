// What a client says later about a case of theirs: "actually, yes" after a "no", "I didn't mean
// it", "nobody called me" after a contact was noted. One thread, one turn.
#pragma once

#include "bot/core/run/commands.hpp"
#include "bot/core/run/machine.hpp"

namespace switchback::run {

/// True when the client was asked a direct question within a day, and none is open now.
[[nodiscard]] bool was_asked_today(machine& in);

/// True when the command has something to speak of; else the words are an answer like any other.
/// True of every command that is not of this kind.
[[nodiscard]] bool has_meaning_now(machine& in, command what);

/// Tells the case. A second thought puts the direct question again and lowers or pages nothing by
/// itself; a retraction is a note; a denied contact calls the next people.
void take_second_thought(machine& in, command what);

} // namespace switchback::run
