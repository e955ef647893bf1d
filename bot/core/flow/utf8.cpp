#include "bot/core/flow/utf8.hpp"

#include <cstdint>

namespace switchback::flow {
namespace {

/// How many bytes the sequence that starts there takes; 0 when it is not well-formed.
std::size_t sequence_at(std::string_view text, std::size_t i) noexcept
{
    const auto byte = [&](std::size_t at) -> std::uint8_t {
        return at < text.size() ? static_cast<std::uint8_t>(text[at]) : 0;
    };
    const auto follows = [&](std::size_t at) { return (byte(at) & 0xC0) == 0x80; };
    const auto lead = byte(i);
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return follows(i + 1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF)
    {
        const auto second = byte(i + 1);
        if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F))
            return 0;
        return follows(i + 1) && follows(i + 2) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4)
    {
        const auto second = byte(i + 1);
        if ((lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F))
            return 0;
        return follows(i + 1) && follows(i + 2) && follows(i + 3) ? 4 : 0;
    }
    return 0;
}

} // namespace

std::size_t find_invalid_utf8(std::string_view text) noexcept
{
    for (std::size_t i = 0; i < text.size();)
    {
        const auto size = sequence_at(text, i);
        if (size == 0)
            return i;
        i += size;
    }
    return std::string_view::npos;
}

std::size_t count_code_points(std::string_view text) noexcept
{
    std::size_t count = 0;
    for (const auto c : text)
        count += (static_cast<std::uint8_t>(c) & 0xC0) != 0x80;
    return count;
}

} // namespace switchback::flow
