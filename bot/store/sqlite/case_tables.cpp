#include "bot/store/sqlite/case_tables.hpp"

#include "bot/base/limits.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace switchback::store::sqlite {
namespace {

/// The columns of a case with its client's id; `rest` says which ones.
std::string select_cases(std::string_view rest)
{
    return fmt::format(
        "SELECT c.id, s.number, s.reference, s.is_open, s.opened_ms, s.changed_ms, s.body "
        "FROM safety_case s JOIN conversation c ON c.number = s.conversation {}",
        rest);
}

port::case_row case_of(const statement& from)
{
    return {from.id_at(0),      static_cast<std::uint32_t>(from.integer_at(1)),
            from.bytes_at(2),   from.integer_at(3) != 0,
            from.integer_at(4), from.integer_at(5),
            from.bytes_at(6)};
}

std::vector<port::case_row> all_of(statement& ask)
{
    std::vector<port::case_row> out;
    rows found(ask);
    while (found.next())
        out.push_back(case_of(ask));
    return out;
}

std::int64_t cap(std::size_t limit) noexcept
{
    return static_cast<std::int64_t>(std::min(limit, limits::store_rows_a_read));
}

} // namespace

// Not REPLACE: where a reference is another case's, it would delete that one.
case_writes::case_writes(database& on)
    : on_(on), set_case_(
                   on, "INSERT INTO safety_case VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
                       "ON CONFLICT (conversation, number) DO UPDATE SET "
                       "reference = excluded.reference, is_open = excluded.is_open, "
                       "opened_ms = excluded.opened_ms, changed_ms = excluded.changed_ms, "
                       "body = excluded.body"),
      set_outbox_(on, "INSERT OR REPLACE INTO outbox VALUES (?1, ?2, ?3, ?4, ?5)"),
      drop_outbox_(on, "DELETE FROM outbox WHERE conversation = ?1 AND key = ?2"),
      lease_(
          on, "UPDATE outbox SET due_ms = ?4, attempts = attempts + 1 "
              "WHERE conversation = ?1 AND key = ?2 AND due_ms = ?3")
{}

void case_writes::write(const port::step_write& step, std::int64_t conversation)
{
    for (const auto& row : step.cases)
        set_case_.integer(1, conversation)
            .integer(2, row.number)
            .text(3, row.reference)
            .integer(4, row.is_open ? 1 : 0)
            .integer(5, row.opened_ms)
            .integer(6, row.changed_ms)
            .blob(7, row.body)
            .run();
    for (const auto& key : step.outbox_done)
        drop_outbox_.integer(1, conversation).text(2, key).run();
    for (const auto& row : step.outbox)
        set_outbox_.integer(1, conversation)
            .text(2, row.key)
            .integer(3, row.due_ms)
            .integer(4, row.attempts)
            .blob(5, row.body)
            .run();
}

std::expected<void, error> case_writes::lease(
    std::int64_t conversation, std::string_view key, std::int64_t due_ms, std::int64_t until_ms)
{
    lease_.integer(1, conversation).text(2, key).integer(3, due_ms).integer(4, until_ms).run();
    if (on_.changed_rows() != 1)
        return fail(errc::conflict);
    return {};
}

case_reads::case_reads(database& on)
    : open_cases_(
          on, select_cases("WHERE s.is_open = 1 ORDER BY s.opened_ms DESC, s.reference LIMIT ?1")),
      all_cases_(on, select_cases("ORDER BY s.opened_ms DESC, s.reference LIMIT ?1")),
      cases_of_(
          on, select_cases("WHERE c.id = ?1 ORDER BY s.opened_ms DESC, s.number DESC LIMIT ?2")),
      find_case_(on, select_cases("WHERE s.reference = ?1")),
      due_outbox_(
          on, "SELECT c.id, o.key, o.due_ms, o.attempts, o.body FROM outbox o "
              "JOIN conversation c ON c.number = o.conversation WHERE o.due_ms <= ?1 "
              "ORDER BY o.due_ms, c.id, o.key LIMIT ?2"),
      next_outbox_due_(on, "SELECT min(due_ms) FROM outbox")
{}

std::vector<port::case_row> case_reads::cases(bool only_open, std::size_t limit)
{
    auto& ask = only_open ? open_cases_ : all_cases_;
    ask.integer(1, cap(limit));
    return all_of(ask);
}

std::vector<port::case_row> case_reads::cases_of(const id& conversation)
{
    cases_of_.blob(1, conversation).integer(2, cap(limits::store_rows_a_read));
    return all_of(cases_of_);
}

std::expected<port::case_row, error> case_reads::find_case(std::string_view reference)
{
    find_case_.text(1, reference);
    rows found(find_case_);
    if (!found.next())
        return fail(errc::not_found);
    return case_of(find_case_);
}

std::vector<port::outbox_row> case_reads::due_outbox(std::int64_t now_ms, std::size_t limit)
{
    due_outbox_.integer(1, now_ms).integer(2, cap(limit));
    std::vector<port::outbox_row> out;
    rows found(due_outbox_);
    while (found.next())
        out.push_back(
            {due_outbox_.id_at(0), due_outbox_.bytes_at(1), due_outbox_.integer_at(2),
             static_cast<std::uint32_t>(due_outbox_.integer_at(3)), due_outbox_.bytes_at(4)});
    return out;
}

std::optional<std::int64_t> case_reads::next_outbox_due()
{
    rows found(next_outbox_due_);
    if (!found.next() || next_outbox_due_.is_null_at(0))
        return std::nullopt;
    return next_outbox_due_.integer_at(0);
}

} // namespace switchback::store::sqlite
