#include "bot/core/run/packed_parts.hpp"

#include "bot/base/limits.hpp"

#include <algorithm>
#include <array>

namespace switchback::run {
namespace {

// By letter: what it counts as a hex digit, or 16.
constexpr auto digit_values = [] {
    std::array<std::uint8_t, 256> out{};
    out.fill(16);
    for (std::uint8_t i = 0; i < 10; ++i)
        out['0' + i] = i;
    for (std::uint8_t i = 0; i < 6; ++i)
        out['a' + i] = static_cast<std::uint8_t>(10 + i);
    return out;
}();

} // namespace

void spoil(reader& from) noexcept
{
    [[maybe_unused]] const auto spoiled = from.raw(static_cast<std::size_t>(-1));
}

std::int64_t read_time(reader& from)
{
    constexpr std::int64_t farthest_ms = 8'640'000'000'000'000;
    const auto out = from.signed_varint();
    if (out >= -farthest_ms && out <= farthest_ms)
        return out;
    spoil(from);
    return 0;
}

void write_hex(writer& to, std::string_view digits)
{
    std::array<std::uint8_t, 32> bytes{};
    const bool fits = digits.size() % 2 == 0 && digits.size() / 2 <= bytes.size();
    std::uint8_t worst = 0;
    for (std::size_t i = 0; fits && i < digits.size(); i += 2)
    {
        const auto high = digit_values[static_cast<std::uint8_t>(digits[i])];
        const auto low = digit_values[static_cast<std::uint8_t>(digits[i + 1])];
        worst = std::max({worst, high, low});
        bytes[i / 2] = static_cast<std::uint8_t>(high << 4 | low);
    }
    const bool is_hex = fits && worst < 16;
    to.boolean(is_hex);
    if (!is_hex)
        return to.text(digits);
    to.varint(digits.size() / 2);
    to.raw(bytes.data(), digits.size() / 2);
}

std::string read_hex(reader& from, std::uint8_t written_as)
{
    static constexpr std::string_view letters = "0123456789abcdef";
    if (written_as == oldest_format || !from.boolean())
        return std::string(from.text());
    const auto bytes = from.text();
    std::string out(bytes.size() * 2, '0');
    for (std::size_t i = 0; i < bytes.size(); ++i)
    {
        const auto byte = static_cast<std::uint8_t>(bytes[i]);
        out[2 * i] = letters[byte >> 4];
        out[2 * i + 1] = letters[byte & 15];
    }
    return out;
}

void write_slots(writer& to, const std::vector<flow::value>& from)
{
    to.varint(from.size());
    for (std::size_t i = 0; i < from.size(); ++i)
    {
        const auto set = static_cast<std::size_t>(
            std::ranges::find_if(
                from.begin() + static_cast<std::ptrdiff_t>(i), from.end(), &flow::value::is_set) -
            from.begin());
        to.varint(set - i);
        if (set < from.size())
            flow::write_value(to, from[set]);
        i = set;
    }
}

std::vector<flow::value> read_slots(reader& from, std::uint8_t written_as)
{
    const auto size = from.varint();
    std::vector<flow::value> out;
    if (size > limits::slots_per_frame) [[maybe_unused]]
        const auto spoiled = from.raw(static_cast<std::size_t>(-1));
    else
        out.resize(static_cast<std::size_t>(size));
    for (std::size_t i = 0; i < out.size() && from.ok(); ++i)
    {
        if (written_as != oldest_format)
            i += static_cast<std::size_t>(from.varint());
        if (i < out.size())
            out[i] = flow::read_value(from);
    }
    return out;
}

packed_items read_items(reader& from, std::uint8_t written_as)
{
    if (written_as != oldest_format)
        return packed_items::of_bytes(from.text());
    std::vector<record_snapshot::item> all(from.count());
    for (auto& one : all)
        one = read_item(from);
    return packed_items(all);
}

} // namespace switchback::run
