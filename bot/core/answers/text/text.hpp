// `ask: text`: the client's own words, kept as they are. Pure; any thread.
#pragma once

#include "bot/core/answers/answer_kind.hpp"

namespace switchback::answers {

extern const answer_kind text_kind;

} // namespace switchback::answers
