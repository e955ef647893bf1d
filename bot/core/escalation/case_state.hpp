// Everything one client's cases are between two events: at most one is open, and what must outlive
// it (known items, when a question was last asked) stays. It holds no words of the client.
// Owned by the conversation, committed with it in one transaction; a value; any thread.
#pragma once

#include "bot/base/error.hpp"
#include "bot/base/limits.hpp"
#include "bot/core/escalation/ladder.hpp"
#include "bot/core/escalation/level.hpp"
#include "bot/core/escalation/rota.hpp"

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::escalation {

/// Who speaks with the client about the case.
enum class dialogue_part : std::uint8_t
{
    none,
    asking,     // the ladder: a question is open, the flow waits
    with_human, // a named human is in the chat; the bot is silent
    resumed     // the flow may go on
};

/// How far reaching a human has come.
enum class page_part : std::uint8_t
{
    none,
    sent,
    delivered,  // a true receipt; an accepted e-mail is only sent
    acked,      // a named human has taken it
    chain,      // ack or contact was missed, the next ones are paged too
    unanswered, // everybody was tried; only a human ack leaves this
    no_cover,   // nobody reads this before `opening_ms`
    closed
};

enum class timer_kind : std::uint8_t
{
    silence,
    receipt,
    ack,
    contact,
    repage,
    opening,
    human_silence,
    check_again,
    review
};
inline constexpr std::size_t timer_kinds = 9;

struct armed_timer
{
    timer_kind kind = timer_kind::silence;
    std::int64_t due_ms = 0;
    std::uint32_t generation = 0;
    bool operator==(const armed_timer&) const = default;
};

/// What became of a page on one channel.
enum class receipt : std::uint8_t
{
    none,
    sending,
    accepted, // sent, no more than that
    delivered,
    failed,
    only_sent // accepted by a way that never gives a receipt; in logs and lists it is "accepted"
};

struct paged_person
{
    std::string id;
    std::string name;
    tier as = tier::none;
    std::uint8_t channels = 0;
    std::uint32_t page = 0; // the newest page's number, which a receipt names
    std::int64_t sent_ms = 0;
    std::array<receipt, limits::pager_channels> receipts{};
    bool operator==(const paged_person&) const = default;
};

enum class contact_means : std::uint8_t
{
    none, // not chosen yet
    call,
    write_here,
    text_message,
    meet
};

/// Who took the case, and what they chose to promise.
struct holder
{
    std::string id; // empty: nobody
    std::string name;
    contact_means means = contact_means::none;
    std::int64_t by_ms = 0; // 0: no time was given
    std::int64_t taken_ms = 0;
    bool operator==(const holder&) const = default;
};

enum class close_reason : std::uint8_t
{
    none,
    answered,  // the client said no at L1; the only one that is not a human's
    withdrawn, // the client asked for a person and then did not want the clinic told
    contacted,
    plan_made,
    referred,
    emergency_care,
    could_not_reach,
    false_alarm,
    other
};

enum class close_outcome : std::uint8_t
{
    none,
    goes_on, // care as before
    more_care,
    other_care,
    in_hospital,
    unknown
};

struct signal_note
{
    source from = source::text;
    category about = category::none;
    level as = level::none;
    std::int64_t at_ms = 0;
    std::string rule;
    std::string reference;
    bool operator==(const signal_note&) const = default;
};

/// "known: item 9 = N, plan in place, reviewed DATE", by a therapist.
struct known_item
{
    std::string item;
    int value = 0;
    std::int64_t until_ms = 0;
    std::string by; // the reviewer's id
    bool operator==(const known_item&) const = default;
};

struct case_counters
{
    std::uint32_t events = 0;
    std::uint32_t joined = 0; // signals that were there already
    std::uint32_t pages = 0;
    std::uint32_t retries = 0;
    std::uint32_t receipts = 0;
    std::uint32_t takeovers = 0;
    std::uint32_t retractions = 0;
    std::uint32_t refused = 0;
    bool operator==(const case_counters&) const = default;
};

/// Instead of a time: they work without an end.
inline constexpr std::int64_t day_and_night = -1;

struct case_state
{
    // The client's, across cases
    std::uint32_t case_number = 0; // of the open or the last case; 0: there was none
    std::uint32_t epoch = 0;       // rises with each takeover; a claim names the one it saw
    std::uint32_t last_generation = 0;
    std::uint32_t last_page = 0;
    std::int64_t asked_l1_ms = 0; // when the L1 question was last asked
    std::string asked_rule;       // and by which rule
    std::int64_t helped_ms = 0;   // when the help block was last shown
    category helped_about = category::none;
    bool was_helped_urgently = false;
    bool knows_safe_contact = false;
    bool may_be_called = false;   // a number that is safe to call
    bool is_away_quietly = false; // left by quick exit: nothing is sent to the device
    std::vector<known_item> known;

    // The open (or last) case
    bool is_open = false;
    level now_at = level::none;
    category about = category::none;
    bool wants_person = false;
    bool is_drill = false;
    bool is_false_alarm = false;
    bool is_careful_at_home = false; // never "be with someone", never a household contact
    bool has_item = false;           // raised by a questionnaire: a "no" does not settle it
    dialogue_part dialogue = dialogue_part::none;
    page_part page = page_part::none;
    std::int64_t opened_ms = 0;
    std::vector<signal_note> signals;

    // The ladder
    question open_question = question::none;
    std::uint32_t question_token = 0; // of the open question; an answer names it
    std::vector<given_answer> answers;
    std::uint8_t unclear = 0;
    bool asks_on_return = false;
    question asks_then = question::none;
    bool was_asked_again = false; // on return, which is done once
    bool asked_safe_contact = false;

    // The pages
    std::vector<paged_person> paged;
    tier reached = tier::none;
    bool is_only_on_duty = false; // unanswered: some were not reachable at this hour
    std::uint8_t receipt_tries = 0;
    std::uint32_t repages = 0;
    std::int64_t works_until_ms = 0; // sent in working hours: when they end, or day_and_night
    std::int64_t opening_ms = 0;     // no_cover: when somebody reads this; 0: not known
    bool has_no_responders = false;
    bool was_notice_sent = false; // to those who are not reachable, once

    // The human
    holder held;
    bool is_contacted = false;
    bool is_contact_missed = false; // taken, and not kept in time
    bool is_human_silent = false;
    std::uint32_t silent_min = 0; // how long, when it was noticed
    close_reason reason = close_reason::none;
    close_outcome outcome = close_outcome::none;
    std::uint32_t notices_lost = 0; // that reached nobody, since a human last acted

    std::vector<armed_timer> timers;
    case_counters counted;

    bool operator==(const case_state&) const = default;
};

/// The level whose deadlines hold: H when only a person is wanted; none below that.
[[nodiscard]] level pages_as(const case_state& of) noexcept;

/// The pending timer of a kind, or null.
[[nodiscard]] const armed_timer* find_timer(const case_state& of, timer_kind kind) noexcept;

/// "case.ack"; the key of a timer row.
[[nodiscard]] std::string_view name_of(timer_kind kind) noexcept;

/// The kind of a timer row by its key; nullopt for a timer that is not a case's.
[[nodiscard]] std::optional<timer_kind> timer_named(std::string_view name) noexcept;

[[nodiscard]] std::string_view name_of(dialogue_part value) noexcept;
[[nodiscard]] std::string_view name_of(receipt value) noexcept; // only_sent too is "accepted"
[[nodiscard]] std::string_view name_of(page_part value) noexcept;
[[nodiscard]] std::string_view name_of(contact_means value) noexcept;
[[nodiscard]] std::string_view name_of(close_reason value) noexcept;
[[nodiscard]] std::string_view name_of(close_outcome value) noexcept;

/// Packs a state; a client without a case takes about 40 bytes.
[[nodiscard]] std::string save(const case_state& from);

/// Unpacks; errc::corrupt when the bytes are not such a state. Never throws, whatever the bytes.
[[nodiscard]] std::expected<case_state, error> load(std::string_view bytes);

} // namespace switchback::escalation
