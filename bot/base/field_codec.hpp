// One description of a value's fields for both ways of storing it: a function template that takes
// `each` is given a field_saver or a field_loader. Values on the stack of whoever stores; not
// shared between threads. Loading never throws: what is out of bounds makes `is_sound` false, and
// callers look at it once, at the end.
#pragma once

#include "bot/base/codec.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace switchback {

class field_saver
{
public:
    void operator()(bool value) { to.boolean(value); }
    void operator()(std::uint8_t value) { to.u8(value); }
    void operator()(std::uint32_t value) { to.varint(value); }
    void operator()(std::int64_t value) { to.signed_varint(value); }
    void operator()(std::int32_t value) { to.signed_varint(value); }
    template <class Number>
    void number(Number value, std::int64_t, std::int64_t)
    {
        to.signed_varint(value);
    }
    void text(const std::string& value, std::size_t) { to.text(value); }
    template <class Enum>
    void choice(Enum value, Enum)
    {
        to.u8(static_cast<std::uint8_t>(value));
    }
    template <class Item, class Take>
    void list(const std::vector<Item>& items, std::size_t, Take take)
    {
        to.varint(items.size());
        for (const auto& item : items)
            take(item);
    }
    writer to;
};

class field_loader
{
public:
    static constexpr std::int64_t furthest_ms = std::int64_t{1} << 53; // safe to add to

    explicit field_loader(std::string_view bytes) : from(bytes) {}

    void operator()(bool& value) { value = from.boolean(); }
    void operator()(std::uint8_t& value) { value = from.u8(); }
    void operator()(std::uint32_t& value)
    {
        const auto read = from.varint();
        value = static_cast<std::uint32_t>(read);
        is_sound = is_sound && read == value;
    }
    /// A time: no further from 1970 than furthest_ms.
    void operator()(std::int64_t& value) { number(value, -furthest_ms, furthest_ms); }
    void operator()(std::int32_t& value)
    {
        number(
            value, std::numeric_limits<std::int32_t>::min(),
            std::numeric_limits<std::int32_t>::max());
    }
    template <class Number>
    void number(Number& value, std::int64_t least, std::int64_t most)
    {
        const auto read = from.signed_varint();
        is_sound = is_sound && read >= least && read <= most;
        if (is_sound)
            value = static_cast<Number>(read);
    }
    void text(std::string& value, std::size_t most_bytes)
    {
        const auto read = from.text();
        is_sound = is_sound && read.size() <= most_bytes;
        if (is_sound)
            value = std::string(read);
    }
    template <class Enum>
    void choice(Enum& value, Enum last)
    {
        const auto read = from.u8();
        is_sound = is_sound && read <= static_cast<std::uint8_t>(last);
        if (is_sound)
            value = static_cast<Enum>(read);
    }
    template <class Item, class Take>
    void list(std::vector<Item>& items, std::size_t most, Take take)
    {
        const auto size = from.count();
        is_sound = is_sound && size <= most;
        if (!is_sound)
            return;
        items.resize(size);
        for (auto& item : items)
            take(item);
    }

    /// True when every field was within its bounds and nothing is left.
    [[nodiscard]] bool ends_well() const noexcept { return is_sound && from.at_end(); }

    reader from;
    bool is_sound = true;
};

} // namespace switchback
