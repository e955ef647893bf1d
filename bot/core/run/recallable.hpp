// Which part of a client's record a run may read: a state carries it on every turn, so it is no
// more than the run's `recall` steps can give. Pure; any thread.
#pragma once

#include "bot/core/run/state.hpp"

#include <vector>

namespace switchback::run {

/// The newest items of each collection the bundle recalls from, oldest first: as many as its
/// largest `limit`, or limits::recalled_with_condition where a condition must look further back.
[[nodiscard]] std::vector<record_snapshot::item>
recallable(const flow::bundle& with, const record_snapshot& record);

} // namespace switchback::run
