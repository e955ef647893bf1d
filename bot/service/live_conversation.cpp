#include "bot/service/live_conversation.hpp"

#include "bot/base/codec.hpp"
#include "bot/base/limits.hpp"

#include <algorithm>
#include <span>

namespace switchback::service {
namespace {

void write_mark(writer& to, std::string_view device, std::uint64_t number, std::uint64_t seq)
{
    to.text(device);
    to.varint(number);
    to.varint(seq);
}

} // namespace

std::string pack(const kept_state_view& from)
{
    writer to;
    to.reserve(from.packed.size() + from.zone.size() + from.language.size() + 8);
    to.text(from.zone);
    to.text(from.language);
    to.text(from.packed);
    return std::move(to).take();
}

bool unpack(std::string_view bytes, kept_state& out)
{
    reader from(bytes);
    out.zone = std::string(from.text());
    out.language = std::string(from.text());
    out.packed = std::string(from.text());
    return from.at_end();
}

std::string pack(const std::vector<device_mark>& from)
{
    writer to;
    to.varint(from.size());
    for (const auto& one : from)
        write_mark(to, one.device, one.number, one.seq);
    return std::move(to).take();
}

std::string pack(
    const std::vector<device_mark>& from, std::string_view used, std::uint64_t number,
    std::uint64_t seq)
{
    const auto is_used = [used](const device_mark& one) { return one.device == used; };
    const bool is_known = std::ranges::any_of(from, is_used);
    const std::size_t let_go = !is_known && from.size() >= limits::devices ? 1 : 0;
    writer to;
    to.varint(from.size() + (is_known ? 0 : 1) - let_go);
    for (const auto& one : std::span(from).subspan(let_go))
        if (!is_used(one))
            write_mark(to, one.device, one.number, one.seq);
    write_mark(to, used, number, seq);
    return std::move(to).take();
}

bool unpack(std::string_view bytes, std::vector<device_mark>& out)
{
    out.clear();
    if (bytes.empty())
        return true;
    reader from(bytes);
    const auto count = from.count();
    if (count > limits::devices)
        return false;
    out.resize(count);
    for (auto& one : out)
    {
        one.device = std::string(from.text());
        one.number = from.varint();
        one.seq = from.varint();
    }
    return from.at_end();
}

} // namespace switchback::service
