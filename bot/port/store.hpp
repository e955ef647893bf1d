// Where conversations are kept. One authority: what it has not committed did not happen (invariant
// I2). Implemented by bot/store/*; tests/contract decides what a store is. Calls may come from any
// thread and complete on the caller's executor; the store does its blocking work elsewhere. Every
// body and state is sealed before it gets here: a store never sees private words. Besides the
// errors named below, every call can give errc::io (the disk or database said no), errc::corrupt
// (stored bytes make no sense) and errc::busy (a queue is full, or the store is closing).
#pragma once

#include "bot/base/error.hpp"
#include "bot/base/id.hpp"
#include "bot/port/people_store.hpp"

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

namespace switchback::port {

template <class value>
using task = boost::asio::awaitable<std::expected<value, error>>;

/// One row per client: the authority on where the conversation stands.
struct conversation_row
{
    id conversation;
    id practice;
    std::uint64_t version = 0; // rises by one a step; the compare-and-set
    std::uint64_t head = 0;    // seq of the last message
    std::string state;         // sealed
    std::string devices;       // codec, not sealed: per device the highest n and its answer's seq
    std::int64_t changed_ms = 0;
};

/// One row per step: the client's input with everything the bot said to it.
struct event_row
{
    std::uint64_t seq = 0;   // of the first message in it; key (conversation, seq)
    std::uint32_t count = 0; // messages in it: the next row's seq is seq + count
    std::int64_t at_ms = 0;
    std::string body; // sealed
};

struct timer_row
{
    id conversation;
    std::string name; // key (conversation, name): setting overwrites
    std::uint32_t token = 0;
    std::int64_t due_ms = 0;
    std::string body; // sealed: reminders carry what to offer
};

struct record_row
{
    std::string collection;
    std::string key; // key (conversation, collection, key): writing replaces
    std::int64_t at_ms = 0;
    std::string body; // sealed
};

struct record_key
{
    std::string collection;
    std::string key;
};

/// Keys of inputs that have no device counter (webhooks): a repeat is answered with the stored
/// range.
struct inbox_key
{
    std::string adapter;
    std::string account;
    std::string key;
};

struct audit_row
{
    std::int64_t at_ms = 0;
    std::string body;        // sealed
    std::int64_t number = 0; // in the whole log; given by the store, not heeded when written
};

/// A client's case as responders list it: one row a case, which stays after closing.
struct case_row
{
    id conversation;
    std::uint32_t number = 0; // key (conversation, number): writing replaces
    std::string reference;    // what notices and links name it by; unique
    bool is_open = false;
    std::int64_t opened_ms = 0;
    std::int64_t changed_ms = 0;
    std::string body; // sealed
};

/// Something for a responder that has not left yet.
struct outbox_row
{
    id conversation;
    std::string key;         // key (conversation, key): writing replaces
    std::int64_t due_ms = 0; // when it may leave; moved ahead while somebody is sending it
    std::uint32_t attempts = 0;
    std::string body; // sealed
};

/// How a responder signs in.
struct responder_row
{
    std::string responder;       // the rota's id; key
    std::string secret;          // of the one-time codes, sealed; empty before the first sign-in
    std::uint64_t last_step = 0; // of the newest code taken: none is taken twice
};

/// A right that ends: a one-time link or a session. Only the hash of what its holder has is kept.
struct ticket_row
{
    std::string hash; // key
    std::string kind; // "link", "session"
    std::string responder;
    std::int64_t until_ms = 0; // over once it is later than this
};

/// Everything one step changes: all of it or none. Rows of another conversation are refused.
struct step_write
{
    id conversation;
    std::uint64_t expect_version = 0; // the row must stand here; it will stand one higher
    std::uint64_t head = 0;
    std::string state;
    std::string devices;
    std::int64_t at_ms = 0;
    std::optional<event_row> event; // absent when nothing was said (a timer moved); seq above head
    std::vector<timer_row> timers;
    std::vector<std::string> timers_cleared;
    std::vector<record_row> records;
    std::vector<record_key> records_dropped;
    std::optional<inbox_key> inbox;
    std::vector<audit_row> audit; // added to the log; nothing changes them but `erase`
    std::vector<case_row> cases;
    std::vector<outbox_row> outbox;
    std::vector<std::string> outbox_done; // keys; a row written by the same step stays
};

struct commit_receipt
{
    std::uint64_t version = 0;
    bool duplicate = false;          // the inbox key was there: nothing was written, and
    std::uint64_t duplicate_seq = 0; // this is the seq it was answered with
};

/// A new client with its conversation, its sealed data key and its first resume token.
struct new_client
{
    id conversation; // also the client's id: there is exactly one per client
    id practice;
    std::int64_t at_ms = 0;
    std::string wrapped_key; // the data key, sealed by the master key; kept in the key file
    std::string token_hash;  // SHA-256 of the resume token
    std::string state;       // sealed first state
};

/// What a resume token stands for. Those before it stay good until their own `old_until_ms`.
struct token_row
{
    id conversation;
    bool is_old = false;
    std::int64_t old_until_ms = 0;
};

/// The sources of a bundle, so that a run pinned to it can go on after the files have moved on.
struct bundle_row
{
    std::string hash;
    std::string flow;
    int version = 0;
    std::string sources; // codec: (file name, text) pairs
    std::int64_t at_ms = 0;
};

class store
{
public:
    virtual ~store() = default;

