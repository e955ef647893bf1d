// The use cases around one conversation: opening it, taking an input, firing its timers, showing it
// to whoever is attached. One input of a conversation at a time; nothing is delivered or answered
// before it is durable, except the static crisis help. Owned by the composition root; every call
// comes on the executor it was made with.
#pragma once

#include "bot/base/clock.hpp"
#include "bot/base/metrics.hpp"
#include "bot/base/random.hpp"
#include "bot/core/escalation/wording.hpp"
#include "bot/core/run/advance.hpp"
#include "bot/crypto/key_ring.hpp"
#include "bot/crypto/master_key.hpp"
#include "bot/port/store.hpp"
#include "bot/service/clinic_board.hpp"
#include "bot/service/flow_shelf.hpp"
#include "bot/service/inbound.hpp"
#include "bot/service/live_conversation.hpp"

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace switchback::service {

struct practice
{
    id practice_id;
    std::string name;
    bool open = false;                     // visitors without an invite may talk
    int say_per_10s = limits::say_per_10s; // 0: no limit (benchmarks)
    // Visitors count as invited (the demonstration): their cases reach the clinic. As long as
    // nobody says otherwise, the safe side.
    bool visitors_are_clients = true;
};

/// The detail of errc::not_allowed for a client whose invite was taken back.
inline constexpr std::string_view withdrawn_invite = "invite";

/// A client who was let in by an invite.
struct new_comer
{
    id client;
    std::string token; // their first resume token
};

/// The parts it works with; all outlive it.
struct parts
{
    port::store& store;
    flow_shelf& flows;
    const crypto::master_key& master;
    const clock& time;
    random_source& random;
    metrics& counts;
    practice where;
    const clinic_board& clinic;
};

using live_ptr = std::shared_ptr<live_conversation>;

template <class value>
using task = boost::asio::awaitable<std::expected<value, error>>;

/// What a client says first.
struct greeting
{
    std::string token;      // empty: a new visitor
    std::uint64_t last = 0; // seq of the last message it has
    std::string zone;
    std::string language = "en";
};

struct opened
{
    live_ptr live;
    std::string token; // the next resume token
    bool is_new = false;
    bool recovered = true;            // false: too far behind, history must be read by HTTP
    std::vector<run::message> replay; // (last, head]
};

/// A waiting or coming reminder, for `state` frames.
struct reminder
{
    std::int64_t due_ms = 0; // 0: due, waiting for the client to come back
    std::string flow;
};

/// What `state` frames tell.
struct overview
{
    run::standing where;
    std::optional<run::input_form> form;
    bool knows_reminders = false; // they were read
    std::vector<reminder> reminders;
    std::string country;
    led_by leader;
    run::packed_items net; // the client's own safety net, unpacked only by who shows it
};

/// Something that happened to a client's case outside the chat.
struct happening
{
    escalation::occurrence what;
    private_text words;                   // human_wrote
    std::optional<port::inbox_key> key;   // twice is once
    std::vector<std::string> outbox_done; // keys
};

/// What stands in a client's conversation about their case.
struct case_file
{
    run::safety_part safety;
    std::vector<std::pair<std::int64_t, run::message>> messages; // with their time
    std::vector<run::record_snapshot::item> nets;                // their own safety net
    flow::record contact;                                        // how a person may reach them
};

class conversations
{
public:
    explicit conversations(parts with);

    /// Lets a client in: by token, or as a new visitor where the practice is open.
    /// errc::not_allowed for a token nobody has, and at a closed practice for whoever has no invite
    /// (any more) and no case a human is at; errc::closed when it was erased, errc::busy when
    /// nothing can be stored.
    [[nodiscard]] task<opened> open(greeting from);

    /// Adds a client with a first token, whether the practice is open or not: who asks has their
    /// invite. errc::busy when nothing can be stored.
    [[nodiscard]] task<new_comer> add_invited();

    /// What a conversation at hand is told of its invite; others learn it when they are loaded.
    /// Where only invited clients are let in, whoever is not any more is shown out, unless a human
    /// is being found for them.
    void note_invited(const id& client, bool is_invited);

    /// Whose resume token that is; errc::not_allowed.
    [[nodiscard]] task<id> holder_of(std::string token);

    /// Takes one input. Screens it before anything else, also when it is then refused. Errors:
    /// rate_limited, busy, closed, corrupt, io; the conversation is then as it was.
    /// `input` is filled in; what is given by reference must stay until this returns.
    [[nodiscard]] task<taken>
    take(live_ptr into, inbound& input, listener* from, std::string_view cid);

    /// Screens a text that is refused before it becomes an input (too long, no hello yet).
    void screen_refused(std::string_view words, listener* from, std::string_view cid);

    /// Shows every later step to this listener; errc::not_allowed over sockets_per_conversation.
    [[nodiscard]] std::expected<void, error> attach(const live_ptr& to, listener& added);
    void detach(const live_ptr& from, listener& gone);

    /// The small whole state, for a frame after every replay.
    [[nodiscard]] task<overview> look(live_ptr at);

    /// The same without the reminders, which stand in the store: at once.
    [[nodiscard]] overview glance(const live_conversation& at) const;

    /// Messages after `after`, at most `limits::history_page`, for whoever holds the token.
    [[nodiscard]] task<std::vector<run::message>> history(std::string token, std::uint64_t after);

    /// Takes something that happened to the client's case. Errors as of `take`; what the case
    /// refused is told in `taken::refused`.
    [[nodiscard]] task<taken> happen(id conversation, happening what);

    /// The client leaves by the quick exit, or is back: told to their case where there is one.
    [[nodiscard]] boost::asio::awaitable<void> left_quickly(live_ptr from);
    [[nodiscard]] boost::asio::awaitable<void> came_back(live_ptr back);

    /// What a case of the client opens, with messages after `after`; at most limits::case_messages.
    [[nodiscard]] task<case_file>
    read_case(id conversation, escalation::case_state about, std::uint64_t after);

    /// The words behind each signal of a case, in their order; empty for a signal without words.
    [[nodiscard]] task<std::vector<private_text>>
    read_signals(id conversation, escalation::case_state of);

    /// Writes a line of the log about a client, by itself.
    [[nodiscard]] task<void> note(id conversation, std::string what, flow::record fields);

    /// Opens rows of the outbox and of the list of cases.
    [[nodiscard]] task<crypto::data_key> key_of(id conversation);

    /// Fires what is due now; gives when the next one is, if any.
    [[nodiscard]] boost::asio::awaitable<std::optional<std::int64_t>> fire_due_timers();

    /// Fires the oldest reminder that waited for this client to come back.
    [[nodiscard]] boost::asio::awaitable<void> fire_waiting_reminder(live_ptr back);

    /// Forgets conversations nobody is attached to and nobody spoke in for a while.
    void forget_idle();

    [[nodiscard]] std::size_t live_count() const noexcept { return live_.size(); }

    /// Called with the due time whenever a step sets a timer.
    void on_timer_set(std::function<void(std::int64_t)> wake) { wake_ = std::move(wake); }

    /// Called when a step left something in the outbox.
    void on_outgoing(std::function<void()> wake) { outgoing_ = std::move(wake); }

    /// How long the timer that was the next when the timers were last read has waited: it grows
    /// while they cannot be read or nobody reads them. 0 when all were fired in time.
    [[nodiscard]] std::int64_t overdue_ms() const noexcept;

private:
    /// A turn the engine has decided and nobody has seen yet.
    struct decided
    {
        run::turn turn;
        std::string packed; // turn.next, as it will be stored
        std::uint64_t first_seq = 0;
        std::int64_t wake_at_ms = 0; // the earliest timer it sets; 0: none
        bool erases = false;
        led_by leader; // where a case moved
        port::step_write write;
    };

    [[nodiscard]] live_ptr find_live(const id& conversation);
    [[nodiscard]] task<void> load(live_conversation& into);
    [[nodiscard]] task<live_ptr> admit(const greeting& from, bool& is_new);
    [[nodiscard]] task<live_ptr> add_client(std::string token);
    [[nodiscard]] bool may_stay(const live_conversation& who) const;
    [[nodiscard]] bool counts_as_invited(const live_conversation& who) const noexcept
    {
        return who.is_invited || (with_.where.open && with_.where.visitors_are_clients);
    }
    [[nodiscard]] task<std::vector<run::message>>
    messages_after(live_conversation& of, std::uint64_t after, std::size_t limit, bool& all);
    [[nodiscard]] std::expected<void, error>
    screen_input(live_conversation& in, inbound& input, listener* from, std::string_view cid);
    [[nodiscard]] task<taken>
    take_screened(live_ptr into, inbound& input, listener* from, std::string_view cid);
    [[nodiscard]] task<taken>
    take_crisis(live_ptr into, inbound& input, listener* from, std::string_view cid);
    // Where they read what the screen found; of no conversation (null) the clinic's country.
    [[nodiscard]] escalation::reading_place
    place_of(const live_conversation* in, const risk::screening& found) const;
    void show_crisis_help(
        const risk::screening& found, const escalation::reading_place& at, listener* to,
        std::string_view cid);
    void tell_not_kept(
        const risk::screening& found, const escalation::reading_place& at, listener* to,
        std::string_view cid);
    void lose(
        const live_conversation& in, const run::event& event, listener* from, std::string_view cid);
    [[nodiscard]] task<taken>
    try_turn(live_ptr in, inbound& input, listener* from, std::string_view cid);
    [[nodiscard]] decided decide(
        const live_conversation& in, busy_state& busy, const crypto::data_key& key, inbound& input);
    void settle(live_conversation& in, decided& step, const inbound& input, std::uint64_t version);
    [[nodiscard]] task<void> erase(live_conversation& in, std::int64_t at_ms);

    [[nodiscard]] bool is_ready(const live_conversation& in, const run::event& event) const;
    [[nodiscard]] task<void> make_ready(live_ptr in, run::event_kind kind);
    [[nodiscard]] std::expected<void, error> make_busy(live_conversation& in);
    void stay_busy(live_conversation& in);
    void rest(live_conversation& in);
    [[nodiscard]] task<run::record_snapshot> snapshot(live_conversation& of);
    [[nodiscard]] task<void> bring_bundles(const run::state& of);
    [[nodiscard]] bool is_kept(const std::optional<run::journey>& of) const;
    [[nodiscard]] task<void> keep_bundle(std::string hash);

    void deliver(live_conversation& to, const delivery& step);
    [[nodiscard]] bool over_rate(live_conversation& of);
    [[nodiscard]] task<void> fire(port::timer_row row, bool is_back);
    // What escapes a turn is a broken promise of ours: it is counted, and ends as errc::defect.
    [[nodiscard]] task<taken> guarded(task<taken> turn);
    [[nodiscard]] port::step_write
    bare_write(const live_conversation& of, const crypto::data_key& key) const;

    parts with_;
    crypto::key_ring keys_;
    std::unordered_map<id, live_ptr> live_;
    std::list<live_conversation*> busy_;    // whose state is kept unpacked; the latest first
    std::vector<std::string> kept_bundles_; // hashes the store is known to hold
    std::function<void(std::int64_t)> wake_;
    std::function<void()> outgoing_;
    std::int64_t awaited_ms_ = 0; // when the next timer is due, as last read; 0: there is none
};

} // namespace switchback::service
