// What an answer or an expression is worth: unset, yes/no, a number, text, a date, a time of day,
// a list or a record. A value type; any thread. An option of `one` is text (its key); `many` is a
// list.
#pragma once

#include "bot/base/codec.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace switchback::flow {

struct date
{
    std::int32_t days = 0; // since 1970-01-01, proleptic Gregorian
    auto operator<=>(const date&) const = default;
};

struct time_of_day
{
    std::int32_t minutes = 0; // since midnight, 0..1439
    auto operator<=>(const time_of_day&) const = default;
};

struct value;
struct field;
using list = std::vector<value>;
using record = std::vector<field>; // in the order the fields were written; names are unique

struct value
{
    std::variant<std::monostate, bool, double, std::string, date, time_of_day, list, record> held;

    [[nodiscard]] bool is_set() const noexcept { return held.index() != 0; }
    template <class kind>
    [[nodiscard]] const kind* as() const noexcept
    {
        return std::get_if<kind>(&held);
    }

    friend bool operator==(const value&, const value&);
};

struct field
{
    std::string name;
    value held;

    friend bool operator==(const field&, const field&);
};

inline bool operator==(const field& a, const field& b)
{
    return a.name == b.name && a.held == b.held;
}
inline bool operator==(const value& a, const value& b)
{
    return a.held == b.held;
}

/// The field of that name, or null.
[[nodiscard]] const value* find(const record& in, std::string_view name) noexcept;

/// Sets or adds a field.
void put(record& in, std::string_view name, value held);

/// How the value reads inside a sentence: whole numbers without a point, lists joined with commas.
[[nodiscard]] std::string to_text(const value& from);

/// Today's calendar date at a wall time and an offset from UTC in minutes.
[[nodiscard]] date date_at(std::int64_t time_ms, int utc_offset_min) noexcept;

/// `2026-11-22` and back; parse refuses days that do not exist.
[[nodiscard]] std::string to_text(date from);
[[nodiscard]] bool parse_iso(std::string_view text, date& out) noexcept;
/// `18:30` and back.
[[nodiscard]] std::string to_text(time_of_day from);
[[nodiscard]] bool parse_iso(std::string_view text, time_of_day& out) noexcept;

/// Writes the value for storage; `read_value` gives it back. Depth over 8 reads as a fault.
void write_value(writer& to, const value& from);
[[nodiscard]] value read_value(reader& from, int depth = 0);

/// The same bytes as a value that holds the record, without making one.
void write_value(writer& to, const record& from);
/// The record that `write_value` wrote; empty when something else is there.
[[nodiscard]] record read_record(reader& from);

} // namespace switchback::flow
