// What the client's commands do ("person", "back", "where was I?"), typed or pressed. One thread,
// one turn.
#pragma once

#include "bot/core/run/commands.hpp"
#include "bot/core/run/machine.hpp"

namespace switchback::run {

/// Does it, and says so; one that has nothing to act upon says that.
void obey(machine& in, command what);

} // namespace switchback::run