    /// Commits one step durably; returns after the write is on disk. errc::conflict when the
    /// version has moved, errc::not_found when there is no such conversation, errc::bad_request
    /// when the event's seq is not above the stored head, errc::busy when the store takes no writes
    /// (disk full, read-only, draining). After errc::io nothing is known to be written: the same
    /// step may be sent again once the store was reopened. errc::conflict also when the reference
    /// of one of its cases is another case's. Commits to different conversations are
    /// independent: one that fails takes no other with it.
    [[nodiscard]] virtual task<commit_receipt> commit(step_write step) = 0;

    /// The row, or errc::not_found.
    [[nodiscard]] virtual task<conversation_row> load(id conversation) = 0;

    /// Rows holding messages after `after`, oldest first, at most `limit`; empty when there are
    /// none.
    [[nodiscard]] virtual task<std::vector<event_row>>
    events(id conversation, std::uint64_t after, std::size_t limit) = 0;

    /// The rows of one collection (or of all, when empty), oldest first.
    [[nodiscard]] virtual task<std::vector<record_row>>
    records(id conversation, std::string collection) = 0;

    /// What was noted for the auditor, oldest first, at most `limit`.
    [[nodiscard]] virtual task<std::vector<audit_row>>
    audit(id conversation, std::size_t limit) = 0;

    /// Adds a client at version 0; errc::conflict when the id or the token exists.
    [[nodiscard]] virtual task<void> add_client(new_client added) = 0;

    /// The client's wrapped data key, or errc::not_found (erased, or never there).
    [[nodiscard]] virtual task<std::string> wrapped_key(id conversation) = 0;

    /// Who holds the token with this hash, or errc::not_found (never there, or old and over).
    [[nodiscard]] virtual task<token_row>
    find_token(std::string token_hash, std::int64_t now_ms) = 0;

    /// Makes `next_hash` the token; the present one stays good until `old_until_ms`, older ones
    /// until the time they were given, so a client whose answer was lost twice is not locked out.
    /// errc::not_found when there is no such conversation, errc::conflict when the token exists.
    [[nodiscard]] virtual task<void> rotate_token(
        id conversation, std::string next_hash, std::int64_t now_ms, std::int64_t old_until_ms) = 0;

    /// Timers due at `now_ms`, oldest first, at most `limit`; they stay until a step clears them.
    [[nodiscard]] virtual task<std::vector<timer_row>>
    due_timers(std::int64_t now_ms, std::size_t limit) = 0;

