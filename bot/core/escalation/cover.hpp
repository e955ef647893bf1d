// Who can be reached at one moment, and when the clinic opens: what the rota says of that moment,
// as plain values, so that an event and its cover can be replayed. Made by the caller for each
// event; any thread.
#pragma once

#include "bot/core/escalation/policy.hpp"
#include "bot/core/escalation/rota.hpp"

namespace switchback::escalation {

/// A person who may be paged.
struct reachable
{
    std::string id;
    std::string name;
    std::uint8_t channels = 0;
    bool operator==(const reachable&) const = default;
};

struct cover
{
    bool has_responders = false; // false: the practice has set nobody up
    bool is_open = false;        // a primary or a backup works now
    std::vector<reachable> primary;
    std::vector<reachable> backup;
    std::vector<reachable> on_call;     // accepted to be called at this hour
    std::vector<reachable> supervisor;  // at work, or on call
    std::vector<reachable> last_resort; // supervisors and operators, at any hour
    std::vector<reachable> others;      // responders not reachable now: one notice at most
    std::vector<reachable> reviewers;   // who hears of a review and the digest, at any hour
    std::int64_t next_morning_ms = 0;   // when a day of work begins next; 0 as below
    std::int64_t next_opening_ms = 0;   // 0: not within limits::rota_days_ahead
    std::int64_t next_reachable_ms = 0; // when anybody is at work or on call; 0 as above
    std::int64_t ack_l2_due_ms = 0; // policy::ack_l2_working_ms of open time from now; 0 as above
    bool never_closes = false;      // somebody works now and all the week to come
    std::int64_t ack_h_due_ms = 0;  // the end of this (or the next) working day; 0 as above
};

/// The people of a tier; empty for tier::none.
[[nodiscard]] std::vector<reachable> people_of(const cover& at, tier which);

/// The cover at `time_ms`. A person with no channel is reachable by nobody and is left out. Walks
/// at most limits::rota_days_ahead days.
[[nodiscard]] cover
cover_at(const rota& of, const policy& windows, const zone_offset& zone, std::int64_t time_ms);

} // namespace switchback::escalation
