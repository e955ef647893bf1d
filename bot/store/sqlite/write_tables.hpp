// The writer's statements: what each call of the port writes, inside a transaction that somebody
// else begins and commits. A refusal (the returned error) has written nothing; a `sql_error` thrown
// may have, and the caller rolls back and calls `forget_places`. Owned and used by the writer's
// thread alone.
#pragma once

#include "bot/port/store.hpp"
#include "bot/store/sqlite/audit_table.hpp"
#include "bot/store/sqlite/case_tables.hpp"
#include "bot/store/sqlite/database.hpp"
#include "bot/store/sqlite/people_tables.hpp"
#include "bot/store/sqlite/responder_tables.hpp"

#include <cstdint>
#include <unordered_map>

namespace switchback::store::sqlite {

struct token_change
{
    id conversation;
    std::string next_hash;
    std::int64_t now_ms = 0;
    std::int64_t old_until_ms = 0;
};

struct outbox_lease
{
    id conversation;
    std::string key;
    std::int64_t due_ms = 0;
    std::int64_t until_ms = 0;
};

class write_tables
{
public:
    explicit write_tables(database& on);

    [[nodiscard]] std::expected<port::commit_receipt, error> commit(const port::step_write& step);
    [[nodiscard]] std::expected<void, error> add_client(const port::new_client& added);
    [[nodiscard]] std::expected<void, error> rotate_token(const token_change& change);
    [[nodiscard]] std::expected<void, error> lease_outbox(const outbox_lease& lease);
    void put_bundle(const port::bundle_row& row);
    void erase(const id& conversation, std::int64_t at_ms);

    [[nodiscard]] responder_writes& responders() noexcept { return responders_; }
    [[nodiscard]] people_writes& people() noexcept { return people_; }
    [[nodiscard]] bool has_client(const id& conversation);

    /// Drops what is remembered about conversations and the audit log: it may tell of a transaction
    /// rolled back.
    void forget_places() noexcept
    {
        places_.clear();
        audit_.forget();
    }

private:
    /// Where a conversation's rows are, so that an ordinary step looks nothing up.
    struct place
    {
        std::int64_t number = 0;
        std::int64_t last_event = 0;
        std::uint64_t head = 0;
        std::uint64_t version = 0;
    };

    [[nodiscard]] place* find_place(const id& conversation);
    [[nodiscard]] std::optional<std::uint64_t> find_inbox(const port::inbox_key& key);
    void write_event(const port::event_row& event, place& at);
    void write_extras(const port::step_write& step, const place& at);
    void write_inbox(const port::step_write& step, const place& at);
    void drop_events(const place& at);

    database& on_;
    std::unordered_map<id, place> places_;
    std::int64_t next_event_ = 1;

    statement find_place_;
    statement move_conversation_;
    statement add_event_;
    statement set_timer_;
    statement clear_timer_;
    statement set_record_;
    statement drop_record_;
    statement find_inbox_;
    statement add_inbox_;
    audit_table audit_;
    statement add_conversation_;
    statement add_token_;
    statement drop_tokens_;
    statement retire_token_;
    statement trim_tokens_;
    statement add_bundle_;
    case_writes cases_;
    responder_writes responders_;
    people_writes people_;
};

} // namespace switchback::store::sqlite
