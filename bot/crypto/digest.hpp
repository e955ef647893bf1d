// SHA-256 of bytes, for chains and fingerprints. A function of its argument; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace switchback::crypto {

using digest = std::array<std::uint8_t, 32>;

/// The SHA-256 of `bytes`. Never fails.
[[nodiscard]] digest digest_of(std::string_view bytes) noexcept;

} // namespace switchback::crypto
