// What must change outside the engine because of a turn; written in the turn's own transaction.
// Values; any thread.
#pragma once

#include "bot/core/escalation/effect.hpp"
#include "bot/core/flow/value.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace switchback::run {

/// Arms (or re-arms) a timer of this conversation; the name is its key.
struct set_timer
{
    std::string name;
    std::int64_t due_ms = 0;
    std::uint32_t token = 0; // handed back with the event; stale ones are ignored
};

struct clear_timer
{
    std::string name;
};

/// Writes an item of the client's record; the key is (run, step path, item), so going back
/// replaces.
struct put_record
{
    std::string collection;
    std::string key;
    std::int64_t at_ms = 0;
    flow::record fields;
};

/// Takes an item back because its step is no longer on the way.
struct drop_record
{
    std::string collection;
    std::string key;
};

/// Offers `flow` (or says `words`) later; the service turns `after_ms` into a due time in the
/// client's zone, outside quiet hours. Keyed like a record item.
struct put_reminder
{
    std::string key;
    std::string flow;
    std::string words;
    std::int64_t after_ms = 0;
    std::vector<flow::field> with;
};

struct drop_reminder
{
    std::string key;
};

/// The client agreed to show these to the therapist: exactly what was previewed.
struct share_items
{
    struct item
    {
        std::string step; // path
        std::string question;
        std::string answer;
    };
    std::string flow;
    std::vector<item> items;
};

/// The client asked for a person, or a step or the screen did.
struct hand_off
{
    std::string why; // "asked", a step's word, or a rule id
    bool crisis = false;
};

/// A run reached its end.
struct run_ended
{
    std::string run; // id, 32 hex digits
    std::string flow;
    std::string outcome; // of `end`, or stopped | gave_up | failed
};

/// The client confirmed deletion: erase the whole conversation.
struct erase_everything
{};

/// A budget was passed or a promise broken: the operator must know. Holds no private words.
struct alert
{
    std::string what;
    std::string flow;
    std::string step;
};

/// What the client's case wants done outside the chat: a page, a notice, a line of the log ... What
/// it shows or asks is among the messages, its timers among the timers.
struct case_effect
{
    escalation::effect what;
};

using effect = std::variant<
    set_timer, clear_timer, put_record, drop_record, put_reminder, drop_reminder, share_items,
    hand_off, run_ended, erase_everything, alert, case_effect>;

} // namespace switchback::run
