// Passwords as they are kept: Argon2id, slow on purpose and hungry for memory. Blocks its thread
// for tens of milliseconds, so it is called from `service::password_work` alone. Functions of their
// arguments; any thread.
#pragma once

#include "bot/base/error.hpp"

#include <string>
#include <string_view>

namespace switchback::crypto {

/// Hashes a password with a salt of its own, at the cost of limits::password_memory and
/// password_rounds; both stand in the text. errc::busy when there is no memory for it.
[[nodiscard]] std::expected<std::string, error> hash_password(std::string_view password);

/// True when the hash is of this password. False for whatever is no hash.
[[nodiscard]] bool is_password(const std::string& hash, std::string_view password) noexcept;

} // namespace switchback::crypto
