// `ask: number`: a number. Pure; any thread.
#pragma once

#include "bot/core/answers/answer_kind.hpp"

namespace switchback::answers {

extern const answer_kind number_kind;

} // namespace switchback::answers
