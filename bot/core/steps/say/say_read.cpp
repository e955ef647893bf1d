#include "bot/core/steps/say/say.hpp"

#include "bot/core/flow/reading.hpp"

namespace switchback::steps {

std::unique_ptr<flow::step_body> read_say(flow::reading& from)
{
    auto body = std::make_unique<say_body>();
    body->messages = from.sentences(from.subject());
    return body;
}

// What a sentence may be blamed for is found by the checks of wording.
void check_say(const flow::step&, flow::checking&) {}

} // namespace switchback::steps
