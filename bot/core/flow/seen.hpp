// Values as an evaluation sees them: borrowed from slots and constants, so that a comparison costs
// no heap. Private to expression*.cpp and functions.cpp; lives as long as one evaluation.
#pragma once

#include "bot/base/limits.hpp"
#include "bot/core/flow/value.hpp"

#include <cmath>
#include <cstdint>
#include <forward_list>
#include <string>
#include <string_view>

namespace switchback::flow {

/// What a part of an expression is worth, borrowed from a slot, a constant or the workspace.
struct seen
{
    enum class kind : std::uint8_t // in the order of value::held
    {
        unset,
        yesno,
        number,
        text,
        date,
        time,
        list,
        record,
    };

    kind is = kind::unset;
    union
    {
        bool yes = false;
        double number;
        std::int32_t count; // days of a date, minutes of a time
        std::string_view text;
        const list* items;
        const record* fields;
    };

    [[nodiscard]] bool is_set() const noexcept { return is != kind::unset; }
    [[nodiscard]] bool is_true() const noexcept { return is == kind::yesno && yes; }
    [[nodiscard]] bool is_false() const noexcept { return is == kind::yesno && !yes; }

    static seen of(bool answer) noexcept
    {
        seen out;
        out.is = kind::yesno;
        out.yes = answer;
        return out;
    }

    static seen of(double number) noexcept // unset when not finite
    {
        seen out;
        out.is = std::isfinite(number) ? kind::number : kind::unset;
        out.number = number;
        return out;
    }

    static seen of(std::string_view text) noexcept
    {
        seen out;
        out.is = kind::text;
        out.text = text;
        return out;
    }

    // In the header because every leaf of every condition comes through here.
    static seen of(const value& held) noexcept
    {
        seen out;
        out.is = static_cast<kind>(held.held.index());
        switch (out.is)
        {
        case kind::unset:
            break;
        case kind::yesno:
            out.yes = *held.as<bool>();
            break;
        case kind::number:
            return of(*held.as<double>());
        case kind::text:
            out.text = *held.as<std::string>();
            break;
        case kind::date:
            out.count = held.as<date>()->days;
            break;
        case kind::time:
            out.count = held.as<time_of_day>()->minutes;
            break;
        case kind::list:
            out.items = held.as<list>();
            break;
        case kind::record:
            out.fields = held.as<record>();
            break;
        }
        return out;
    }
};

/// Keeps what one evaluation makes (joined texts, lists) until its result is copied out, and bounds
/// it: past limits::expression_made_bytes further copies are unset.
class workspace
{
public:
    seen keep(value made);
    seen keep(std::string made); // cut at limits::expression_text_bytes
    [[nodiscard]] value copy(const seen& from);
    [[nodiscard]] value copy(const value& from);

private:
    std::forward_list<value> made_;
    std::size_t left_ = limits::expression_made_bytes;
};

/// Equality as the language means it: unset when a part that decides it is unset.
[[nodiscard]] seen equal(const seen& a, const seen& b) noexcept;

/// Whether the list holds the item; unset when only an unset item could be it.
[[nodiscard]] seen holds_item(const list& in, const seen& item) noexcept;

/// Cuts to at most `bytes` without splitting a UTF-8 sequence.
[[nodiscard]] std::string_view cut_utf8(std::string_view text, std::size_t bytes) noexcept;

} // namespace switchback::flow
