// What can happen to a conversation: the only input of the engine besides its state. An event
// carries everything that would otherwise need a clock, a database or chance. A value; any thread.
#pragma once

#include "bot/base/private_text.hpp"
#include "bot/core/escalation/clinic.hpp"
#include "bot/core/escalation/event.hpp"
#include "bot/core/flow/value.hpp"
#include "bot/core/risk/screen.hpp"
#include "bot/core/run/record.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace switchback::run {

enum class event_kind
{
    start,    // begin `flow`, with `given` as its inputs
    say,      // typed words, possibly answering the prompt `ref`
    choose,   // a button or native input: `sent`, answering the prompt `ref`
    back,     // one question back
    edit,     // change the answer given to the prompt `ref`
    skip,     // rather not say
    pause,    // keep the place and stop asking
    stop,     // end this run
    resume,   // go on with the paused run number `index` (0 is the newest)
    plan,     // show my safety net
    human,    // a person, please
    erase,    // delete my conversation: asks to confirm
    timer,    // `timer` with `token` came due; `remind:<key>` carries flow and given, or words
    returned, // the client is back after being away: "where was I?"
    safety,   // something happened to the client's case: `safety`, with a human's `words`
};

struct event
{
    event_kind kind = event_kind::say;
    std::int64_t time_ms = 0;       // when it happened, by the service's clock
    int utc_offset_min = 0;         // of the client's zone at that time
    std::string language = "en";    // of the client, for understanding typed answers
    std::uint64_t seed = 0;         // for run ids; nothing in a run is random otherwise
    private_text words;             // say
    flow::value sent;               // choose
    std::string ref;                // a prompt token; empty means "whatever is open"
    std::string flow;               // start: the flow's id
    std::vector<flow::field> given; // start: its inputs
    std::string timer;              // timer: its name
    std::uint32_t token = 0;        // timer: the prompt it belongs to
    std::uint32_t index = 0;        // resume
    bool confirmed = false;         // erase: the client has said yes on a dialog of its own
    bool typing_ends = true;        // say: false while a channel may still send fragments (join)
    risk::screening risk;           // of `words`; none for everything else
    packed_items record;            // what the flow it may start can recall (`carry_record`)
    packed_items net;               // the newest safety net, when the record was read
    escalation::occurrence safety;  // safety: what happened
    escalation::age_band age = escalation::age_band::unknown; // of the client
    bool is_invited = true;                                   // false: a visitor, who has no case
    const escalation::clinic* clinic = nullptr; // null: nobody is set up; outlives the turn
};

/// Writes and reads an event for the log, whose replay is the oracle of the stored row. What it
/// says about a case is not among it: that stands in the case's own row and in the audit log.
void write_event(writer& to, const event& from);
[[nodiscard]] bool read_event(reader& from, event& out);

} // namespace switchback::run
