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

/// True when the event may start a run, which reads the client's record.
[[nodiscard]] bool may_start(const state& now, const event& happened) noexcept;

/// What the event must carry of the record, so that the log holds no more than replaying it takes:
/// what the flow it may start can recall, and the newest safety net.
[[nodiscard]] record_snapshot record_for(
    const flow::bundle_source& bundles, const state& now, const event& happened,
    const record_snapshot& all);

} // namespace switchback::run
