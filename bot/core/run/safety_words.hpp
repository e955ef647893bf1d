// What is said about the client's case, in the case's own reviewed wording, the client's language,
// country and clock. One thread, one turn.
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

} // namespace switchback::run
