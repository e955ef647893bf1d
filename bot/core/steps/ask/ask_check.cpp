#include "bot/core/steps/ask/ask.hpp"

#include "bot/core/flow/checking.hpp"
#include "bot/core/flow/codes.hpp"

namespace switchback::steps {

void check_ask(const flow::step&, flow::checking&) {}

} // namespace switchback::steps
