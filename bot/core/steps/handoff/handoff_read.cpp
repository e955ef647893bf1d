#include "bot/core/steps/handoff/handoff.hpp"

#include "bot/core/flow/reading.hpp"
#include "bot/core/steps/category_read.hpp"

namespace switchback::steps {

std::unique_ptr<flow::step_body> read_handoff(flow::reading& from)
{
    auto body = std::make_unique<handoff_body>();
    body->why = flow::word(from.subject(), "`handoff`", from.into());
    if (const auto* about = from.find("about"))
        body->about = read_category(*about, from.into());
    if (const auto* asked = from.find("asked"))
        body->asked = flow::yesno(*asked, "`asked`", from.into());
    return body;
}

void check_handoff(const flow::step&, flow::checking&) {}

} // namespace switchback::steps
