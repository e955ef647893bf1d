// Understands a time of day said in words: "half past six", "6pm", "18:30", "noon". Pure; any
// thread.
#pragma once

#include "bot/core/answers/language/language.hpp"
#include "bot/core/answers/words.hpp"

#include <optional>

namespace switchback::answers {

inline constexpr int minutes_a_day = 24 * 60;
inline constexpr int no_such_time = -1; // "25:00"

/// Minutes since midnight, no_such_time, or nothing when unclear. An hour from 1 to 11 without
/// "am", "in the evening" or a leading zero is the next one after `now`: people name times ahead
/// of them. Twelve is noon unless it is at night.
[[nodiscard]] std::optional<int>
time_in(const words& said, const language& in, int now_minutes) noexcept;

} // namespace switchback::answers
