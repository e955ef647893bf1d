#include "bot/store/sqlite/sqlite_people.hpp"

#include "bot/store/sqlite/store_calls.hpp"

namespace switchback::store::sqlite {

using namespace port;

people_store::task<void> sqlite_people::add_person(person_row row, note_row note)
{
    return queue_write<void>(
        writer_, [row = std::move(row), note = std::move(note)](write_tables& to) {
            return to.people().add_person(row, note);
        });
}

people_store::task<person_row> sqlite_people::find_person(id person)
{
    return queue_read<person_row>(
        reader_, [person](read_tables& from) { return from.people().find_person(person); });
}

people_store::task<person_row> sqlite_people::find_handle(id practice, std::string handle)
{
    return queue_read<person_row>(
        reader_, [practice, handle = std::move(handle)](read_tables& from) {
            return from.people().find_handle(practice, handle);
        });
}

people_store::task<std::vector<person_row>> sqlite_people::people(id practice)
{
    return queue_read<std::vector<person_row>>(
        reader_, [practice](read_tables& from) -> outcome_of<std::vector<person_row>> {
            return from.people().people(practice);
        });
}

people_store::task<void>
sqlite_people::put_person(person_row row, person_change with, note_row note)
{
    return queue_write<void>(
        writer_, [row = std::move(row), with = std::move(with), note = std::move(note)](
                     write_tables& to) { return to.people().put_person(row, with, note); });
}

people_store::task<void> sqlite_people::take_recovery(id person, std::string hash)
{
    return queue_write<void>(writer_, [person, hash = std::move(hash)](write_tables& to) {
        return to.people().take_recovery(person, hash);
    });
}

people_store::task<std::size_t> sqlite_people::recovery_left(id person)
{
    return queue_read<std::size_t>(reader_, [person](read_tables& from) -> outcome_of<std::size_t> {
        return from.people().recovery_left(person);
    });
}

people_store::task<void> sqlite_people::put_care(care_row row, note_row note)
{
    return queue_write<void>(
        writer_, [row = std::move(row), note = std::move(note)](write_tables& to) {
            return to.people().put_care(row, note);
        });
}

people_store::task<void> sqlite_people::drop_care(id client, id person, note_row note)
{
    return queue_write<void>(writer_, [client, person, note = std::move(note)](write_tables& to) {
        return to.people().drop_care(client, person, note);
    });
}

people_store::task<std::vector<care_row>> sqlite_people::therapists_of(id client)
{
    return queue_read<std::vector<care_row>>(
        reader_, [client](read_tables& from) -> outcome_of<std::vector<care_row>> {
            return from.people().therapists_of(client);
        });
}

people_store::task<std::vector<care_row>> sqlite_people::clients_of(id person, std::size_t limit)
{
    return queue_read<std::vector<care_row>>(
        reader_, [person, limit](read_tables& from) -> outcome_of<std::vector<care_row>> {
            return from.people().clients_of(person, limit);
        });
}

people_store::task<void> sqlite_people::add_invite(invite_row row, note_row note)
{
    return queue_write<void>(
        writer_, [row = std::move(row), note = std::move(note)](write_tables& to) {
            return to.people().add_invite(row, note);
        });
}

people_store::task<invite_row> sqlite_people::find_invite(std::string code_hash, std::int64_t now)
{
    return queue_read<invite_row>(
        reader_, [code_hash = std::move(code_hash), now](read_tables& from) {
            return from.people().find_invite(code_hash, now);
        });
}

people_store::task<invite_row> sqlite_people::invite(id invite)
{
    return queue_read<invite_row>(
        reader_, [invite](read_tables& from) { return from.people().invite(invite); });
}

people_store::task<invite_row>
sqlite_people::take_invite(std::string code_hash, id client, std::int64_t now, note_row note)
{
    return queue_write<invite_row>(
        writer_,
        [code_hash = std::move(code_hash), client, now, note = std::move(note)](write_tables& to) {
            return to.people().take_invite(code_hash, client, now, note);
        });
}

people_store::task<invite_row>
sqlite_people::confirm_invite(id invite, id person, std::int64_t now, note_row note)
{
    return queue_write<invite_row>(
        writer_, [invite, person, now, note = std::move(note)](write_tables& to) {
            return to.people().confirm_invite(invite, person, now, note);
        });
}

people_store::task<invite_row> sqlite_people::withdraw_invite(id invite, note_row note)
{
    return queue_write<invite_row>(writer_, [invite, note = std::move(note)](write_tables& to) {
        return to.people().withdraw_invite(invite, note);
    });
}

people_store::task<std::vector<invite_row>> sqlite_people::invites(id practice, std::size_t limit)
{
    return queue_read<std::vector<invite_row>>(
        reader_, [practice, limit](read_tables& from) -> outcome_of<std::vector<invite_row>> {
            return from.people().invites(practice, limit);
        });
}

people_store::task<bool> sqlite_people::is_invited(id client)
{
    return queue_read<bool>(reader_, [client](read_tables& from) -> outcome_of<bool> {
        return from.people().is_invited(client);
    });
}

people_store::task<void> sqlite_people::add_glass(glass_row row, note_row note)
{
    return queue_write<void>(
        writer_, [row = std::move(row), note = std::move(note)](write_tables& to) {
            return to.people().add_glass(row, note);
        });
}

people_store::task<std::vector<glass_row>> sqlite_people::glass_of(id client, std::size_t limit)
{
    return queue_read<std::vector<glass_row>>(
        reader_, [client, limit](read_tables& from) -> outcome_of<std::vector<glass_row>> {
            return from.people().glass_of(client, limit);
        });
}

people_store::task<void> sqlite_people::note(note_row row)
{
    return queue_write<void>(
        writer_, [row = std::move(row)](write_tables& to) { return to.people().note(row); });
}

people_store::task<void> sqlite_people::end_tickets(std::string holder)
{
    return queue_write<void>(writer_, [holder = std::move(holder)](write_tables& to) {
        return to.people().end_tickets(holder);
    });
}

} // namespace switchback::store::sqlite
