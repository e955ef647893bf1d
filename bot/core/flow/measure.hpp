// A questionnaire of flows/measures/: its items are asked one by one, the answers summed and put
// into a band. A value; any thread.
#pragma once

#include "bot/core/flow/read_flow.hpp"
#include "bot/core/flow/yaml_tree.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::flow {

struct measure
{
    std::string id;
    yaml_tree source;
};

/// Checks a file of flows/measures/: `measure`, `title`, `note`, `say`, `items: [{id, say}]`,
/// `options: [{label, score}]`, `scoring: sum`, `bands: [{from, label}]`. Faults give nullopt.
[[nodiscard]] std::optional<measure> read_measure(yaml_tree from, diagnostics& found);

/// The id of the flow that asks it with that sharing (`never`, `ask`, `therapist`).
[[nodiscard]] std::string measure_flow_id(std::string_view measure_id, std::string_view share);

/// What that flow gives: `out: {result: record}` with items (the scores in order), total and
/// band, all three unset when an item was skipped, because a total is never prorated.
[[nodiscard]] signature measure_signature(std::string_view measure_id, std::string_view share);

/// The flow itself, written as an author would; its places are those of the measure's file.
[[nodiscard]] yaml_tree make_flow(const measure& from, std::string_view share);

} // namespace switchback::flow
