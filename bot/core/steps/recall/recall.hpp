// `recall`: reads the newest items of a collection into a list, possibly empty.
// Immutable once read; any thread.
#pragma once

#include "bot/core/steps/step_kind.hpp"

namespace switchback::steps {

struct recall_body final : flow::step_body
{
    std::string collection;
    flow::slot to = flow::no_slot;
    bool newest_first = true; // `last:`; `first:` gives the oldest first
    flow::expression where;   // over the item's fields, each in a slot of its own
    struct part
    {
        std::string name;
        flow::slot at = flow::no_slot;
    };
    std::vector<part> fields; // the slots `where` reads the item from
    int limit = 1;
};

[[nodiscard]] std::unique_ptr<flow::step_body> read_recall(flow::reading& from);
void check_recall(const flow::step& what, flow::checking& in);

extern const step_kind recall_kind;

} // namespace switchback::steps
