// `ask: yesno`: yes or no. Pure; any thread.
#pragma once

#include "bot/core/answers/answer_kind.hpp"

namespace switchback::answers {

extern const answer_kind yesno_kind;

} // namespace switchback::answers
