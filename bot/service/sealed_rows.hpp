// How rows are sealed: which bytes go in and which place they are bound to. One pair of functions
// per kind of row, so that writer and reader cannot disagree. Pure but for the nonces; any thread.
#pragma once

#include "bot/core/run/effect.hpp"
#include "bot/core/run/event.hpp"
#include "bot/core/run/message.hpp"
#include "bot/crypto/seal.hpp"
#include "bot/port/store.hpp"
#include "bot/service/live_conversation.hpp"

#include <span>
#include <string>
#include <vector>

namespace switchback::service {

/// The number of a sealed place for a row whose key is text: a name there is short, so a long key
/// is bound by its hash.
[[nodiscard]] std::uint64_t place_number(std::string_view one, std::string_view two = {}) noexcept;

/// What an event row holds.
struct event_body
{
    run::event event;
    std::vector<run::message> messages;
};

[[nodiscard]] std::string seal_event(
    const crypto::data_key& key, const id& conversation, std::uint64_t seq, const run::event& event,
    std::span<const run::message> messages);
[[nodiscard]] std::expected<event_body, error>
open_event(const crypto::data_key& key, const id& conversation, const port::event_row& row);

[[nodiscard]] std::string seal_state(
    const crypto::data_key& key, const id& conversation, std::uint64_t version,
    const kept_state_view& kept);
[[nodiscard]] std::expected<kept_state, error>
open_state(const crypto::data_key& key, const port::conversation_row& row);

[[nodiscard]] port::record_row
seal_record(const crypto::data_key& key, const id& conversation, const run::put_record& from);
[[nodiscard]] std::expected<run::record_snapshot::item, error>
open_record(const crypto::data_key& key, const id& conversation, const port::record_row& row);

/// A reminder's timer: named `remind:<key>`.
struct reminder_body
{
    std::int64_t due_ms = 0; // as first meant; the row's own moves when the client is away
    std::string flow;
    std::string words;
    std::vector<flow::field> given;
};

[[nodiscard]] port::timer_row seal_reminder(
    const crypto::data_key& key, const id& conversation, const std::string& name,
    const reminder_body& from);
[[nodiscard]] std::expected<reminder_body, error>
open_reminder(const crypto::data_key& key, const port::timer_row& row);

/// One line for the auditor: what was shared, a handoff, an end.
[[nodiscard]] port::audit_row seal_audit(
    const crypto::data_key& key, const id& conversation, std::int64_t at_ms, std::string_view what,
    const flow::record& fields);

/// What such a line holds.
struct audit_body
{
    std::string what;
    flow::record fields;
};

[[nodiscard]] std::expected<audit_body, error>
open_audit(const crypto::data_key& key, const id& conversation, const port::audit_row& row);

} // namespace switchback::service
