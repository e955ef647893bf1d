// Understands a day said in words: "next tuesday", "in two weeks", "24 dec", "24/12/2026". Pure;
// any thread.
#pragma once

#include "bot/core/answers/answer_kind.hpp"
#include "bot/core/answers/language/language.hpp"
#include "bot/core/answers/words.hpp"

namespace switchback::answers {

inline constexpr int first_year = 1900;
inline constexpr int last_year = 2200;

struct said_day
{
    understanding how = understanding::unclear;
    flow::date day;
};

/// The one day these words name, seen from `today`. A weekday is the next one ahead ("last" the one
/// behind); a day without a year, or without a month, is the nearest one; where two readings are
/// about as near, or day and month could change places, it is unclear. Invalid: a day the calendar
/// does not have.
[[nodiscard]] said_day day_in(const words& said, const language& in, flow::date today) noexcept;

} // namespace switchback::answers
