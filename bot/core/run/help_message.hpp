// A sentence of the compiled-in help as a message: its links become spans. Pure; any thread.
#pragma once

#include "bot/core/risk/crisis_help.hpp"
#include "bot/core/run/message.hpp"

namespace switchback::run {

/// The sentence with its links counted in code points; seq is left 0.
[[nodiscard]] message help_message(const risk::help_sentence& from);

} // namespace switchback::run
