// Everything a conversation is between two turns: small, storable, and enough to go on from.
// A value; whoever holds it owns it; any thread.
#pragma once

#include "bot/base/codec.hpp"
#include "bot/base/error.hpp"
#include "bot/base/limits.hpp"
#include "bot/core/escalation/case_state.hpp"
#include "bot/core/flow/flow.hpp"
#include "bot/core/flow/value.hpp"
#include "bot/core/risk/build_up.hpp"
#include "bot/core/run/event.hpp"

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::run {

/// One execution of one step: which frame, which step, in which turn of the loops around it.
struct instance
{
    std::uint16_t frame = 0;
    flow::step_index step = flow::no_step;
    std::array<std::uint8_t, limits::each_nesting>
        turns{}; // of each enclosing loop, outermost first

    bool operator==(const instance&) const = default;
};

/// Where a frame stands.
struct cursor
{
    flow::step_index step = flow::no_step; // no_step: at its end
    std::uint8_t loops = 0;                // loops entered
    std::array<flow::step_index, limits::each_nesting> loop_steps{};
    std::array<std::uint8_t, limits::each_nesting> turns{};
};

/// One running (or finished) copy of a flow: the run's own, or one made by a `call`.
struct frame
{
    std::uint16_t flow = 0;   // index in the bundle
    std::uint16_t parent = 0; // frame of the call; itself for the first
    instance called_from;     // the call step's instance in the parent
    cursor at;
    std::vector<flow::value> slots;
    std::string outcome; // once ended
    bool open = true;
};

enum class entry_kind : std::uint8_t
{
    answered, // `held` is the answer
    skipped,
    said,     // a `say` was shown
    more,     // "Another one?" was answered; `held` is yes or no
    assigned, // a `set` or a gathered list: `held` is what it gave (to see whether it changed)
    read,     // `recall`: `held` is what was read
    wrote,    // `remember`: `held` is what was written
    reminded, // `remind`
    reviewed,
    shared,  // a wall: going back stops here
    handed,  // a wall
    gave_up, // a question left by its `tries`, to the step they name
};

/// One thing that happened in the run, kept so that going back can re-execute the flow.
struct entry
{
    instance where;
    entry_kind kind = entry_kind::answered;
    bool passed = true; // behind the run on its present way; false: from before a change, waiting
    bool ask_again = false;  // must be asked when reached, whatever else
    std::uint8_t missed = 0; // 1: passed over on the present way; 2: and on the way before it
    std::uint32_t token = 0; // of the prompt it answered
    flow::value held;
};

struct jump_count
{
    instance where;
    std::uint8_t taken = 0;
};

/// A prompt that is open: the one question the run waits for.
struct prompt
{
    std::uint32_t token = 0;
    instance where;
    std::uint8_t tries = 0; // understood none of so far
    bool nudged = false;
    std::int64_t asked_ms = 0; // first asking
    flow::value suggested;
    std::string fragments;         // joined so far
    std::int64_t wait_due_ms = 0;  // of the armed nudge or giving up; 0: none is armed
    std::int64_t wait_left_ms = 0; // of a wait suspended by an interrupt or a pause
};

/// One journey through one flow, pinned to its bundle.
struct journey
{
    std::string id;     // 32 hex digits
    std::string bundle; // hash
    std::int64_t started_ms = 0;
    std::vector<frame> frames; // [0] is the flow's own; finished calls stay
    std::uint16_t active = 0;  // the frame that runs
    std::vector<entry> journal;
    std::vector<jump_count> jumps;
    std::vector<std::pair<std::uint16_t, flow::slot>>
        changed; // (frame, slot) since the last change
    std::optional<prompt> open;
    packed_items recalled;          // what the flow may read of the record
    std::vector<flow::field> given; // the inputs it was started with
};

/// A small dialogue of the engine's own that stands above the run (interrupts on a stack).
enum class aside_kind : std::uint8_t
{
    crisis,     // the static help was shown: go on, or stop here?
    person,     // the same, asked for
    country,    // which country's numbers?
    help,       // a person, the plan, how this works
    erase,      // really delete?
    stop,       // really end this?
    change_old, // an old button: change that answer?
    offer,      // a reminder came due: start this flow?
    safety,     // a question of the case's ladder
    contact,    // how may a person reach you?
};

struct aside
{
    aside_kind kind = aside_kind::help;
    std::uint32_t token = 0;
    std::uint32_t about = 0; // change_old: the token of the old prompt; safety: the case's token;
                             // contact: which question of it
    flow::value sent;        // change_old: what the button sent
    std::string flow;        // offer
    std::vector<flow::field> given; // offer; contact: what was answered so far
};

/// A question of the ladder as it was asked, so that it can be asked again in the same words.
struct asked_question
{
    std::vector<std::string> before; // wordings said with it
    std::string wording;
    std::vector<std::pair<escalation::answer, std::string>> buttons; // each with its wording
};

/// The client's case, in the language they are spoken to about it.
struct safety_part
{
    escalation::case_state held;
    std::string language;
    asked_question asked; // while one is open
    // Of the open or last case: the messages between which a human was in the chat; 0 while none
    // was, and while they are.
    std::uint64_t talk_from = 0;
    std::uint64_t talk_until = 0;
    // The same of their waiting: from the first page, or from hearing that nobody is there, until a
    // human was last in contact.
    std::uint64_t wait_from = 0;
    std::uint64_t wait_until = 0;
};

struct state
{
    std::uint64_t seq = 0;        // of the last message
    std::uint32_t last_token = 0; // of the last prompt
    std::optional<journey> current;
    std::vector<journey> paused;       // newest last
    std::vector<aside> asides;         // top last
    std::string country;               // ISO 3166 alpha-2, once told
    std::int64_t told_software_ms = 0; // when the client was last told that this is software
    risk::build_up heavy;              // what the client's messages have gathered
    std::int64_t heavy_ms = 0;         // when it last changed; 0 while nothing has
    std::uint64_t finished_runs = 0;
    packed_items net;                  // the client's safety net, so that "plan" needs no reading
    std::optional<safety_part> safety; // once there was something to be safe from
};

/// Packs a state; about 150 bytes for a run in its middle with short answers.
[[nodiscard]] std::string save(const state& from);

/// Unpacks; errc::corrupt when the bytes are not such a state. Never throws, whatever the bytes.
[[nodiscard]] std::expected<state, error> load(std::string_view bytes);

/// Where a client stands, for `state` frames, `:state` and "where was I?".
struct standing
{
    std::string flow; // id; empty when none is open
    std::string title;
    std::uint32_t open_token = 0;    // 0: nothing is asked
    std::vector<std::string> paused; // flow ids, newest first
    int progress_percent = 0;
};
[[nodiscard]] standing where_is(const flow::bundle_source& bundles, const state& of);

} // namespace switchback::run
