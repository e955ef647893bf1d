// The tree of an expression and how it is evaluated: private to expression*.cpp, functions.cpp and
// text_template.cpp. One flat array of small entries; leaves borrow from the slots, so that a
// comparison costs no heap. A tree is immutable once its expression is bound; any thread.
#pragma once

#include "bot/base/limits.hpp"
#include "bot/core/flow/expression.hpp"

#include <cstdint>
#include <forward_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::flow {

struct function; // functions.hpp

enum class op : std::uint8_t
{
    constant,
    name,
    list,  // children: items
    field, // child: record or list of records
    at,    // children: list, place
    call,  // children: arguments
    negate,
    add,
    subtract,
    multiply,
    divide,
    equal,
    unequal,
    less,
    less_equal,
    greater,
    greater_equal,
    in,
    not_,
    and_,
    or_,
    choose, // children: when true, condition, otherwise (the order they are written in)
};

using place = std::uint16_t; // in syntax::entries; fits because expression_bytes does
static_assert(limits::expression_bytes < 0xFFFF);

struct entry
{
    op what = op::constant;
    bool always_set = false; // name: the flow gives it a value before anything reads it
    bool required = false;   // field: set whenever its record is
    bool as_text = false;    // default, choose: a number beside a text is said in words
    slot at = no_slot;       // name, once bound
    place first = 0;         // children, in syntax::children
    place children = 0;
    std::uint16_t word = 0;  // constant: in syntax::constants; name, field, call: in syntax::words
    std::uint16_t begin = 0; // in the source, for diagnostics and explanations
    std::uint16_t end = 0;
    const function* called = nullptr;
};

struct syntax
{
    std::vector<entry> entries;
    std::vector<place> children;
    std::vector<value> constants;
    std::vector<std::string> words;
    place root = 0;
    bool bound = false;
    bool settles = false; // the whole is a condition: not known counts as false

    [[nodiscard]] place child(const entry& of, std::size_t nth) const noexcept
    {
        return children[of.first + nth];
    }
    [[nodiscard]] std::span<const place> all(const entry& of) const noexcept
    {
        return {children.data() + of.first, of.children};
    }
};

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

    static seen of(bool answer) noexcept;
    static seen of(double number) noexcept; // unset when not finite
    static seen of(std::string_view text) noexcept;
    static seen of(const value& held) noexcept;
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

/// Evaluates one entry of a bound tree; total.
[[nodiscard]] seen
evaluate(const syntax& tree, place from, std::span<const value> slots, workspace& space);

/// Equality as the language means it: unset when a part that decides it is unset.
[[nodiscard]] seen equal(const seen& a, const seen& b) noexcept;

/// Whether the list holds the item; unset when only an unset item could be it.
[[nodiscard]] seen holds_item(const list& in, const seen& item) noexcept;

/// Cuts to at most `bytes` without splitting a UTF-8 sequence.
[[nodiscard]] std::string_view cut_utf8(std::string_view text, std::size_t bytes) noexcept;

/// Writes the tree back as an author would; parsing the result gives the same tree.
[[nodiscard]] std::string print(const syntax& tree, place from);

/// The place in a file of a byte of a text that starts at `at`.
[[nodiscard]] position position_in(std::string_view text, std::size_t offset, const position& at);

} // namespace switchback::flow
