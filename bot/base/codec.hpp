// Compact binary writing and reading of stored values: little-endian varints and length-prefixed
// text. A writer or reader belongs to the function that made it; not shared between threads.
// Reading never throws and never runs past the end: after the first fault `ok()` stays false and
// every further read gives an empty value, so callers check once at the end.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace switchback {

class writer
{
public:
    void u8(std::uint8_t value)
    {
        make_room(1);
        out_[used_++] = static_cast<char>(value);
    }
    void boolean(bool value) { u8(value ? 1 : 0); }

    void varint(std::uint64_t value)
    {
        make_room(10);
        while (value >= 0x80)
        {
            out_[used_++] = static_cast<char>(value | 0x80);
            value >>= 7;
        }
        out_[used_++] = static_cast<char>(value);
    }

    void signed_varint(std::int64_t value)
    {
        varint((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
    }

    void real(double value) { raw(&value, sizeof value); }

    void text(std::string_view value)
    {
        varint(value.size());
        raw(value.data(), value.size());
    }

    void raw(const void* bytes, std::size_t size)
    {
        if (size == 0)
            return;
        make_room(size);
        std::memcpy(out_.data() + used_, bytes, size);
        used_ += size;
    }

    [[nodiscard]] std::string_view bytes() const noexcept { return {out_.data(), used_}; }
    [[nodiscard]] std::string take() &&
    {
        out_.resize(used_);
        return std::move(out_);
    }
    void reserve(std::size_t size) { make_room(size); }

private:
    // The text is grown ahead of what is written: appending a byte at a time to a string checks and
    // ends it anew each time.
    void make_room(std::size_t more)
    {
        if (out_.size() - used_ < more)
            grow(more);
    }
    void grow(std::size_t more)
    {
        const auto wanted = used_ + more > 2 * used_ ? used_ + more : 2 * used_;
        const auto size = wanted < 64 ? 64 : wanted;
        out_.resize_and_overwrite(size, [size](char*, std::size_t) noexcept { return size; });
    }

    std::string out_;
    std::size_t used_ = 0;
};

class reader
{
public:
    explicit reader(std::string_view bytes) noexcept : rest_(bytes) {}

    [[nodiscard]] std::uint8_t u8() noexcept
    {
        if (rest_.empty())
            return spoil();
        const auto value = static_cast<std::uint8_t>(rest_.front());
        rest_.remove_prefix(1);
        return value;
    }

    [[nodiscard]] bool boolean() noexcept { return u8() != 0; }

    [[nodiscard]] std::uint64_t varint() noexcept
    {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            const auto byte = u8();
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if ((byte & 0x80) == 0)
                return value;
        }
        return spoil();
    }

    [[nodiscard]] std::int64_t signed_varint() noexcept
    {
        const auto raw = varint();
        return static_cast<std::int64_t>(raw >> 1) ^ -static_cast<std::int64_t>(raw & 1);
    }

    [[nodiscard]] double real() noexcept
    {
        double value = 0;
        if (rest_.size() < sizeof value)
            return spoil();
        std::memcpy(&value, rest_.data(), sizeof value);
        rest_.remove_prefix(sizeof value);
        return value;
    }

    /// A view into the bytes given to the constructor.
    [[nodiscard]] std::string_view text() noexcept
    {
        const auto size = varint();
        if (size > rest_.size())
        {
            spoil();
            return {};
        }
        const auto value = rest_.substr(0, static_cast<std::size_t>(size));
        rest_.remove_prefix(static_cast<std::size_t>(size));
        return value;
    }

    /// A count of things that each take at least one byte: refuses counts the rest cannot hold.
    [[nodiscard]] std::size_t count() noexcept
    {
        const auto value = varint();
        return value > rest_.size() ? spoil() : static_cast<std::size_t>(value);
    }

    [[nodiscard]] std::string_view raw(std::size_t size) noexcept
    {
        if (size > rest_.size())
        {
            spoil();
            return {};
        }
        const auto value = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return value;
    }

    [[nodiscard]] bool ok() const noexcept { return ok_; }
    [[nodiscard]] bool at_end() const noexcept { return ok_ && rest_.empty(); }

private:
    std::uint8_t spoil() noexcept
    {
        ok_ = false;
        rest_ = {};
        return 0;
    }

    std::string_view rest_;
    bool ok_ = true;
};

} // namespace switchback
