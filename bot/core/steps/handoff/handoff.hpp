// `handoff`: asks for a human.
// Immutable once read; any thread.
#pragma once

#include "bot/core/risk/screening.hpp"
#include "bot/core/steps/step_kind.hpp"

namespace switchback::steps {

struct handoff_body final : flow::step_body
{
    std::string why;                             // a word for the case, never shown to the client
    risk::category about = risk::category::none; // whose help to show; none: how to reach a person
    bool asked = false; // the flow asked the direct question itself, and the client said yes
};

[[nodiscard]] std::unique_ptr<flow::step_body> read_handoff(flow::reading& from);
void check_handoff(const flow::step& what, flow::checking& in);

extern const step_kind handoff_kind;

} // namespace switchback::steps
