// `remind`: a durable timer that nudges or offers a flow later.
// Immutable once read; any thread.
#pragma once

#include "bot/core/steps/step_kind.hpp"

namespace switchback::steps {

struct remind_body final : flow::step_body
{
    std::string flow_id; // empty when it only says something
    flow::text_template say;
    std::int64_t after_ms = 0;
    struct input
    {
        std::string name;
        flow::expression from;
    };
    std::vector<input> with;
};

[[nodiscard]] std::unique_ptr<flow::step_body> read_remind(flow::reading& from);
void check_remind(const flow::step& what, flow::checking& in);

extern const step_kind remind_kind;

} // namespace switchback::steps
