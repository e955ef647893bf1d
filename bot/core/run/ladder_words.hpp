// What typed words mean to a question of the ladder beyond its buttons: "not yet" is not "no",
// "tonight" is a yes to "today?", and whatever is named as the way is a yes to "how?". In every
// language of the case's wording, as somebody in danger writes in the language they have. Pure; any
// thread.
#pragma once

#include "bot/core/escalation/ladder.hpp"

#include <string_view>

namespace switchback::run {

/// The answer that these words are to that question; answer::none where they are none of the kinds
/// known here, and the buttons' own words decide.
[[nodiscard]] escalation::answer
ladder_answer(escalation::question asked, std::string_view words) noexcept;

/// What words that nobody understood still say to that question: named as the way, or as who is
/// near, they answer it. answer::unclear for every other question.
[[nodiscard]] escalation::answer answer_not_understood(escalation::question asked) noexcept;

} // namespace switchback::run
