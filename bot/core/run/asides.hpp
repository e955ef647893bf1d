// The engine's own small dialogues above a run: crisis help, a person, help, delete, stop, an old
// button, an offer. They work at every input point and need no flow file. One thread, one turn.
#pragma once

#include "bot/core/run/machine.hpp"

#include <string>
#include <string_view>

namespace switchback::run {

/// Reaches for a person: the client's case is told, with the danger when one was named. Where
/// nobody is set up it says so and shows how else to reach one. `was_asked`: the client has said
/// yes to the first question of the ladder already.
void offer_person(
    machine& in, std::string_view why, risk::category about = risk::category::none,
    bool was_asked = false);

/// Erases everything, unless the clinic has to keep it until a case is closed, which it says.
void erase_all(machine& in);

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

/// The key of the top aside's choice that these words mean; empty when they mean none.
[[nodiscard]] std::string meaning_to_top(machine& in, std::string_view words);

/// Asks what is open, unless the last thing said asks already.
void go_on_asking(machine& in);

/// Takes every aside down and returns to the run's open question.
void return_to_run(machine& in);

} // namespace switchback::run
