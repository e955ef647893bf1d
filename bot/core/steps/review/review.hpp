// `review`: shows the answers so far; any of them can be changed.
// Immutable once read; any thread.
#pragma once

#include "bot/core/steps/step_kind.hpp"

namespace switchback::steps {

struct review_body final : flow::step_body
{
    std::vector<flow::step_index> items; // the asks, in the order shown
    flow::text_template say;             // instead of the standard opening
};

[[nodiscard]] std::unique_ptr<flow::step_body> read_review(flow::reading& from);
void check_review(const flow::step& what, flow::checking& in);

extern const step_kind review_kind;

} // namespace switchback::steps
