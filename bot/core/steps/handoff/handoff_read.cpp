#include "bot/core/steps/handoff/handoff.hpp"

#include "bot/core/flow/reading.hpp"

namespace switchback::steps {

std::unique_ptr<flow::step_body> read_handoff(flow::reading& from)
{
    auto body = std::make_unique<handoff_body>();
    body->why = flow::word(from.subject(), "`handoff`", from.into());
    return body;
}

void check_handoff(const flow::step&, flow::checking&) {}

} // namespace switchback::steps
