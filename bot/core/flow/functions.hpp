// The functions an expression may call: one table, one entry each. All are pure and total: what
// cannot be computed is unset. Constant data; any thread.
#pragma once

#include "bot/core/flow/syntax.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::flow {

/// What an argument may be.
enum class takes : std::uint8_t
{
    nothing, // no such argument
    anything,
    number,
    text,
    day,
    list,
    yesno_list,
    numbers,      // numbers, or one list of numbers
    list_or_text, // what is searched
    item,         // something the first argument may hold
    same,         // agrees with the first argument
};

/// What a call is.
enum class gives : std::uint8_t
{
    yesno,
    number,
    text,
    texts, // a list of text
    item,  // an item of the first argument
    same,  // what the arguments agree on
};

/// When a call has no value.
enum class lacks : std::uint8_t
{
    with_arguments, // when an argument has none
    perhaps,        // also when it finds nothing: `first` of an empty list
    never,          // `is_set`
    with_last,      // `default`: when the last argument has none
};

struct function
{
    std::string_view name;
    std::string_view form;       // as shown to an author who called it wrongly
    std::string_view gives_what; // one line for flows/README.md and the `check` command
    std::uint8_t least = 1;
    std::uint8_t most = 1;
    std::array<takes, 2> arguments; // the last one stands for all that follow
    gives result = gives::yesno;
    lacks value = lacks::with_arguments;
    seen (*run)(std::span<const seen> arguments, workspace& space) = nullptr;
};

/// The whole table, in alphabetical order.
[[nodiscard]] std::span<const function> functions() noexcept;

/// By name, or null.
[[nodiscard]] const function* find_function(std::string_view name) noexcept;

} // namespace switchback::flow
