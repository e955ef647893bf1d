// HMAC-SHA256 and base64, for requests that are signed. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace switchback::net {

/// The 32 bytes of HMAC-SHA256.
[[nodiscard]] std::string hmac_sha256(std::string_view key, std::string_view text);

/// Base64 with padding, in one line.
[[nodiscard]] std::string to_base64(std::string_view bytes);

/// The bytes, or nothing when it is not padded base64 without spaces.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

} // namespace switchback::net
