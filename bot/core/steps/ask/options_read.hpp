// The parts of an `ask` that say what an answer must be like. Used by ask_read.cpp only.
#pragma once

#include "bot/core/answers/answer_kind.hpp"
#include "bot/core/flow/reading.hpp"

namespace switchback::steps {

/// Reads `options`, `range` and `step` as the kind of question needs them.
void read_spec(answers::ask_spec& spec, flow::reading& from);

} // namespace switchback::steps
