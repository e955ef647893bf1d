// The reader's statements: every question the port asks, on a connection of its own, so that
// reading never waits for writing. Throws `sql_error`. Owned and used by the reader's thread alone.
#pragma once

#include "bot/port/store.hpp"
#include "bot/store/sqlite/case_tables.hpp"
#include "bot/store/sqlite/database.hpp"
#include "bot/store/sqlite/people_tables.hpp"
#include "bot/store/sqlite/responder_tables.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace switchback::store::sqlite {

class read_tables
{
public:
    /// Both databases stay open for the life of this.
    read_tables(database& main, database& keys);

    [[nodiscard]] std::expected<port::conversation_row, error> load(const id& conversation);
    [[nodiscard]] std::expected<std::vector<port::event_row>, error>
    events(const id& conversation, std::uint64_t after, std::size_t limit);
    [[nodiscard]] std::vector<port::record_row>
    records(const id& conversation, std::string_view collection);
    [[nodiscard]] std::vector<port::audit_row> audit(const id& conversation, std::size_t limit);
    [[nodiscard]] std::expected<std::string, error> wrapped_key(const id& conversation);
    [[nodiscard]] std::expected<port::token_row, error>
    find_token(std::string_view hash, std::int64_t now_ms);
    [[nodiscard]] std::vector<port::timer_row> due_timers(std::int64_t now_ms, std::size_t limit);
    [[nodiscard]] std::optional<std::int64_t> next_due();
    [[nodiscard]] std::vector<port::timer_row> timers(const id& conversation);
    [[nodiscard]] std::expected<port::bundle_row, error> find_bundle(std::string_view hash);

    [[nodiscard]] std::expected<std::uint64_t, error> find_inbox(const port::inbox_key& key);

    [[nodiscard]] case_reads& cases() noexcept { return cases_; }
    [[nodiscard]] responder_reads& responders() noexcept { return responders_; }
    [[nodiscard]] people_reads& people() noexcept { return people_; }

private:
    [[nodiscard]] std::vector<std::int64_t> chain(const id& conversation, std::uint64_t after);

    database& main_;
    statement load_;
    statement last_event_;
    statement previous_;
    statement event_;
    statement records_;
    statement audit_;
    statement wrapped_key_;
    statement find_token_;
    statement due_timers_;
    statement next_due_;
    statement timers_;
    statement find_bundle_;
    statement find_inbox_;
    case_reads cases_;
    responder_reads responders_;
    people_reads people_;
};

} // namespace switchback::store::sqlite
