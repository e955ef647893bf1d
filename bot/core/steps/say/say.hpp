// `say`: one or more messages to the client.
// Immutable once read; any thread.
#pragma once

#include "bot/core/steps/step_kind.hpp"

namespace switchback::steps {

struct say_body final : flow::step_body
{
    std::vector<flow::text_template> messages;
};

[[nodiscard]] std::unique_ptr<flow::step_body> read_say(flow::reading& from);
void check_say(const flow::step& what, flow::checking& in);

extern const step_kind say_kind;

} // namespace switchback::steps
