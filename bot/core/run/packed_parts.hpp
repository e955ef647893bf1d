// The parts of a packed state that are not written as they are: ids as bytes, slots that are mostly
// unset, items of the record. For state.cpp. Pure; any thread; reading never throws.
#pragma once

#include "bot/base/codec.hpp"
#include "bot/core/run/record.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::run {

/// Before format 2 ids were written as text, every slot for itself and every item with its names.
/// Format 3 is format 2 with a safety part behind it; a state without one is still written as 2.
/// Format 4 is format 3 with the client's wait in that part.
inline constexpr std::uint8_t oldest_format = 1;
inline constexpr std::uint8_t format = 2;
inline constexpr std::uint8_t format_with_safety = 4;
inline constexpr std::uint8_t format_without_wait = 3;

/// Makes every further read fail.
void spoil(reader& from) noexcept;

/// A time or a wait; one far beyond any calendar is no time of ours, and adding to it would
/// overflow: it spoils the reader.
[[nodiscard]] std::int64_t read_time(reader& from);

/// Ids and hashes are hex digits, half as long as bytes; anything else is kept as it is.
void write_hex(writer& to, std::string_view digits);
[[nodiscard]] std::string read_hex(reader& from, std::uint8_t written_as);

/// Most slots of a frame are unset: their number stands before each that is set. At most
/// limits::slots_per_frame are read.
void write_slots(writer& to, const std::vector<flow::value>& from);
[[nodiscard]] std::vector<flow::value> read_slots(reader& from, std::uint8_t written_as);

/// Packed items are stored as they are.
[[nodiscard]] packed_items read_items(reader& from, std::uint8_t written_as);

} // namespace switchback::run
