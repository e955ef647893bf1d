// What must change outside a case because of an event; written in the transaction that commits the
// case, and done after it. None holds a word of the client. Values; any thread.
#pragma once

#include "bot/core/escalation/case_state.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace switchback::escalation {

/// What a {placeholder} of a wording stands for: words, or (when `time_ms` is not 0) a time, shown
/// by the client's own clock.
struct argument
{
    std::string name;
    std::string words;
    std::int64_t time_ms = 0;
    bool operator==(const argument&) const = default;
};

/// A sentence for the client, by its wording ("status.acked.call"); `render` writes it.
struct show
{
    std::string wording;
    std::vector<argument> arguments;
    bool operator==(const show&) const = default;
};

/// A question of the ladder; the dialogue waits for `answered` with this token.
struct ask
{
    question what = question::none;
    std::uint32_t token = 0;
    std::string wording;
    std::vector<std::pair<answer, std::string>> buttons; // each with its wording
};

enum class help_form : std::uint8_t
{
    lines,   // the lines alone: nothing was written that it could answer
    softly,  // the compiled-in help for words that may mean danger
    urgently // the compiled-in help for danger
};

/// A block of help with the lines of the client's country, those for the young first where
/// `is_youth`; `help_block` writes it.
struct show_help
{
    category about = category::none;
    help_form form = help_form::lines;
    bool is_youth = false;
};

/// Ask how a person may reach the client (number, voicemail, name, must not contact), optionally.
struct ask_safe_contact
{
    bool may_ask_place = false; // "where are you now?", at L3 and L4
};

enum class offering : std::uint8_t
{
    plan, // the client's own
    grounding,
    lines, // the help block, asked for
    person,
    draft,       // "text someone yourself", with the wording draft.someone
    check_again, // in 10 minutes
    quick_exit
};

/// What stays at hand while the case is open; replaces the offering before.
struct offer
{
    std::vector<offering> what;
};

enum class page_urgency : std::uint8_t
{
    today,
    now
};

/// Page a person by `channels` of their channels, beginning with `first_channel`. Carries the
/// clinic's neutral name, urgency, case number and link: nothing else.
struct send_page
{
    std::uint32_t number = 0; // a receipt names it; the same number again is the same page
    std::string responder;
    tier as = tier::none;
    page_urgency urgency = page_urgency::today;
    std::uint8_t first_channel = 0;
    std::uint8_t channels = 0;
    std::uint32_t case_number = 0;
    bool is_repeat = false;
    bool is_drill = false; // the subject begins DRILL
};

enum class notice_kind : std::uint8_t
{
    no_cover,   // a case waits and you are not on call: read it when you work
    quick_exit, // left by quick exit: do not call without the safe-contact note
    new_signal, // more was said
    raised,     // the level rose
    taken_over, // somebody else holds the case now
    closed,
    review,   // a review item: the same working day
    digest,   // what the digest says of a client: in the morning
    follow_up // a task after closing
};

/// One content-free line for a person, on the console and by one of their channels: the next one
/// when that fails. It rings nobody.
struct notice
{
    std::string responder;
    notice_kind kind = notice_kind::new_signal;
    std::uint32_t case_number = 0;
    bool is_drill = false;
    page_urgency urgency = page_urgency::today;
    std::int64_t due_ms = 0; // not before; 0: at once
};

struct set_timer
{
    timer_kind kind = timer_kind::silence;
    std::int64_t due_ms = 0;
    std::uint32_t generation = 0;
};

struct clear_timer
{
    timer_kind kind = timer_kind::silence;
};

/// One line of the hash-chained log; the caller adds case number and time.
struct log_line
{
    std::string kind;
    std::vector<std::pair<std::string, std::string>> fields;
};

/// A task for the holder after closing.
struct follow_up_task
{
    std::int64_t due_ms = 0;
    std::string responder;
};

enum class digest_kind : std::uint8_t
{
    asked_no,     // asked at L1, answered no
    asked_silent, // asked at L1, not answered
    asked_withheld,
    not_asked,  // a signal within 24 hours of the last question
    known_item, // reviewed, not above what is known
    retracted
};

/// A line in the therapist's digest.
struct digest_line
{
    digest_kind kind = digest_kind::asked_no;
    std::string rule;
    std::string reference;
};

enum class review_kind : std::uint8_t
{
    said_no,   // L2 from words, then no: look at it, nobody was paged
    left,      // left by quick exit before an answer
    still_open // nobody has closed it for a day
};

/// Something a clinician should look at, without a page.
struct review_item
{
    review_kind kind = review_kind::said_no;
};

enum class alert_kind : std::uint8_t
{
    no_responder, // nobody is configured
    unanswered,   // everybody was tried
    minor,        // under 18 in a practice without a policy
    full,         // a bounded list of the case is full
    undelivered   // a notice reached its person by no channel
};

struct alert_operator
{
    alert_kind kind = alert_kind::unanswered;
    std::uint32_t case_number = 0;
};

using effect = std::variant<
    show, ask, show_help, ask_safe_contact, offer, send_page, notice, set_timer, clear_timer,
    log_line, follow_up_task, digest_line, review_item, alert_operator>;

/// The names of these in rows and logs ("check_again", "no_cover", "said_no" ...).
[[nodiscard]] std::string_view name_of(offering value) noexcept;
[[nodiscard]] std::string_view name_of(page_urgency value) noexcept;
[[nodiscard]] std::string_view name_of(notice_kind value) noexcept;
[[nodiscard]] std::string_view name_of(digest_kind value) noexcept;
[[nodiscard]] std::string_view name_of(review_kind value) noexcept;
[[nodiscard]] std::string_view name_of(alert_kind value) noexcept;

} // namespace switchback::escalation
