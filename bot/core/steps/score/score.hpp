// `score`: adds up a questionnaire and compares it with the last time. Written by the flow that is
// made for a measure, never by an author: its first key holds the measure itself, so that the
// bundle's hash covers the rules a run was scored by.
// Immutable once read; any thread.
#pragma once

#include "bot/core/measures/instrument.hpp"
#include "bot/core/steps/step_kind.hpp"

namespace switchback::steps {

struct score_body final : flow::step_body
{
    measures::instrument what;
    std::vector<flow::expression> answers; // of the items, in order
    flow::expression closing;              // empty without a closing question
    flow::slot result = flow::no_slot;     // what a flow may use
    flow::slot scored = flow::no_slot;     // what only the record may hold
};

[[nodiscard]] std::unique_ptr<flow::step_body> read_score(flow::reading& from);
void check_score(const flow::step& what, flow::checking& in);

extern const step_kind score_kind;

} // namespace switchback::steps
