// The client's case inside the conversation: what happens in the chat is told to it, and what it
// decides is said, asked or left to the service as effects of the same turn, so that both are
// committed together. One thread, one turn.
#pragma once

#include "bot/core/run/machine.hpp"

#include <string>
#include <string_view>

namespace switchback::run {

/// Tells the case of words that the screen answered; the static help for a crisis stands before
/// them.
void raise_words(machine& in, const risk::screening& found);

/// Tells it of something else that asks for a human: an answer, a feeling, the wish itself.
void raise(machine& in, escalation::signal what);

/// Tells the case, before anything else, that a client who left by the quick exit is here again.
void welcome_back(machine& in);

/// Takes what happened outside the chat: a human's act, a receipt, a change of the rota.
void take_safety(machine& in);

/// Takes a timer of the case.
void fire_safety_timer(machine& in, escalation::timer_kind kind);

/// The case's token of the question of the ladder that is open; 0 when none is.
[[nodiscard]] std::uint32_t question_asked(machine& in);

/// True while the flow waits because a question of the ladder is open.
[[nodiscard]] bool is_asked_for_safety(machine& in);

/// True while a human is in the chat and the bot is silent.
[[nodiscard]] bool is_with_human(machine& in);

/// True while the clinic has to keep what was written: somebody there is told, or being told.
[[nodiscard]] bool must_be_kept(machine& in);

/// True when somebody at the clinic can be told at all.
[[nodiscard]] bool has_responders(machine& in);

/// Puts the open question of the ladder back where it stood, after a command took it away.
void keep_question(machine& in);

} // namespace switchback::run
