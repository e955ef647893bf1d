// `remember`: writes an item to the client's long-lived record.
// Immutable once read; any thread.
#pragma once

#include "bot/core/steps/step_kind.hpp"

namespace switchback::steps {

struct remember_body final : flow::step_body
{
    std::string collection;
    struct part
    {
        std::string name;
        flow::expression from;
    };
    std::vector<part> parts;
};

[[nodiscard]] std::unique_ptr<flow::step_body> read_remember(flow::reading& from);
void check_remember(const flow::step& what, flow::checking& in);

extern const step_kind remember_kind;

} // namespace switchback::steps
