// The small dialogues of the client's case that stand above a run: a question of the ladder, how a
// person may reach the client, and what stays at hand while the clinic is being reached. One
// thread, one turn.
#pragma once

#include "bot/core/run/machine.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace switchback::run {

/// The open question of the ladder: what is said with it, its buttons, what a reply does. A reply
/// nobody understood has an empty key.
void ask_safety(machine& in, input_form form);
[[nodiscard]] std::vector<choice> safety_choices(machine& in);
void answer_safety(machine& in, std::string_view key, const reply& given);

/// Takes the client's words, which the screen answered with that danger, as the answer to the open
/// question where they are one; asks it again where they are not.
void answer_safety_in_passing(machine& in, risk::category found);

/// One question a message on how a person may reach the client; each may be skipped, and what was
/// said is kept with the answer that said it.
void ask_contact(machine& in, input_form form);
[[nodiscard]] bool asks_number(const aside& top);
void answer_contact(machine& in, const reply& given);

/// Keeps a number that was not asked for, beside what was said of it before.
void keep_contact_number(machine& in, std::string_view words);

/// What stands at hand beside "go on": the plan, grounding, the lines, a person, a drafted text.
[[nodiscard]] std::vector<choice> offered_choices(machine& in);

/// Does one of them; false when it is none.
[[nodiscard]] bool take_offer(machine& in, std::string_view key);

} // namespace switchback::run
