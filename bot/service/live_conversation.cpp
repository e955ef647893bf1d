#include "bot/service/live_conversation.hpp"

#include "bot/base/codec.hpp"
#include "bot/base/limits.hpp"

namespace switchback::service {

std::string pack(const kept_state& from)
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
    {
        to.text(one.device);
        to.varint(one.number);
        to.varint(one.seq);
    }
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
