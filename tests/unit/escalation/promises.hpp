// What must hold after every event of a case, whatever led there; used by the unit tests after each
// event, and by the simulation.
#pragma once

#include "bot/core/escalation/advance.hpp"

#include <string>

namespace escalation_tests {

/// The timer rows a service would hold: what the effects set and cleared.
using timer_rows = std::vector<switchback::escalation::armed_timer>;

/// Does to the rows what the effects of a turn say.
void keep_timers(const std::vector<switchback::escalation::effect>& effects, timer_rows& rows);

/// The first promise that is broken, in words; empty when all hold.
[[nodiscard]] std::string broken_promise(
    const switchback::escalation::case_state& before, const switchback::escalation::event& happened,
    const switchback::escalation::decision& after, const timer_rows& rows);

} // namespace escalation_tests
