// `ask: many`: several options of a list. Pure; any thread.
#pragma once

#include "bot/core/answers/answer_kind.hpp"

namespace switchback::answers {

extern const answer_kind many_kind;

} // namespace switchback::answers
