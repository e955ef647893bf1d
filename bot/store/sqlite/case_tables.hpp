// Cases and the outbox: what is written of them inside a transaction that somebody else begins and
// commits, and what is read. Both throw `sql_error`. Each owned and used by one thread: the writes
// by the writer's, the reads by the reader's.
#pragma once

#include "bot/port/store.hpp"
#include "bot/store/sqlite/database.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace switchback::store::sqlite {

/// Conversations are named by the number of their row.
class case_writes
{
public:
    explicit case_writes(database& on);

    /// The step's cases and outbox; without any, no statement is run. A reference that is another
    /// case's throws a constraint.
    void write(const port::step_write& step, std::int64_t conversation);

    /// errc::conflict when no row stands at `due_ms`.
    [[nodiscard]] std::expected<void, error> lease(
        std::int64_t conversation, std::string_view key, std::int64_t due_ms,
        std::int64_t until_ms);

private:
    database& on_;
    statement set_case_;
    statement set_outbox_;
    statement drop_outbox_;
    statement lease_;
};

class case_reads
{
public:
    explicit case_reads(database& on);

    [[nodiscard]] std::vector<port::case_row> cases(bool only_open, std::size_t limit);
    [[nodiscard]] std::vector<port::case_row> cases_of(const id& conversation);
    [[nodiscard]] std::expected<port::case_row, error> find_case(std::string_view reference);
    [[nodiscard]] std::vector<port::outbox_row> due_outbox(std::int64_t now_ms, std::size_t limit);
    [[nodiscard]] std::optional<std::int64_t> next_outbox_due();

private:
    statement open_cases_;
    statement all_cases_;
    statement cases_of_;
    statement find_case_;
    statement due_outbox_;
    statement next_outbox_due_;
};

} // namespace switchback::store::sqlite
