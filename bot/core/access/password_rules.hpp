// What a password must be: long, and none that everybody tries first. No rule of composition, no
// change by the calendar (NIST 800-63B). Functions of their arguments; any thread.
#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>

namespace switchback::access {

enum class password_fault : std::uint8_t
{
    not_text,  // no UTF-8, or a control character
    too_short, // under limits::password_chars_least characters
    too_long,  // over limits::password_bytes
    too_common // among the commonest, one character again and again, or the person's own name
};

/// The word for pages.
[[nodiscard]] std::string_view name_of(password_fault value) noexcept;

/// The password as it is hashed and compared: Unicode's NFC, so that every keyboard gives the same
/// bytes. Fails with not_text or too_long alone: whoever signs in is not told the other rules.
[[nodiscard]] std::expected<std::string, password_fault> normal_password(std::string_view typed);

/// The same for a new password, by all rules. `own_words`: the person's and the practice's names.
[[nodiscard]] std::expected<std::string, password_fault>
new_password(std::string_view typed, std::span<const std::string_view> own_words);

} // namespace switchback::access
