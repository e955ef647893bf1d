// The part of the store on one machine's disk that keeps people: each call of the port as a call of
// the queues. Owned by the store, whose queues it uses; any thread.
#pragma once

#include "bot/port/people_store.hpp"
#include "bot/store/sqlite/reader.hpp"
#include "bot/store/sqlite/writer.hpp"

namespace switchback::store::sqlite {

class sqlite_people final : public port::people_store
{
public:
    /// Both outlive this.
    sqlite_people(writer& to, reader& from) noexcept : writer_(to), reader_(from) {}

    task<void> add_person(port::person_row row, port::note_row note) override;
    task<port::person_row> find_person(id person) override;
    task<port::person_row> find_handle(id practice, std::string handle) override;
    task<std::vector<port::person_row>> people(id practice) override;
    task<void>
    put_person(port::person_row row, port::person_change with, port::note_row note) override;
    task<void> take_recovery(id person, std::string hash) override;
    task<std::size_t> recovery_left(id person) override;
    task<void> put_care(port::care_row row, port::note_row note) override;
    task<void> drop_care(id client, id person, port::note_row note) override;
    task<std::vector<port::care_row>> therapists_of(id client) override;
    task<std::vector<port::care_row>> clients_of(id person, std::size_t limit) override;
    task<void> add_invite(port::invite_row row, port::note_row note) override;
    task<port::invite_row> find_invite(std::string code_hash, std::int64_t now) override;
    task<port::invite_row> invite(id invite) override;
    task<port::invite_row>
    take_invite(std::string code_hash, id client, std::int64_t now, port::note_row note) override;
    task<port::invite_row>
    confirm_invite(id invite, id person, std::int64_t now, port::note_row note) override;
    task<port::invite_row> withdraw_invite(id invite, port::note_row note) override;
    task<std::vector<port::invite_row>> invites(id practice, std::size_t limit) override;
    task<bool> is_invited(id client) override;
    task<void> add_glass(port::glass_row row, port::note_row note) override;
    task<std::vector<port::glass_row>> glass_of(id client, std::size_t limit) override;
    task<void> note(port::note_row row) override;
    task<void> end_tickets(std::string holder) override;

private:
    writer& writer_;
    reader& reader_;
};

} // namespace switchback::store::sqlite
