// What can happen to a case: with the state, the policy and the cover, the only input of `advance`.
// Holds no words of the client: the caller has screened them and passes what they mean. Values; any
// thread.
#pragma once

#include "bot/core/escalation/case_state.hpp"
#include "bot/core/escalation/effect.hpp"

#include <cstdint>
#include <string>
#include <variant>

namespace switchback::escalation {

enum class age_band : std::uint8_t
{
    unknown,
    adult,
    under_18
};

/// What is known of the client at the time of an event.
struct client_facts
{
    std::string language = "en"; // of what they read
    age_band age = age_band::unknown;
    bool is_invited = true;   // a visitor without an invite has no case
    bool is_in_a_flow = true; // which the case puts on hold
};

/// A signal: opens a case, raises it, or joins it. Send `answered` too when the words also answer
/// the open question.
struct raised
{
    signal what;
};

/// An answer to the open question; another token is an old button and changes nothing.
struct answered
{
    std::uint32_t token = 0;
    answer was = answer::none;
};

/// The client takes back what they said; the level stays.
struct retracted
{};

/// A timer row came due.
struct timer_fired
{
    timer_kind kind = timer_kind::silence;
    std::uint32_t generation = 0;
};

/// What became of a page on one channel of one person. Names the page's number.
struct send_result
{
    std::uint32_t page = 0;
    std::string responder;
    std::uint8_t channel = 0;
    receipt was = receipt::accepted; // accepted | delivered | failed | only_sent
};

/// What became of a notice: taken by a server, or `failed` once every way was tried in vain.
struct notice_result
{
    std::string responder;
    notice_kind kind = notice_kind::new_signal;
    std::uint8_t channel = 0; // the one that was tried last
    receipt was = receipt::accepted;
};

/// A responder takes the case; `epoch` is the one they saw, and a stale one is refused.
struct claimed
{
    std::uint32_t epoch = 0;
    std::string responder;
    std::string name; // as the client will read it
    contact_means means = contact_means::none;
    std::int64_t by_ms = 0;
};

/// The holder has made contact: in this chat, or elsewhere. By another person it is a claim too.
struct contact_made
{
    std::uint32_t epoch = 0;
    std::string responder;
    std::string name;
    bool is_in_chat = false;
};

/// The human in the chat wrote.
struct human_wrote
{
    std::uint32_t epoch = 0;
    std::string responder;
    std::string name; // as the client reads it, where these words are the contact
};

/// The human leaves the chat to the bot; the case stays theirs.
struct handed_back
{
    std::uint32_t epoch = 0;
    std::string responder;
};

struct closed
{
    std::uint32_t epoch = 0;
    std::string responder;
    close_reason reason = close_reason::none;
    close_outcome outcome = close_outcome::none;
    std::int64_t follow_up_ms = 0; // after closing; 0: the practice's own
};

/// The last case again: by a responder, or by the client (`responder` empty).
struct reopened
{
    std::string responder;
};

/// For the rules' figures; deletes and closes nothing.
struct marked_false_alarm
{
    std::string responder;
    bool is_false = true;
};

/// The client left by the quick exit.
struct left_quickly
{};

/// The client is back.
struct came_back
{};

/// The client answered how a person may reach them; the answer itself lives in their record.
struct gave_safe_contact
{
    bool may_be_called = false;
};

/// The client says that the contact which was noted did not happen.
struct contact_denied
{};

/// The client asked to be told again in 10 minutes.
struct asked_to_check_again
{};

/// The client asked for the lines: shown whatever was shown before.
struct asked_for_help
{};

struct category_changed
{
    category to = category::none;
    std::string by; // a responder's id; empty: the client
};

/// A therapist reviewed a stable item in person: "known, until DATE".
struct known_item_reviewed
{
    std::string item;
    int value = 0;
    std::int64_t until_ms = 0; // at most limits::known_item_days ahead
    std::string by;
};

/// Somebody opened more of the conversation than the case does (break-glass): logged with the
/// reason, and said to the client.
struct opened_more
{
    std::string responder;
    std::string name; // as the client will read it
    std::string reason;
};

/// The rota, or who is covering, changed.
struct cover_changed
{};

/// Time passed: timers whose rows were lost fire late rather than never.
struct tick
{};

using occurrence = std::variant<
    tick, raised, answered, retracted, timer_fired, send_result, claimed, contact_made, human_wrote,
    handed_back, closed, reopened, marked_false_alarm, left_quickly, came_back, gave_safe_contact,
    asked_to_check_again, asked_for_help, category_changed, known_item_reviewed, opened_more,
    cover_changed, contact_denied, notice_result>;

struct event
{
    std::int64_t time_ms = 0;
    client_facts client;
    occurrence what;
};

} // namespace switchback::escalation
