// `share`: shows exactly what the therapist will see, item by item, and asks.
// Immutable once read; any thread.
#pragma once

#include "bot/core/steps/step_kind.hpp"

namespace switchback::steps {

struct share_body final : flow::step_body
{
    bool everything = true;              // every answered ask whose policy is not `never`
    std::vector<flow::step_index> items; // else these
    flow::text_template say;
};

[[nodiscard]] std::unique_ptr<flow::step_body> read_share(flow::reading& from);
void check_share(const flow::step& what, flow::checking& in);

extern const step_kind share_kind;

} // namespace switchback::steps
