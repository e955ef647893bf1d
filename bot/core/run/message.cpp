#include "bot/core/run/message.hpp"

namespace switchback::run {
namespace {

void write_form(writer& to, const input_form& from)
{
    to.text(from.kind);
    to.varint(from.choices.size());
    for (const auto& one : from.choices)
    {
        to.text(one.key);
        to.text(one.label);
    }
    to.u8(static_cast<std::uint8_t>(
        (from.has_range ? 1 : 0) | (from.optional ? 2 : 0) | (from.sensitive ? 4 : 0)));
    if (from.has_range)
    {
        to.real(from.min);
        to.real(from.max);
        to.real(from.step);
        to.text(from.low);
        to.text(from.high);
    }
    to.varint(from.token);
    to.text(from.suggested);
    to.text(from.why);
    to.text(from.help);
}

input_form read_form(reader& from)
{
    input_form out;
    out.kind = std::string(from.text());
    out.choices.resize(from.count());
    for (auto& one : out.choices)
    {
        one.key = std::string(from.text());
        one.label = std::string(from.text());
    }
    const auto flags = from.u8();
    out.has_range = (flags & 1) != 0;
    out.optional = (flags & 2) != 0;
    out.sensitive = (flags & 4) != 0;
    if (out.has_range)
    {
        out.min = from.real();
        out.max = from.real();
        out.step = from.real();
        out.low = std::string(from.text());
        out.high = std::string(from.text());
    }
    out.token = static_cast<std::uint32_t>(from.varint());
    out.suggested = std::string(from.text());
    out.why = std::string(from.text());
    out.help = std::string(from.text());
    return out;
}

} // namespace

std::string_view name_of(sender value) noexcept
{
    constexpr std::string_view names[]{"bot", "human", "client"};
    return names[static_cast<std::size_t>(value)];
}

void write_message(writer& to, const message& from)
{
    to.varint(from.seq);
    to.u8(static_cast<std::uint8_t>(from.from));
    if (from.from == sender::human)
        to.text(from.name);
    to.text(from.text.reveal());
    to.varint(from.spans.size());
    for (const auto& one : from.spans)
    {
        to.varint(one.begin);
        to.varint(one.end);
        to.u8(static_cast<std::uint8_t>(one.kind));
        to.text(one.href);
    }
    to.boolean(from.input.has_value());
    if (from.input)
        write_form(to, *from.input);
}

bool read_message(reader& from, message& out)
{
    out.seq = from.varint();
    const auto sender_code = from.u8();
    if (sender_code > static_cast<std::uint8_t>(sender::client))
        return false;
    out.from = static_cast<sender>(sender_code);
    if (out.from == sender::human)
        out.name = std::string(from.text());
    out.text = private_text(std::string(from.text()));
    out.spans.resize(from.count());
    for (auto& one : out.spans)
    {
        one.begin = static_cast<std::uint32_t>(from.varint());
        one.end = static_cast<std::uint32_t>(from.varint());
        const auto kind = from.u8();
        if (kind > static_cast<std::uint8_t>(span_kind::list))
            return false;
        one.kind = static_cast<span_kind>(kind);
        one.href = std::string(from.text());
    }
    out.input.reset();
    if (from.boolean())
        out.input = read_form(from);
    return from.ok();
}

} // namespace switchback::run
