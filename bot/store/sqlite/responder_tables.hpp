// How responders sign in, and their tickets: what is written inside a transaction that somebody
// else begins and commits, and what is read. Both throw `sql_error`. Each owned and used by one
// thread: the writes by the writer's, the reads by the reader's.
#pragma once

#include "bot/port/store.hpp"
#include "bot/store/sqlite/database.hpp"

#include <cstdint>
#include <string_view>

namespace switchback::store::sqlite {

class responder_writes
{
public:
    explicit responder_writes(database& on);

    /// errc::conflict when the row exists with another `last_step`.
    [[nodiscard]] std::expected<void, error>
    put_responder(const port::responder_row& row, std::uint64_t expect_last_step);
    void drop_responder(std::string_view responder);

    /// Sweeps what is over, then keeps the ticket; a hash that exists throws a constraint.
    void put_ticket(const port::ticket_row& row, std::int64_t now_ms);
    /// Gives the ticket and deletes it; errc::not_found when it is not there or over.
    [[nodiscard]] std::expected<port::ticket_row, error>
    take_ticket(std::string_view hash, std::int64_t now_ms);

private:
    database& on_;
    statement put_responder_;
    statement drop_responder_;
    statement drop_tickets_;
    statement sweep_tickets_;
    statement add_ticket_;
    statement take_ticket_;
};

class responder_reads
{
public:
    explicit responder_reads(database& on);

    [[nodiscard]] std::expected<port::responder_row, error>
    find_responder(std::string_view responder);
    [[nodiscard]] std::expected<port::ticket_row, error>
    find_ticket(std::string_view hash, std::int64_t now_ms);

private:
    statement find_responder_;
    statement find_ticket_;
};

} // namespace switchback::store::sqlite
