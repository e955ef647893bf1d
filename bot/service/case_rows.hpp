// What a client's case leaves in the store: its own row for the list of cases, what is to be sent
// to responders, and lines of the log. One pair of functions a kind of row, so that writer and
// reader cannot disagree. Pure but for the nonces, the log and the counts; any thread.
#pragma once

#include "bot/base/metrics.hpp"
#include "bot/core/escalation/case_state.hpp"
#include "bot/core/escalation/effect.hpp"
#include "bot/crypto/data_key.hpp"
#include "bot/port/store.hpp"

#include <cstdint>
#include <string>

namespace switchback::service {

/// What a case is called outside: eight letters and digits that tell nothing of the client.
[[nodiscard]] std::string reference_of(const id& conversation, std::uint32_t case_number);

/// Something for a responder on its way: a page, or a notice of the same four facts.
struct outgoing
{
    std::string responder;
    std::uint8_t channel = 0;
    std::uint32_t page = 0; // its number, which the receipt names; 0: a notice
    escalation::page_urgency urgency = escalation::page_urgency::today;
    std::string reference;
    bool is_drill = false;
    escalation::notice_kind notice = escalation::notice_kind::new_signal; // where `page` is 0

    [[nodiscard]] bool is_notice() const noexcept { return page == 0; }
};

/// How the keys of notices begin in the outbox.
inline constexpr std::string_view notice_key = "notice:";

[[nodiscard]] std::expected<outgoing, error>
open_outgoing(const crypto::data_key& key, const port::outbox_row& row);

[[nodiscard]] port::case_row seal_case(
    const crypto::data_key& key, const id& conversation, const escalation::case_state& held,
    std::int64_t at_ms);
[[nodiscard]] std::expected<escalation::case_state, error>
open_case(const crypto::data_key& key, const port::case_row& row);

/// Whose case it is.
struct case_place
{
    const crypto::data_key& key;
    const id& conversation;
    const escalation::case_state& held; // as it is after the event
    std::int64_t now_ms = 0;
    metrics& counts;
};

/// Adds what an effect of the case becomes: outbox rows for pages and notices, an audit row.
void write_case_effect(const escalation::effect& from, const case_place& at, port::step_write& to);

} // namespace switchback::service
