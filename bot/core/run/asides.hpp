// The engine's own small dialogues above a run: crisis help, a person, help, delete, stop, an old
// button, an offer. They work at every input point and need no flow file. One thread, one turn.
#pragma once

#include "bot/core/run/machine.hpp"

#include <string>
#include <string_view>

namespace switchback::run {

/// Shows the crisis help of a category and stays above the run until the client goes on or stops.
void show_crisis(machine& in, risk::category about, std::string_view rule);

/// Shows the softer help after words that may or may not mean danger; the run goes on at once.
void show_soft_help(machine& in, risk::category about);

/// Shows how to reach a person, with the help of a danger when one was named, asking for the
/// country when it is not known.
void offer_person(machine& in, std::string_view why, risk::category about = risk::category::none);

/// Opens one of the other asides with its question.
void open_aside(machine& in, aside_kind kind);
void open_change_old(machine& in, std::uint32_t token, const flow::value& sent);
void open_offer(machine& in, const std::string& flow_id, const std::vector<flow::field>& given);

/// What the top aside offers.
[[nodiscard]] input_form aside_form(machine& in);

/// True when an aside stands above the run.
[[nodiscard]] bool has_aside(machine& in);

/// Shows the top aside's question again.
void reask_aside(machine& in);

/// Takes a reply to the top aside.
void answer_aside(machine& in, const reply& given);

/// Takes every aside down and returns to the run's open question.
void return_to_run(machine& in);

} // namespace switchback::run
