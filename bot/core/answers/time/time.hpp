// `ask: time`: a time of day. Pure; any thread.
#pragma once

#include "bot/core/answers/answer_kind.hpp"

namespace switchback::answers {

extern const answer_kind time_kind;

} // namespace switchback::answers
