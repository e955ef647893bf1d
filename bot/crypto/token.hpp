// Resume tokens: 256 random bits, shown once to the client; only their hash is kept. Any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace switchback::crypto {

inline constexpr std::size_t token_chars = 43; // 256 bits in base64url without padding
inline constexpr std::size_t token_hash_bytes = 32;

/// Makes a token: 43 characters of base64url.
[[nodiscard]] std::string make_token();

/// SHA-256 of the token's text, 32 bytes. A plain hash is enough: there is nothing to guess.
[[nodiscard]] std::string hash_token(std::string_view token);

} // namespace switchback::crypto
