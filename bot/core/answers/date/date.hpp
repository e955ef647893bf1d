// `ask: date`: a calendar day. Pure; any thread.
#pragma once

#include "bot/core/answers/answer_kind.hpp"

namespace switchback::answers {

extern const answer_kind date_kind;

} // namespace switchback::answers
