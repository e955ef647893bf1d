// What the effects of a turn become in its step's write. Pure but for the nonces, the log and the
// count of alerts; any thread.
#pragma once

#include "bot/base/metrics.hpp"
#include "bot/core/run/advance.hpp"
#include "bot/crypto/data_key.hpp"
#include "bot/port/store.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace switchback::service {

/// Whose effects they are.
struct effect_place
{
    const crypto::data_key& key;
    const id& conversation;
    std::string_view zone; // of the client: reminders keep out of its quiet hours
    std::int64_t now_ms = 0;
    metrics& counts;
    const escalation::case_state* held = nullptr; // the client's case as it is now; null: none
};

/// Adds the rows to the write, sealed; a timer cleared and set in one turn is set.
void write_effects(std::span<const run::effect> from, const effect_place& at, port::step_write& to);

/// Brings a record that was read up to date with what the effects wrote.
void follow_effects(std::span<const run::effect> from, run::record_snapshot& record);

} // namespace switchback::service
