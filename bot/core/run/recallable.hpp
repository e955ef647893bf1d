// Which part of a client's record an event must carry: the log and the state hold no more of it
// than the run's `recall` steps can give. Pure; any thread.
#pragma once

#include "bot/core/run/state.hpp"

#include <span>

namespace switchback::run {

/// True when the event may start a run, which reads the client's record.
[[nodiscard]] bool may_start(const state& now, const event& happened) noexcept;

/// Puts into the event what the flow it may start can recall (of each collection the newest, as
/// many as the bundle needs, oldest first) and the newest safety net. `all` is the whole record,
/// oldest first.
void carry_record(
    const flow::bundle_source& bundles, const state& now,
    std::span<const record_snapshot::item> all, event& into);

} // namespace switchback::run
