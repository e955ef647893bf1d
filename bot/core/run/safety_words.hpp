// What is said about the client's case, in the case's own reviewed wording, the client's language,
// country and clock. One thread, one turn.
#pragma once

#include "bot/core/escalation/wording.hpp"
#include "bot/core/run/machine.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace switchback::run {

/// Where and when the client reads what is said about their case.
[[nodiscard]] escalation::reading_place place_of(machine& in);

/// Says a compiled-in sentence with its links.
void say_sentence(machine& in, const risk::help_sentence& sentence);

/// Says a sentence of the case's own wording.
void say_of_case(
    machine& in, std::string_view wording, const std::vector<escalation::argument>& with = {});

/// The same sentence without its links, for a question or a button.
[[nodiscard]] std::string words_of_case(machine& in, std::string_view wording);

/// Shows the lines of the client's country, once it is told: the numbers that the help before it
/// could not give.
void say_lines(machine& in);

} // namespace switchback::run
