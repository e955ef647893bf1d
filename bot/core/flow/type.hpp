// The types of answers and expressions, and the names a flow gives them. Values; any thread.
#pragma once

#include "bot/core/flow/position.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::flow {

enum class type_kind
{
    any, // after an error: agrees with everything, so that one fault gives one message
    yesno,
    number,
    text,
    one,  // text out of `options`
    many, // a list of text out of `options`
    date,
    time,
    list,   // of `element`
    record, // with `fields`; an empty field list means "some record"
};

struct field_type;

struct type
{
    type_kind kind = type_kind::any;
    std::vector<std::string> options;    // one, many: the keys
    std::vector<field_type> fields;      // record
    std::shared_ptr<const type> element; // list
};

struct field_type
{
    std::string name;
    type of;
    bool required = false;
};

/// `text`, `list of record`, `one of tiny, small, big`: as error messages name it.
[[nodiscard]] std::string to_text(const type& from);

/// A place in a frame's values. Every name of a flow has its own, also names local to an `each`.
using slot = std::uint16_t;
inline constexpr slot no_slot = 0xFFFF;

/// One name an expression may use.
struct symbol
{
    std::string name;
    slot at = no_slot;
    type of;
    position declared;
    bool always_set = false; // an `each` item, a gathered list, a recalled list: never unset
};

/// The names visible at one place of a flow: the flow's own, then those of each enclosing `each`.
/// Built by the reader while it walks the steps; short-lived.
class scope
{
public:
    explicit scope(const scope* outer = nullptr) noexcept : outer_(outer) {}

    /// Adds a name; false when this scope (not an outer one) already has it.
    bool declare(symbol added);

    /// Innermost match, or null.
    [[nodiscard]] const symbol* find(std::string_view name) const noexcept;

    /// Every visible name, innermost first: for near-miss suggestions.
    [[nodiscard]] std::vector<std::string_view> names() const;

private:
    const scope* outer_;
    std::vector<symbol> own_;
};

} // namespace switchback::flow
