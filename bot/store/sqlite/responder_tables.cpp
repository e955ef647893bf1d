#include "bot/store/sqlite/responder_tables.hpp"

namespace switchback::store::sqlite {
namespace {

port::ticket_row ticket_of(const statement& from)
{
    return {from.bytes_at(0), from.bytes_at(1), from.bytes_at(2), from.integer_at(3)};
}

} // namespace

responder_writes::responder_writes(database& on)
    : on_(on), put_responder_(
                   on, "INSERT INTO responder VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET "
                       "secret = excluded.secret, last_step = excluded.last_step "
                       "WHERE last_step = ?4"),
      drop_responder_(on, "DELETE FROM responder WHERE id = ?1"),
      drop_tickets_(on, "DELETE FROM ticket WHERE responder = ?1"),
      sweep_tickets_(on, "DELETE FROM ticket WHERE until_ms < ?1"),
      add_ticket_(on, "INSERT INTO ticket VALUES (?1, ?2, ?3, ?4)"),
      take_ticket_(
          on, "DELETE FROM ticket WHERE hash = ?1 AND until_ms >= ?2 "
              "RETURNING hash, kind, responder, until_ms")
{}

std::expected<void, error>
responder_writes::put_responder(const port::responder_row& row, std::uint64_t expect_last_step)
{
    put_responder_.text(1, row.responder)
        .blob(2, row.secret)
        .integer(3, static_cast<std::int64_t>(row.last_step))
        .integer(4, static_cast<std::int64_t>(expect_last_step))
        .run();
    if (on_.changed_rows() != 1)
        return fail(errc::conflict);
    return {};
}

void responder_writes::drop_responder(std::string_view responder)
{
    drop_responder_.text(1, responder).run();
    drop_tickets_.text(1, responder).run();
}

void responder_writes::put_ticket(const port::ticket_row& row, std::int64_t now_ms)
{
    sweep_tickets_.integer(1, now_ms).run();
    add_ticket_.blob(1, row.hash)
        .text(2, row.kind)
        .text(3, row.responder)
        .integer(4, row.until_ms)
        .run();
}

std::expected<port::ticket_row, error>
responder_writes::take_ticket(std::string_view hash, std::int64_t now_ms)
{
    take_ticket_.blob(1, hash).integer(2, now_ms);
    rows found(take_ticket_);
    if (!found.next())
        return fail(errc::not_found);
    auto taken = ticket_of(take_ticket_);
    while (found.next())
    {
    }
    return taken;
}

responder_reads::responder_reads(database& on)
    : find_responder_(on, "SELECT id, secret, last_step FROM responder WHERE id = ?1"),
      find_ticket_(
          on, "SELECT hash, kind, responder, until_ms FROM ticket "
              "WHERE hash = ?1 AND until_ms >= ?2")
{}

std::expected<port::responder_row, error>
responder_reads::find_responder(std::string_view responder)
{
    find_responder_.text(1, responder);
    rows found(find_responder_);
    if (!found.next())
        return fail(errc::not_found);
    return port::responder_row{
        find_responder_.bytes_at(0), find_responder_.bytes_at(1),
        static_cast<std::uint64_t>(find_responder_.integer_at(2))};
}

std::expected<port::ticket_row, error>
responder_reads::find_ticket(std::string_view hash, std::int64_t now_ms)
{
    find_ticket_.blob(1, hash).integer(2, now_ms);
    rows found(find_ticket_);
    if (!found.next())
        return fail(errc::not_found);
    return ticket_of(find_ticket_);
}

} // namespace switchback::store::sqlite
