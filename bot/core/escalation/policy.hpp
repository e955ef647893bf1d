// What a practice may set about its cases: the windows, and whether people under 18 may use this.
// Owned by the practice's settings; a value; any thread.
#pragma once

#include "bot/base/error.hpp"
#include "bot/base/limits.hpp"

#include <cstdint>
#include <expected>

namespace switchback::escalation {

struct policy
{
    std::int64_t silence_ms = limits::case_silence_ms; // after a safety question
    std::int64_t receipt_ms = limits::case_receipt_ms; // for a true receipt, before trying again
    std::int64_t ack_l4_ms = limits::case_ack_l4_ms;
    std::int64_t ack_l3_ms = limits::case_ack_l3_ms;
    std::int64_t ack_l2_working_ms = limits::case_ack_l2_working_ms; // of open time
    std::int64_t contact_l4_ms = limits::case_contact_l4_ms;
    std::int64_t contact_l3_ms = limits::case_contact_l3_ms;
    std::int64_t contact_l2_ms = limits::case_contact_l2_ms; // also for H
    std::int64_t repage_ms = limits::case_repage_ms;
    std::int64_t repage_later_ms = limits::case_repage_later_ms;
    std::int64_t human_silence_high_ms = limits::case_human_silence_high_ms; // L3, L4
    std::int64_t human_silence_ms = limits::case_human_silence_ms;
    std::int64_t follow_up_ms = limits::follow_up_least_ms; // after closing, where none is chosen
    int repage_times = limits::case_repage_times;           // before the long interval
    bool has_minors_policy = false; // a written one; without it, under 18 is off
};

/// Refuses windows the software cannot keep or a client should not wait for: errc::bad_request
/// outside limits::shortest_window_ms .. longest_window_ms, a follow-up outside 24 to 72 hours.
[[nodiscard]] std::expected<void, error> check(const policy& of);

} // namespace switchback::escalation
