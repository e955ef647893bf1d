#include "bot/core/run/help_message.hpp"

namespace switchback::run {
namespace {

std::uint32_t code_points(std::string_view utf8) noexcept
{
    std::uint32_t out = 0;
    for (const auto byte : utf8)
        if ((static_cast<unsigned char>(byte) & 0xC0) != 0x80)
            ++out;
    return out;
}

} // namespace

message help_message(const risk::help_sentence& from)
{
    message out;
    std::string text;
    std::uint32_t at = 0;
    for (const auto& piece : from.spans)
    {
        const auto end = at + code_points(piece.text);
        if (!piece.href.empty())
            out.spans.push_back({at, end, span_kind::link, piece.href});
        text += piece.text;
        at = end;
    }
    out.text = private_text(std::move(text));
    return out;
}

} // namespace switchback::run
