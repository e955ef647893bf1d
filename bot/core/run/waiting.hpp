// What a client writes while the clinic is being reached and no question of a flow is open: it is
// kept for whoever opens the case, and a phone number in it is taken for one. One thread, one turn.
#pragma once

#include "bot/core/run/machine.hpp"

#include <string_view>

namespace switchback::run {

/// True while somebody at the clinic is to be reached and nobody is in the chat yet.
[[nodiscard]] bool is_waiting(machine& in);

/// Says that the words are kept, and offers what is at hand.
void take_while_waiting(machine& in);

/// True when the next words of the client are about their case, and not about a flow.
[[nodiscard]] bool is_case_in_front(machine& in);

/// Keeps a phone number that was written while the clinic is being reached, wherever that was;
/// false when there is none in the words, when one is kept already, or when it was just asked for.
[[nodiscard]] bool keeps_number(machine& in, std::string_view words);

/// True when the words hold a run of limits::phone_digits_least digits or more, however spaced.
[[nodiscard]] bool has_phone_number(std::string_view words) noexcept;

} // namespace switchback::run
