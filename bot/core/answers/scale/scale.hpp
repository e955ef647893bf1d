// `ask: scale`: a whole number between two ends. Pure; any thread.
#pragma once

#include "bot/core/answers/answer_kind.hpp"

namespace switchback::answers {

extern const answer_kind scale_kind;

} // namespace switchback::answers