    /// When the earliest timer is due; nullopt when there is none.
    [[nodiscard]] virtual task<std::optional<std::int64_t>> next_due() = 0;

    /// All timers of a conversation (for `state` frames and erasure).
    [[nodiscard]] virtual task<std::vector<timer_row>> timers(id conversation) = 0;

    /// Cases of all clients, the newest first, at most `limit`; the open ones alone, or all.
    [[nodiscard]] virtual task<std::vector<case_row>> cases(bool only_open, std::size_t limit) = 0;

    /// The cases of one client, the newest first.
    [[nodiscard]] virtual task<std::vector<case_row>> cases_of(id conversation) = 0;

    /// The case with that reference, or errc::not_found.
    [[nodiscard]] virtual task<case_row> find_case(std::string reference) = 0;

    /// What may leave at `now_ms`, oldest first, at most `limit`.
    [[nodiscard]] virtual task<std::vector<outbox_row>>
    due_outbox(std::int64_t now_ms, std::size_t limit) = 0;

    /// When the earliest row of the outbox may leave; nullopt when it is empty.
    [[nodiscard]] virtual task<std::optional<std::int64_t>> next_outbox_due() = 0;

    /// Moves a row that stood at `due_ms` to `until_ms` and counts an attempt, so that a sender who
    /// dies leaves it to be sent again; errc::conflict when it does not stand there (any more),
    /// errc::bad_request when `until_ms` is not later.
    [[nodiscard]] virtual task<void>
    lease_outbox(id conversation, std::string key, std::int64_t due_ms, std::int64_t until_ms) = 0;

    /// How a responder signs in, or errc::not_found.
    [[nodiscard]] virtual task<responder_row> find_responder(std::string responder) = 0;

    /// Writes the row; errc::conflict when it exists and its `last_step` is not `expect_last_step`.
    [[nodiscard]] virtual task<void>
    put_responder(responder_row row, std::uint64_t expect_last_step) = 0;

    /// Forgets how a responder signs in, with all their tickets. Nobody there is not an error.
    [[nodiscard]] virtual task<void> drop_responder(std::string responder) = 0;

    /// Keeps a ticket; those that are over are swept out. errc::conflict when the hash exists.
    [[nodiscard]] virtual task<void> put_ticket(ticket_row row, std::int64_t now_ms) = 0;

    /// A ticket that is not over, or errc::not_found.
    [[nodiscard]] virtual task<ticket_row> find_ticket(std::string hash, std::int64_t now_ms) = 0;

    /// The same, and takes it away: of two at once, one has it.
    [[nodiscard]] virtual task<ticket_row> take_ticket(std::string hash, std::int64_t now_ms) = 0;

    /// The seq that an input with this key was answered with, or errc::not_found: it is new.
    [[nodiscard]] virtual task<std::uint64_t> find_inbox(inbox_key key) = 0;

    /// Keeps a bundle's sources; the same hash again changes nothing.
    [[nodiscard]] virtual task<void> put_bundle(bundle_row row) = 0;

    /// The sources of a bundle, or errc::not_found.
    [[nodiscard]] virtual task<bundle_row> find_bundle(std::string hash) = 0;

    /// Erases a client: the key first, then every row, then the pages they stood on; the id and the
    /// time stay in a ledger, and a store on a disk may keep digests of what was noted for the
    /// auditor. Doing it again, or for an unknown id, is not an error.
    [[nodiscard]] virtual task<void> erase(id conversation, std::int64_t at_ms) = 0;

    /// The people of practices, whose client is whose, and invites; lives as long as this.
    [[nodiscard]] virtual people_store& people() noexcept = 0;

    /// True when a commit would be taken now.
    [[nodiscard]] virtual bool is_writable() const noexcept = 0;

    /// The log's identity: changes when a database was restored from a backup.
    [[nodiscard]] virtual id log_id() const noexcept = 0;

    /// Takes no more writes (errc::busy) and finishes those taken; the destructor waits for it.
    virtual void stop_writes() noexcept = 0;
};

} // namespace switchback::port
