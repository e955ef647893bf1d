// What may be claimed to the client about the clinic: a function of the committed case alone, so
// that no path can show a state that is not durably true. Pure; any thread.
#pragma once

#include "bot/core/escalation/case_state.hpp"
#include "bot/core/escalation/effect.hpp"

#include <optional>

namespace switchback::escalation {

/// The sentence that is true now; nullopt when nothing about the clinic may be said (no case, no
/// page yet, a drill). Every wording under `status.` comes from here and from nowhere else.
[[nodiscard]] std::optional<show> shown_status(const case_state& of);

/// What stands at hand with that status, by the danger.
[[nodiscard]] offer offered(const case_state& of);

} // namespace switchback::escalation
