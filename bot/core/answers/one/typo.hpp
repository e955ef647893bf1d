// How many slips of the finger lie between two words. Pure; any thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace switchback::answers {

/// Damerau distance (insert, drop, change, swap of neighbours), by bytes. Anything over 3, and any
/// pair with a word over 32 bytes, is 4: no longer a typo.
[[nodiscard]] std::size_t typo_distance(std::string_view a, std::string_view b) noexcept;

/// True when `typed` is `meant` with few slips for its length: none under 4 letters, one up to 7,
/// two beyond. A word with something in front ("unhappy") is another word, not a slip.
[[nodiscard]] bool is_close_typo(std::string_view typed, std::string_view meant) noexcept;

} // namespace switchback::answers
