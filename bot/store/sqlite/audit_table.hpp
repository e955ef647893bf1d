// The audit log's table and its head, inside a transaction that somebody else begins and commits.
// Throws `sql_error`. Owned and used by the writer's thread alone, but for the free functions.
#pragma once

#include "bot/port/store.hpp"
#include "bot/store/sqlite/audit_chain.hpp"
#include "bot/store/sqlite/database.hpp"

#include <optional>
#include <vector>

namespace switchback::store::sqlite {

/// The schema in which the log became a chain.
inline constexpr int audit_chain_schema = 3;

class audit_table
{
public:
    explicit audit_table(database& on);

    /// Appends the rows to the chain and moves its head; without any, no statement is run.
    void append(const id& conversation, const std::vector<port::audit_row>& rows);
    /// Drops the client's bodies and keeps the chain.
    void erase(const id& conversation);
    /// Forgets the head: it may be of a transaction rolled back. The next row reads it again.
    void forget() noexcept { head_.reset(); }

private:
    [[nodiscard]] audit_head read_place();

    database& on_;
    std::optional<audit_head> head_;
    statement add_;
    statement set_head_;
    statement erase_;
};

/// The kept head; absent when there is none or it makes no sense.
[[nodiscard]] std::optional<audit_head> read_audit_head(database& on);

/// Chains the rows that were noted before schema 3 and keeps a first head.
void chain_old_rows(database& on);

} // namespace switchback::store::sqlite
