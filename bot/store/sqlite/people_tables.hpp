// The people of a practice, whose client is whose, invites and broken glass: what is written inside
// a transaction that somebody else begins and commits, and what is read. A refusal (the returned
// error) has written nothing. Both throw `sql_error`. Each owned and used by one thread: the writes
// by the writer's, the reads by the reader's.
#pragma once

#include "bot/port/people_store.hpp"
#include "bot/store/sqlite/audit_table.hpp"
#include "bot/store/sqlite/database.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace switchback::store::sqlite {

class people_writes
{
public:
    using nothing = std::expected<void, error>;
    using invite = std::expected<port::invite_row, error>;

    /// Both outlive this.
    people_writes(database& on, audit_table& log);

    /// All as the port's; a taken id, handle or code throws a constraint.
    [[nodiscard]] nothing add_person(const port::person_row& row, const port::note_row& note);
    [[nodiscard]] nothing put_person(
        const port::person_row& row, const port::person_change& with, const port::note_row& note);
    [[nodiscard]] nothing take_recovery(const id& person, std::string_view hash);
    [[nodiscard]] nothing put_care(const port::care_row& row, const port::note_row& note);
    [[nodiscard]] nothing drop_care(const id& client, const id& person, const port::note_row& note);
    [[nodiscard]] nothing add_invite(const port::invite_row& row, const port::note_row& note);
    [[nodiscard]] invite take_invite(
        std::string_view code_hash, const id& client, std::int64_t now, const port::note_row& note);
    [[nodiscard]] invite
    confirm_invite(const id& which, const id& person, std::int64_t now, const port::note_row& note);
    [[nodiscard]] invite withdraw_invite(const id& which, const port::note_row& note);
    [[nodiscard]] nothing add_glass(const port::glass_row& row, const port::note_row& note);
    [[nodiscard]] nothing note(const port::note_row& row);
    [[nodiscard]] nothing end_tickets(std::string_view holder);

    /// Drops whatever is about a client.
    void erase(const id& client);

private:
    void change_invite(const id& which, port::invite_state to);
    [[nodiscard]] invite find_invite(const id& which);

    database& on_;
    audit_table& log_;
};

class people_reads
{
public:
    explicit people_reads(database& on) noexcept : on_(on) {}

    /// All as the port's.
    [[nodiscard]] std::expected<port::person_row, error> find_person(const id& person);
    [[nodiscard]] std::expected<port::person_row, error>
    find_handle(const id& practice, std::string_view handle);
    [[nodiscard]] std::vector<port::person_row> people(const id& practice);
    [[nodiscard]] std::size_t recovery_left(const id& person);
    [[nodiscard]] std::vector<port::care_row> therapists_of(const id& client);
    [[nodiscard]] std::vector<port::care_row> clients_of(const id& person, std::size_t limit);
    [[nodiscard]] std::expected<port::invite_row, error>
    find_invite(std::string_view code_hash, std::int64_t now);
    [[nodiscard]] std::expected<port::invite_row, error> invite(const id& which);
    [[nodiscard]] std::vector<port::invite_row> invites(const id& practice, std::size_t limit);
    [[nodiscard]] bool is_invited(const id& client);
    [[nodiscard]] std::vector<port::glass_row> glass_of(const id& client, std::size_t limit);

private:
    database& on_;
};

} // namespace switchback::store::sqlite
