// flows/record.yaml: the collections a client's long-lived record has, and the types of their
// fields. Pure; any thread.
#pragma once

#include "bot/core/flow/flow.hpp"
#include "bot/core/flow/yaml_tree.hpp"

namespace switchback::flow {

/// Reads `collections: {steps: {what: text, status: text!}}`; a trailing `!`, or
/// `{type: text, required: true}`, marks a field every item must have. Faults are added and leave
/// the field out.
[[nodiscard]] record_schema read_record_schema(const yaml_tree& from, diagnostics& found);

/// The collection of that name, or null.
[[nodiscard]] const collection* find_collection(const record_schema* in, std::string_view name);

} // namespace switchback::flow
