// Suggestions for misspelt words. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace switchback::flow {

/// The nearest of `known`, or empty when none is near: at most one edit for words up to four
/// letters, two up to eight, three beyond (two swapped letters are one edit).
[[nodiscard]] std::string_view
nearest(std::string_view word, std::span<const std::string_view> known);

/// ``did you mean `say`?`` for the nearest, or empty.
[[nodiscard]] std::string
did_you_mean(std::string_view word, std::span<const std::string_view> known);

} // namespace switchback::flow
