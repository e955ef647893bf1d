// One-time codes by the clock (RFC 6238: SHA-1, 30 s, 6 digits), as every authenticator app makes
// them. Functions of their arguments; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace switchback::crypto {

inline constexpr std::int64_t totp_step_ms = 30'000;
inline constexpr std::size_t totp_digits = 6;
inline constexpr std::size_t totp_secret_bytes = 20; // what RFC 4226 asks for with SHA-1
inline constexpr std::uint64_t totp_window = 1;      // steps a device's clock may be off

/// Makes a secret: 160 bits from the system's randomness.
[[nodiscard]] std::string make_totp_secret();

/// Writes bytes in base32 (RFC 4648) without padding, as a person types a secret into an app.
[[nodiscard]] std::string base32(std::string_view bytes);

/// The code of a step, with its leading zeros.
[[nodiscard]] std::string totp_code(std::string_view secret, std::uint64_t step);

/// The step whose code this is: the present one or one within totp_window of it. nullopt for a
/// wrong code, and for a step not above `last_step`, so that no code is taken twice.
[[nodiscard]] std::optional<std::uint64_t> match_totp(
    std::string_view secret, std::string_view code, std::int64_t now_ms, std::uint64_t last_step);

/// The otpauth:// address by which an app takes the secret over. Names may hold any UTF-8.
[[nodiscard]] std::string
otpauth_uri(std::string_view issuer, std::string_view account, std::string_view secret);

} // namespace switchback::crypto
