// libsodium, started. Private to bot/crypto; any thread.
#pragma once

#include <sodium.h>

namespace switchback::crypto {

/// Starts the library; doing it again costs a load. Ends the process when there is no randomness.
void start_sodium() noexcept;

} // namespace switchback::crypto
