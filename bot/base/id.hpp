// 128-bit identifiers: time-ordered (UUIDv7 layout) so that rows made together lie together on
// disk. A value; any thread. Making one needs a time and a random source, so `core` never makes
// any.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace switchback {

struct id
{
    std::array<std::uint8_t, 16> bytes{};

    auto operator<=>(const id&) const = default;
    [[nodiscard]] bool is_nil() const noexcept { return *this == id{}; }
};

/// Builds a UUIDv7 from wall time in milliseconds and two random words.
[[nodiscard]] id
make_id(std::int64_t time_ms, std::uint64_t random_a, std::uint64_t random_b) noexcept;

/// Writes 32 lower-case hex digits.
[[nodiscard]] std::string to_string(const id& value);

/// Reads 32 hex digits, nothing else; nullopt otherwise.
[[nodiscard]] std::optional<id> parse_id(std::string_view text) noexcept;

} // namespace switchback

template <>
struct std::hash<switchback::id>
{
    std::size_t operator()(const switchback::id& value) const noexcept;
};
