// What a responder can see and do: the list of cases, one case with what it opens, and the acts of
// a human. Every act goes through the conversation, one at a time with the client's own inputs, and
// is answered only when it is durable. Owned by the composition root; every call comes on the
// service's executor.
#pragma once

#include "bot/core/escalation/case_state.hpp"
#include "bot/service/conversations.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace switchback::service {

/// Who acts: a responder of the rota, signed in.
struct actor
{
    std::string responder;
    std::string name; // as the client will read it
};

/// A row of the list; holds no words of the client.
struct case_summary
{
    std::string reference; // eight letters and digits
    bool is_open = false;
    escalation::level level = escalation::level::none;
    escalation::category about = escalation::category::none;
    escalation::page_part page = escalation::page_part::none;
    escalation::dialogue_part dialogue = escalation::dialogue_part::none;
    bool wants_person = false;
    bool is_drill = false;
    bool is_false_alarm = false;
    std::int64_t opened_ms = 0;
    std::int64_t changed_ms = 0;
    std::int64_t due_ms = 0;        // the next deadline (acknowledgement, contact, review); 0: none
    std::int64_t review_due_ms = 0; // by when somebody should look at it; 0: no review is due
    std::uint32_t notices_lost = 0; // that reached nobody, since a human last acted
    std::uint32_t epoch = 0;        // an act names the one its human saw
    std::string holder;             // responder id; empty: nobody has taken it
    std::string holder_name;
    escalation::contact_means means = escalation::contact_means::none;
    std::int64_t contact_by_ms = 0;
};

struct case_signal
{
    std::int64_t at_ms = 0;
    escalation::source from = escalation::source::text;
    escalation::category about = escalation::category::none;
    escalation::level level = escalation::level::none;
    std::string rule;
    private_text words; // what the client wrote; empty for a signal that is not of words
};

struct case_answer
{
    escalation::question to = escalation::question::none;
    escalation::answer was = escalation::answer::none;
};

struct case_message
{
    std::uint64_t seq = 0;
    run::sender from = run::sender::bot;
    std::string name; // of the human
    std::int64_t at_ms = 0;
    private_text text;
};

struct case_page
{
    std::string name; // who was paged
    escalation::tier as = escalation::tier::none;
    std::int64_t sent_ms = 0;
    std::vector<escalation::receipt> receipts; // by channel
};

/// What a case opens (escalation.md): not the whole conversation.
struct case_detail
{
    case_summary summary;
    std::vector<case_signal> signals;
    std::vector<case_answer> answers;   // to the safety questions
    std::vector<case_message> messages; // around what raised it, while they waited, in the talk
    std::vector<case_page> pages;
    std::vector<std::pair<std::string, private_text>> contact; // safe contact: name, what was said
    std::vector<private_text> plan;                            // the client's own safety net
    bool may_be_called = false;
    bool left_quickly = false; // do not call without the safe-contact note
};

/// What break-glass opens: the run in which the case was raised, from its start to its end.
struct case_rest
{
    std::vector<case_message> messages;
    bool is_cut = false; // there are more than limits::rest_messages
};

enum class act_kind : std::uint8_t
{
    claim,     // means, by_ms
    contacted, // elsewhere: by phone, in person
    say,       // words: live in the chat; the first is the contact
    hand_back,
    close, // reason, outcome, follow_up_ms
    reopen,
    false_alarm, // is_false
    about,       // category
    reviewed,    // item, value, until_ms: a known item
    break_glass  // why: see open_rest
};

struct human_act
{
    act_kind kind = act_kind::claim;
    std::uint32_t epoch = 0;
    std::string key; // made by the page for each act: the same again is answered as before
    escalation::contact_means means = escalation::contact_means::none;
    std::int64_t by_ms = 0;
    private_text words;
    escalation::close_reason reason = escalation::close_reason::none;
    escalation::close_outcome outcome = escalation::close_outcome::none;
    std::int64_t follow_up_ms = 0;
    bool is_false = true;
    escalation::category about = escalation::category::none;
    std::string item;
    int value = 0;
    std::int64_t until_ms = 0;
    std::string why;
};

class case_desk
{
public:
    case_desk(conversations& talks, port::store& store);

    /// Open cases, or all, the newest first; at most limits::cases_listed.
    [[nodiscard]] task<std::vector<case_summary>> list(bool only_open);

    /// One case, with messages after `after` alone when it is not 0. Opening it is noted in the log
    /// with who did. errc::not_found.
    [[nodiscard]] task<case_detail> read(actor who, std::string reference, std::uint64_t after);

    /// Does it; gives the case as it then is. errc::not_found; errc::conflict when somebody was
    /// faster (a stale epoch; read the case to see who); errc::not_allowed for what only the holder
    /// may do; errc::bad_request for a missing reason, a time in the past, empty words;
    /// errc::closed when it is closed.
    [[nodiscard]] task<case_summary> act(actor who, std::string reference, human_act what);

    /// Break-glass: the rest of the run in which the case was raised, for `why`, each time anew.
    /// Who opened it stands in the log with the reason, and the client is told by name, before
    /// anything is read; the same key again tells nobody twice. Errors as act, by which
    /// `break_glass` itself is refused (errc::bad_request).
    [[nodiscard]] task<case_rest> open_rest(actor who, std::string reference, human_act what);

    /// The rota or the windows changed, or the server was away: every open case looks again who is
    /// there, and what of its clock is overdue.
    [[nodiscard]] boost::asio::awaitable<void> look_again();

private:
    [[nodiscard]] task<void> tell(actor who, port::case_row row, human_act what);
    // Whether the case's log says, since the server started, that they opened it.
    [[nodiscard]] bool
    is_opened_by(const std::string& responder, const std::string& reference) const;
    void remember_opening(const std::string& responder, const std::string& reference);

    conversations& talks_;
    port::store& store_;
    std::set<std::pair<std::string, std::string>> opened_; // by whom, since the server started
};

} // namespace switchback::service
