// Reads one number out of words: "about seven", "7/10", "twenty five", "-3". Shared by `scale`,
// `number`, `one` (numbers of a list) and the dates. Pure; any thread.
#pragma once

#include "bot/core/answers/language/language.hpp"
#include "bot/core/answers/words.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace switchback::answers {

struct quantity
{
    double value = 0;
    std::size_t used = 0; // tokens
};

/// A number at the start of `from`: digits with a fraction, or words. Nothing when there is none,
/// or when its form could be two numbers ("1.000" where that may be a thousand).
[[nodiscard]] std::optional<quantity>
read_quantity(std::span<const token> from, const language& in) noexcept;

enum class unit
{
    none,
    minute,
    hour,
};

/// What a whole message says about one number.
struct said_number
{
    double value = 0;
    double out_of = 0; // 10 of "7/10"; 0 when not said
    unit of = unit::none;
};

/// The one number a message names, with filler around it; nothing when there are two ("6-7",
/// "2 or 3"), none, or words that could change its meaning.
[[nodiscard]] std::optional<said_number> number_in(const words& said, const language& in) noexcept;

} // namespace switchback::answers
