// Sealing of everything a client said before the store sees it: AES-256-GCM under the client's data
// key, bound to the place it is kept in, so a row cannot be swapped, moved or put back. Functions
// of their arguments; any thread.
#pragma once

#include "bot/base/error.hpp"
#include "bot/base/id.hpp"
#include "bot/crypto/data_key.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace switchback::crypto {

/// Where sealed bytes are kept. All four are authenticated; opening elsewhere fails.
struct sealed_place
{
    std::string_view table; // each name at most limits::sealed_name_bytes
    id conversation;
    std::uint64_t seq = 0;
    std::string_view field;
};

/// Bytes that sealing adds: algorithm, nonce and tag.
inline constexpr std::size_t seal_nonce_bytes = 12;
inline constexpr std::size_t seal_overhead = 1 + seal_nonce_bytes + 16;

/// Seals `plain` for one place. Sealing the same text twice gives different bytes.
[[nodiscard]] std::string
seal(const data_key& key, const sealed_place& place, std::string_view plain);

/// Opens what `seal` made for the same key and place; errc::corrupt for anything else.
[[nodiscard]] std::expected<std::string, error>
open(const data_key& key, const sealed_place& place, std::string_view sealed);

} // namespace switchback::crypto
