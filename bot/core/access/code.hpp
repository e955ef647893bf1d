// Codes that people read aloud and type: twelve letters and digits without look-alikes, in three
// groups, the last of them a check on the others. Invites and recovery codes are made of them.
// Functions of their arguments; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace switchback::access {

inline constexpr std::size_t code_chars = 12;

/// No 0 O, 1 I L. Thirty-one of them, a prime: see `read_code`.
inline constexpr std::string_view code_letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// A code of 54 random bits; the words must come from the system's randomness.
[[nodiscard]] std::string make_code(const std::array<std::uint64_t, 2>& random);

/// The code somebody typed, without what they put between and in capitals. nullopt when it cannot
/// be one: any one wrong letter, and any two in each other's place, are noticed.
[[nodiscard]] std::optional<std::string> read_code(std::string_view typed);

/// As it is shown: K7M2-P9QA-XW4T.
[[nodiscard]] std::string grouped(std::string_view code);

} // namespace switchback::access
