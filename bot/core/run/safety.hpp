// The client's case inside the conversation: what happens in the chat is told to it, and what it
// decides is said, asked or left to the service as effects of the same turn, so that both are
// committed together. One thread, one turn.
#pragma once

#include "bot/core/escalation/wording.hpp"
#include "bot/core/run/machine.hpp"

#include <string>
#include <string_view>

namespace switchback::run {

/// Where and when the client reads what is said about their case.
[[nodiscard]] escalation::reading_place place_of(machine& in);

/// Says a block of help; the log of the case names its wordings and the table of its lines.
void say_help(machine& in, const risk::help_text_block& help);

/// Says what a decision of the case shows, and has logged.
void say_decided(machine& in, const escalation::show& what);

/// Says a sentence of the case's own wording; while a case is open, its log says so.
void say_of_case(machine& in, std::string_view wording);

/// The same sentence without its links, for a question; its log says so too.
[[nodiscard]] std::string question_of_case(machine& in, std::string_view wording);

/// The same without a line of the log, for a button, and for what the case has logged itself.
[[nodiscard]] std::string words_of_case(machine& in, std::string_view wording);

/// Shows the lines of the client's country, once it is told: the numbers that the help before it
/// could not give.
void say_lines(machine& in);

/// Tells the case what happened and does what it decides. What was refused changed nothing.
escalation::refusal tell_case(machine& in, escalation::occurrence what);

/// Tells it of words that the screen answered; the static help for a crisis stands before them.
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
