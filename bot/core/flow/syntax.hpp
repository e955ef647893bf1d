// The tree of an expression: private to expression*.cpp, functions.cpp and text_template.cpp. One
// flat array of small entries, immutable once its expression is bound; any thread.
#pragma once

#include "bot/base/limits.hpp"
#include "bot/core/flow/expression.hpp"
#include "bot/core/flow/seen.hpp"

#include <cstdint>
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
    bool required = false;   // field: set whenever what it is of is set
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

/// Evaluates one entry of a bound tree; total.
[[nodiscard]] seen
evaluate(const syntax& tree, place from, std::span<const value> slots, workspace& space);

/// Writes the tree back as an author would; parsing the result gives the same tree.
[[nodiscard]] std::string print(const syntax& tree, place from);

/// The place in a file of a byte of a text that starts at `at`.
[[nodiscard]] position position_in(std::string_view text, std::size_t offset, const position& at);

} // namespace switchback::flow
