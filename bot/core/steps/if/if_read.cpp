#include "bot/core/steps/if/if.hpp"

#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/reading.hpp"

namespace switchback::steps {

std::unique_ptr<flow::step_body> read_if(flow::reading& from)
{
    auto body = std::make_unique<if_body>();
    body->condition = from.condition(from.subject());
    const auto* then = from.find("then");
    const auto* otherwise = from.find("else");
    if (then == nullptr && otherwise == nullptr)
        (void)from.need("then");
    auto blocks = from.branches(body->condition, then, otherwise);
    body->then = std::move(blocks.first);
    body->otherwise = std::move(blocks.second);
    return body;
}

void check_if(const flow::step&, flow::checking&) {}

} // namespace switchback::steps
