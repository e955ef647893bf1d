// How the memory store keeps people, care, invites and glass. Owned by the store, whose lock it
// takes; any thread.
#pragma once

#include "bot/port/people_store.hpp"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>

namespace switchback::store {

/// What it shares with the store; all outlive it. The functions are called under the lock.
struct people_surroundings
{
    std::mutex& mutex;
    const std::atomic<bool>& is_open;
    std::function<void(port::note_row)> note;
    std::function<void(const std::string& holder)> end_tickets;
};

class people_shelf final : public port::people_store
{
public:
    explicit people_shelf(people_surroundings with) : with_(std::move(with)) {}

    /// All as the port's.
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

    /// Drops whatever is about a client; called under the lock.
    void erase(const id& client);

private:
    using nothing = std::expected<void, error>;

    [[nodiscard]] bool has_handle(const port::person_row& row) const;
    [[nodiscard]] bool has_code(const std::string& hash) const;
    [[nodiscard]] port::invite_row* find(const id& invite);
    nothing say(port::note_row note);

    people_surroundings with_;
    std::map<id, port::person_row> people_;
    std::map<id, std::set<std::string>> recovery_;     // by person
    std::map<std::pair<id, id>, port::care_row> care_; // by client and person
    std::map<id, port::invite_row> invites_;
    std::map<id, port::glass_row> glass_;
};

} // namespace switchback::store
