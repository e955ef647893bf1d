// What a therapist writes to assign something, and everything that may be wrong with it, each fault
// at its field. Pure; any thread.
#pragma once

#include "bot/core/homework/assignment.hpp"
#include "bot/core/homework/fault.hpp"

#include <expected>
#include <string>
#include <vector>

namespace switchback::homework {

struct draft
{
    id number; // made by the caller; names it from here on
    id client; // nil: nobody
    id by;
    content what;
    private_text note;
    plan when;           // its rule comes from `repeats`
    std::string repeats; // the text of a rule; empty: once, or before each session
    unlock_rule unlock;
    bool may_start_early = true;
    std::int32_t reminders = 1;
};

/// What the caller knows at that time.
struct circumstances
{
    std::int64_t now_ms = 0;
    bool is_client_known = true;
    bool is_client_revoked = false;
    bool has_responders = true; // without, no homework can be assigned (escalation.md)
};

/// The numbers of a plan that are over their limits; only without any can its windows be asked for.
[[nodiscard]] std::vector<fault> out_of_range(const plan& of);

/// Every fault of a plan: days and minutes out of range or order, in the past, without any date.
/// `after_day`: days up to this one have opened.
[[nodiscard]] std::vector<fault>
faults_of(const plan& of, const zone_offset& zone, std::int64_t now_ms, std::int64_t after_day);

/// The assignment, or every fault of the draft in the order of the form. Its first event is a
/// `tick`. Limits: homework_words_bytes, homework_window_days, reminders (nudges_each).
[[nodiscard]] std::expected<assignment, std::vector<fault>>
assign(draft from, const zone_offset& zone, const circumstances& at);

} // namespace switchback::homework
