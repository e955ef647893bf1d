#include "bot/base/id.hpp"

#include <cstring>

namespace switchback {

id make_id(std::int64_t time_ms, std::uint64_t random_a, std::uint64_t random_b) noexcept
{
    id out;
    const auto time = static_cast<std::uint64_t>(time_ms);
    for (int i = 0; i < 6; ++i)
        out.bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(time >> (40 - 8 * i));
    std::memcpy(out.bytes.data() + 6, &random_a, 2);
    std::memcpy(out.bytes.data() + 8, &random_b, 8);
    out.bytes[6] = static_cast<std::uint8_t>((out.bytes[6] & 0x0F) | 0x70);
    out.bytes[8] = static_cast<std::uint8_t>((out.bytes[8] & 0x3F) | 0x80);
    return out;
}

std::string to_string(const id& value)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(32);
    for (const auto byte : value.bytes)
    {
        out.push_back(digits[byte >> 4]);
        out.push_back(digits[byte & 15]);
    }
    return out;
}

std::optional<id> parse_id(std::string_view text) noexcept
{
    const auto digit = [](char c) -> int {
        if (c >= '0' && c <= '9')
            return c - '0';
        if (c >= 'a' && c <= 'f')
            return c - 'a' + 10;
        if (c >= 'A' && c <= 'F')
            return c - 'A' + 10;
        return -1;
    };
    if (text.size() != 32)
        return std::nullopt;
    id out;
    for (std::size_t i = 0; i < 16; ++i)
    {
        const int high = digit(text[2 * i]);
        const int low = digit(text[2 * i + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        out.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return out;
}

} // namespace switchback

std::size_t std::hash<switchback::id>::operator()(const switchback::id& value) const noexcept
{
    // The tail is random by construction; the head is a clock.
    std::size_t out = 0;
    std::memcpy(&out, value.bytes.data() + 8, sizeof out);
    return out;
}
