#include "bot/store/sqlite/people_tables.hpp"

#include "bot/base/limits.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

// Statements here are prepared where they are used: none of this happens in a step of a chat, and
// kept ready they would cost every start.
namespace switchback::store::sqlite {
namespace {

using namespace port;

constexpr std::string_view person_columns = "id, practice, handle, name, roles, state, password, "
                                            "secret, last_step, version, changed_ms";
constexpr std::string_view invite_columns =
    "id, practice, person, code_hash, label, state, client, made_ms, until_ms, taken_ms";

std::int64_t stored(std::uint64_t value)
{
    return static_cast<std::int64_t>(value);
}

template <class kept>
kept state_at(const statement& from, int column, kept last)
{
    const auto value = from.integer_at(column);
    return value < 0 || value > static_cast<std::int64_t>(last) ? last : static_cast<kept>(value);
}

person_row person_of(const statement& from)
{
    person_row out;
    out.person = from.id_at(0);
    out.practice = from.id_at(1);
    out.handle = from.bytes_at(2);
    out.name = from.bytes_at(3);
    out.roles = static_cast<std::uint32_t>(from.integer_at(4));
    out.state = state_at(from, 5, person_state::disabled);
    out.password = from.bytes_at(6);
    out.secret = from.bytes_at(7);
    out.last_step = static_cast<std::uint64_t>(from.integer_at(8));
    out.version = static_cast<std::uint64_t>(from.integer_at(9));
    out.changed_ms = from.integer_at(10);
    return out;
}

invite_row invite_of(const statement& from)
{
    invite_row out;
    out.invite = from.id_at(0);
    out.practice = from.id_at(1);
    out.person = from.id_at(2);
    out.code_hash = from.bytes_at(3);
    out.label = from.bytes_at(4);
    out.state = state_at(from, 5, invite_state::withdrawn);
    if (!from.is_null_at(6))
        out.client = from.id_at(6);
    out.made_ms = from.integer_at(7);
    out.until_ms = from.integer_at(8);
    out.taken_ms = from.integer_at(9);
    return out;
}

care_row care_of(const statement& from)
{
    return {from.id_at(0), from.id_at(1), from.integer_at(2) != 0, from.integer_at(3)};
}

glass_row glass_of_row(const statement& from)
{
    return {from.id_at(0),      from.id_at(1),      from.id_at(2),   from.id_at(3),
            from.integer_at(4), from.integer_at(5), from.bytes_at(6)};
}

template <class row, class function>
std::expected<row, error> one_of(statement& ask, function read)
{
    rows found(ask);
    if (!found.next())
        return fail(errc::not_found);
    return read(ask);
}

template <class row, class function>
std::vector<row> all_of(statement& ask, function read)
{
    std::vector<row> out;
    rows found(ask);
    while (found.next() && out.size() < limits::store_rows_a_read)
        out.push_back(read(ask));
    return out;
}

std::int64_t capped(std::size_t limit)
{
    return static_cast<std::int64_t>(std::min(limit, limits::store_rows_a_read));
}

void bind(statement& to, const person_row& row)
{
    to.blob(1, row.person)
        .blob(2, row.practice)
        .text(3, row.handle)
        .text(4, row.name)
        .integer(5, row.roles)
        .integer(6, static_cast<std::int64_t>(row.state))
        .blob(7, row.password)
        .blob(8, row.secret)
        .integer(9, stored(row.last_step))
        .integer(10, row.changed_ms);
}

} // namespace

people_writes::people_writes(database& on, audit_table& log) : on_(on), log_(log) {}

people_writes::nothing people_writes::note(const note_row& row)
{
    if (!row.body.empty())
        log_.append(row.about, {{row.at_ms, row.body}});
    return {};
}

people_writes::nothing people_writes::add_person(const person_row& row, const note_row& said)
{
    statement add(
        on_, "INSERT INTO person (id, practice, handle, name, roles, state, password, secret, "
             "last_step, changed_ms, version) "
             "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0)");
    bind(add, row);
    add.run();
    return note(said);
}

people_writes::nothing
people_writes::put_person(const person_row& row, const person_change& with, const note_row& said)
{
    statement put(
        on_, "UPDATE person SET practice = ?2, handle = ?3, name = ?4, roles = ?5, state = ?6, "
             "password = ?7, secret = ?8, last_step = ?9, changed_ms = ?10, version = version + 1 "
             "WHERE id = ?1 AND version = ?11");
    bind(put, row);
    put.integer(11, stored(row.version)).run();
    if (on_.changed_rows() != 1)
        return fail(errc::conflict);
    if (with.recovery)
    {
        statement drop(on_, "DELETE FROM recovery WHERE person = ?1");
        drop.blob(1, row.person).run();
        statement add(on_, "INSERT INTO recovery VALUES (?1, ?2)");
        for (const auto& hash : *with.recovery)
            add.blob(1, row.person).blob(2, hash).run();
    }
    if (with.ends_tickets)
        static_cast<void>(end_tickets(to_string(row.person)));
    return note(said);
}

people_writes::nothing people_writes::take_recovery(const id& person, std::string_view hash)
{
    statement take(on_, "DELETE FROM recovery WHERE person = ?1 AND hash = ?2");
    take.blob(1, person).blob(2, hash).run();
    if (on_.changed_rows() != 1)
        return fail(errc::not_found);
    return {};
}

people_writes::nothing people_writes::put_care(const care_row& row, const note_row& said)
{
    if (row.is_primary)
    {
        statement step_back(on_, "UPDATE care SET is_primary = 0 WHERE client = ?1");
        step_back.blob(1, row.client).run();
    }
    statement put(on_, "INSERT OR REPLACE INTO care VALUES (?1, ?2, ?3, ?4)");
    put.blob(1, row.client)
        .blob(2, row.person)
        .integer(3, row.is_primary ? 1 : 0)
        .integer(4, row.since_ms)
        .run();
    return note(said);
}

people_writes::nothing
people_writes::drop_care(const id& client, const id& person, const note_row& said)
{
    statement drop(on_, "DELETE FROM care WHERE client = ?1 AND person = ?2");
    drop.blob(1, client).blob(2, person).run();
    if (on_.changed_rows() != 1)
        return fail(errc::not_found);
    return note(said);
}

people_writes::nothing people_writes::add_invite(const invite_row& row, const note_row& said)
{
    statement add(on_, "INSERT INTO invite VALUES (?1, ?2, ?3, ?4, ?5, 0, NULL, ?6, ?7, 0)");
    add.blob(1, row.invite)
        .blob(2, row.practice)
        .blob(3, row.person)
        .blob(4, row.code_hash)
        .blob(5, row.label)
        .integer(6, row.made_ms)
        .integer(7, row.until_ms)
        .run();
    return note(said);
}

people_writes::invite people_writes::take_invite(
    std::string_view code_hash, const id& client, std::int64_t now, const note_row& said)
{
    statement ask(
        on_, fmt::format(
                 "SELECT {} FROM invite WHERE code_hash = ?1 AND state = 0 AND until_ms >= ?2",
                 invite_columns));
    ask.blob(1, code_hash).integer(2, now);
    auto found = one_of<invite_row>(ask, invite_of);
    if (!found)
        return found;
    statement take(
        on_, "UPDATE invite SET state = 1, client = ?2, taken_ms = ?3 WHERE id = ?1 AND state = 0");
    take.blob(1, found->invite).blob(2, client).integer(3, now).run();
    found->state = invite_state::taken;
    found->client = client;
    found->taken_ms = now;
    static_cast<void>(note(said));
    return found;
}

people_writes::invite people_writes::find_invite(const id& which)
{
    return people_reads(on_).invite(which);
}

void people_writes::change_invite(const id& which, invite_state to)
{
    statement change(on_, "UPDATE invite SET state = ?2 WHERE id = ?1");
    change.blob(1, which).integer(2, static_cast<std::int64_t>(to)).run();
}

people_writes::invite people_writes::confirm_invite(
    const id& which, const id& person, std::int64_t now, const note_row& said)
{
    auto found = find_invite(which);
    if (!found || found->person != person)
        return fail(errc::not_found);
    if (found->state != invite_state::taken)
        return fail(errc::conflict);
    change_invite(which, invite_state::confirmed);
    found->state = invite_state::confirmed;
    statement care(
        on_, "INSERT OR IGNORE INTO care VALUES (?1, ?2, "
             "NOT EXISTS (SELECT 1 FROM care WHERE client = ?1 AND is_primary = 1), ?3)");
    care.blob(1, found->client).blob(2, person).integer(3, now).run();
    static_cast<void>(note(said));
    return found;
}

people_writes::invite people_writes::withdraw_invite(const id& which, const note_row& said)
{
    auto found = find_invite(which);
    if (!found)
        return found;
    if (found->state != invite_state::open && found->state != invite_state::taken)
        return fail(errc::conflict);
    change_invite(which, invite_state::withdrawn);
    found->state = invite_state::withdrawn;
    static_cast<void>(note(said));
    return found;
}

people_writes::nothing people_writes::add_glass(const glass_row& row, const note_row& said)
{
    statement add(on_, "INSERT INTO glass VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    add.blob(1, row.glass)
        .blob(2, row.practice)
        .blob(3, row.person)
        .blob(4, row.client)
        .integer(5, row.from_ms)
        .integer(6, row.until_ms)
        .blob(7, row.reason)
        .run();
    return note(said);
}

people_writes::nothing people_writes::end_tickets(std::string_view holder)
{
    statement drop(on_, "DELETE FROM ticket WHERE responder = ?1");
    drop.text(1, holder).run();
    return {};
}

void people_writes::erase(const id& client)
{
    for (const auto* table : {"care", "invite", "glass"})
    {
        statement drop(on_, fmt::format("DELETE FROM {} WHERE client = ?1", table));
        drop.blob(1, client).run();
    }
}

std::expected<person_row, error> people_reads::find_person(const id& person)
{
    statement ask(on_, fmt::format("SELECT {} FROM person WHERE id = ?1", person_columns));
    ask.blob(1, person);
    return one_of<person_row>(ask, person_of);
}

std::expected<person_row, error>
people_reads::find_handle(const id& practice, std::string_view handle)
{
    statement ask(
        on_,
        fmt::format("SELECT {} FROM person WHERE practice = ?1 AND handle = ?2", person_columns));
    ask.blob(1, practice).text(2, handle);
    return one_of<person_row>(ask, person_of);
}

std::vector<person_row> people_reads::people(const id& practice)
{
    statement ask(
        on_,
        fmt::format("SELECT {} FROM person WHERE practice = ?1 ORDER BY handle", person_columns));
    ask.blob(1, practice);
    return all_of<person_row>(ask, person_of);
}

std::size_t people_reads::recovery_left(const id& person)
{
    statement ask(on_, "SELECT count(*) FROM recovery WHERE person = ?1");
    ask.blob(1, person);
    rows found(ask);
    return found.next() ? static_cast<std::size_t>(ask.integer_at(0)) : 0;
}

std::vector<care_row> people_reads::therapists_of(const id& client)
{
    statement ask(
        on_, "SELECT client, person, is_primary, since_ms FROM care WHERE client = ?1 "
             "ORDER BY is_primary DESC, since_ms, person");
    ask.blob(1, client);
    return all_of<care_row>(ask, care_of);
}

std::vector<care_row> people_reads::clients_of(const id& person, std::size_t limit)
{
    statement ask(
        on_, "SELECT client, person, is_primary, since_ms FROM care WHERE person = ?1 "
             "ORDER BY since_ms, client LIMIT ?2");
    ask.blob(1, person).integer(2, capped(limit));
    return all_of<care_row>(ask, care_of);
}

std::expected<invite_row, error>
people_reads::find_invite(std::string_view code_hash, std::int64_t now)
{
    statement ask(
        on_, fmt::format(
                 "SELECT {} FROM invite WHERE code_hash = ?1 AND state = 0 AND until_ms >= ?2",
                 invite_columns));
    ask.blob(1, code_hash).integer(2, now);
    return one_of<invite_row>(ask, invite_of);
}

std::expected<invite_row, error> people_reads::invite(const id& which)
{
    statement ask(on_, fmt::format("SELECT {} FROM invite WHERE id = ?1", invite_columns));
    ask.blob(1, which);
    return one_of<invite_row>(ask, invite_of);
}

std::vector<invite_row> people_reads::invites(const id& practice, std::size_t limit)
{
    statement ask(
        on_, fmt::format(
                 "SELECT {} FROM invite WHERE practice = ?1 ORDER BY made_ms DESC, id LIMIT ?2",
                 invite_columns));
    ask.blob(1, practice).integer(2, capped(limit));
    return all_of<invite_row>(ask, invite_of);
}

bool people_reads::is_invited(const id& client)
{
    statement ask(
        on_, "SELECT EXISTS (SELECT 1 FROM care WHERE client = ?1) "
             "OR EXISTS (SELECT 1 FROM invite WHERE client = ?1 AND state IN (1, 2))");
    ask.blob(1, client);
    rows found(ask);
    return found.next() && ask.integer_at(0) != 0;
}

std::vector<glass_row> people_reads::glass_of(const id& client, std::size_t limit)
{
    statement ask(
        on_, "SELECT id, practice, person, client, from_ms, until_ms, reason FROM glass "
             "WHERE client = ?1 ORDER BY from_ms DESC, id DESC LIMIT ?2");
    ask.blob(1, client).integer(2, capped(limit));
    return all_of<glass_row>(ask, glass_of_row);
}

} // namespace switchback::store::sqlite
