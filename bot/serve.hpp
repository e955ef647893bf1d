// `switchback serve`: puts the parts together and runs them until a signal. Blocks its thread.
#pragma once

#include "bot/config.hpp"

namespace switchback {

/// Serves until SIGTERM or SIGINT. Gives the exit code: 0 after a graceful end, 1 when it could not
/// start (one clear line on standard error).
[[nodiscard]] int serve(const config& with);

} // namespace switchback
