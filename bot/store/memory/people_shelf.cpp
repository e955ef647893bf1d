#include "bot/store/memory/people_shelf.hpp"

#include "bot/base/limits.hpp"

#include <algorithm>
#include <tuple>

namespace switchback::store {
namespace {

using namespace port;

std::size_t cap(std::size_t limit) noexcept
{
    return std::min(limit, limits::store_rows_a_read);
}

template <class row, class key>
std::vector<row> sorted(std::vector<row> all, std::size_t limit, key place)
{
    std::ranges::sort(all, {}, place);
    if (all.size() > cap(limit))
        all.resize(cap(limit));
    return all;
}

} // namespace

using lock = std::lock_guard<std::mutex>;

bool people_shelf::has_handle(const person_row& row) const
{
    return std::ranges::any_of(people_, [&](const auto& one) {
        return one.first != row.person && one.second.practice == row.practice &&
               one.second.handle == row.handle;
    });
}

bool people_shelf::has_code(const std::string& hash) const
{
    return std::ranges::any_of(
        invites_, [&](const auto& one) { return one.second.code_hash == hash; });
}

invite_row* people_shelf::find(const id& invite)
{
    const auto found = invites_.find(invite);
    return found == invites_.end() ? nullptr : &found->second;
}

people_shelf::nothing people_shelf::say(note_row note)
{
    if (!note.body.empty())
        with_.note(std::move(note));
    return {};
}

people_store::task<void> people_shelf::add_person(person_row row, note_row note)
{
    const lock held(with_.mutex);
    if (!with_.is_open)
        co_return fail(errc::busy);
    if (people_.contains(row.person) || has_handle(row))
        co_return fail(errc::conflict);
    row.version = 0;
    const auto key = row.person;
    people_.emplace(key, std::move(row));
    co_return say(std::move(note));
}

people_store::task<person_row> people_shelf::find_person(id person)
{
    const lock held(with_.mutex);
    const auto found = people_.find(person);
    if (found == people_.end())
        co_return fail(errc::not_found);
    co_return found->second;
}

people_store::task<person_row> people_shelf::find_handle(id practice, std::string handle)
{
    const lock held(with_.mutex);
    for (const auto& [key, row] : people_)
        if (row.practice == practice && row.handle == handle)
            co_return row;
    co_return fail(errc::not_found);
}

people_store::task<std::vector<person_row>> people_shelf::people(id practice)
{
    const lock held(with_.mutex);
    std::vector<person_row> out;
    for (const auto& [key, row] : people_)
        if (row.practice == practice)
            out.push_back(row);
    co_return sorted(std::move(out), limits::store_rows_a_read, &person_row::handle);
}

people_store::task<void> people_shelf::put_person(person_row row, person_change with, note_row note)
{
    const lock held(with_.mutex);
    if (!with_.is_open)
        co_return fail(errc::busy);
    const auto found = people_.find(row.person);
    if (found == people_.end() || found->second.version != row.version || has_handle(row))
        co_return fail(errc::conflict);
    ++row.version;
    found->second = std::move(row);
    if (with.recovery)
        recovery_[found->first] = {with.recovery->begin(), with.recovery->end()};
    if (with.ends_tickets)
        with_.end_tickets(to_string(found->first));
    co_return say(std::move(note));
}

people_store::task<void> people_shelf::take_recovery(id person, std::string hash)
{
    const lock held(with_.mutex);
    if (!with_.is_open)
        co_return fail(errc::busy);
    const auto found = recovery_.find(person);
    if (found == recovery_.end() || found->second.erase(hash) == 0)
        co_return fail(errc::not_found);
    co_return nothing{};
}

people_store::task<std::size_t> people_shelf::recovery_left(id person)
{
    const lock held(with_.mutex);
    const auto found = recovery_.find(person);
    co_return found == recovery_.end() ? 0 : found->second.size();
}

people_store::task<void> people_shelf::put_care(care_row row, note_row note)
{
    const lock held(with_.mutex);
    if (!with_.is_open)
        co_return fail(errc::busy);
    if (row.is_primary)
        for (auto& [key, one] : care_)
            if (one.client == row.client)
                one.is_primary = false;
    care_.insert_or_assign({row.client, row.person}, row);
    co_return say(std::move(note));
}

people_store::task<void> people_shelf::drop_care(id client, id person, note_row note)
{
    const lock held(with_.mutex);
    if (!with_.is_open)
        co_return fail(errc::busy);
    if (care_.erase({client, person}) == 0)
        co_return fail(errc::not_found);
    co_return say(std::move(note));
}

people_store::task<std::vector<care_row>> people_shelf::therapists_of(id client)
{
    const lock held(with_.mutex);
    std::vector<care_row> out;
    for (const auto& [key, row] : care_)
        if (row.client == client)
            out.push_back(row);
    co_return sorted(std::move(out), limits::store_rows_a_read, [](const care_row& row) {
        return std::tuple(!row.is_primary, row.since_ms, row.person);
    });
}

people_store::task<std::vector<care_row>> people_shelf::clients_of(id person, std::size_t limit)
{
    const lock held(with_.mutex);
    std::vector<care_row> out;
    for (const auto& [key, row] : care_)
        if (row.person == person)
            out.push_back(row);
    co_return sorted(std::move(out), limit, [](const care_row& row) {
        return std::tuple(row.since_ms, row.client);
    });
}

people_store::task<void> people_shelf::add_invite(invite_row row, note_row note)
{
    const lock held(with_.mutex);
    if (!with_.is_open)
        co_return fail(errc::busy);
    if (invites_.contains(row.invite) || has_code(row.code_hash))
        co_return fail(errc::conflict);
    row.state = invite_state::open;
    row.client = {};
    row.taken_ms = 0;
    const auto key = row.invite;
    invites_.emplace(key, std::move(row));
    co_return say(std::move(note));
}

people_store::task<invite_row> people_shelf::find_invite(std::string code_hash, std::int64_t now)
{
    const lock held(with_.mutex);
    for (const auto& [key, row] : invites_)
        if (row.code_hash == code_hash && row.state == invite_state::open && row.until_ms >= now)
            co_return row;
    co_return fail(errc::not_found);
}

people_store::task<invite_row> people_shelf::invite(id invite)
{
    const lock held(with_.mutex);
    const auto* found = find(invite);
    if (found == nullptr)
        co_return fail(errc::not_found);
    co_return *found;
}

people_store::task<invite_row>
people_shelf::take_invite(std::string code_hash, id client, std::int64_t now, note_row note)
{
    const lock held(with_.mutex);
    if (!with_.is_open)
        co_return fail(errc::busy);
    for (auto& [key, row] : invites_)
    {
        if (row.code_hash != code_hash || row.state != invite_state::open || row.until_ms < now)
            continue;
        row.state = invite_state::taken;
        row.client = client;
        row.taken_ms = now;
        say(std::move(note));
        co_return row;
    }
    co_return fail(errc::not_found);
}

people_store::task<invite_row>
people_shelf::confirm_invite(id invite, id person, std::int64_t now, note_row note)
{
    const lock held(with_.mutex);
    if (!with_.is_open)
        co_return fail(errc::busy);
    auto* found = find(invite);
    if (found == nullptr || found->person != person)
        co_return fail(errc::not_found);
    if (found->state != invite_state::taken)
        co_return fail(errc::conflict);
    found->state = invite_state::confirmed;
    const bool has_primary = std::ranges::any_of(care_, [&](const auto& one) {
        return one.second.client == found->client && one.second.is_primary;
    });
    care_.try_emplace({found->client, person}, care_row{found->client, person, !has_primary, now});
    say(std::move(note));
    co_return *found;
}

people_store::task<invite_row> people_shelf::withdraw_invite(id invite, note_row note)
{
    const lock held(with_.mutex);
    if (!with_.is_open)
        co_return fail(errc::busy);
    auto* found = find(invite);
    if (found == nullptr)
        co_return fail(errc::not_found);
    if (found->state != invite_state::open && found->state != invite_state::taken)
        co_return fail(errc::conflict);
    found->state = invite_state::withdrawn;
    say(std::move(note));
    co_return *found;
}

people_store::task<std::vector<invite_row>> people_shelf::invites(id practice, std::size_t limit)
{
    const lock held(with_.mutex);
    std::vector<invite_row> out;
    for (const auto& [key, row] : invites_)
        if (row.practice == practice)
            out.push_back(row);
    co_return sorted(std::move(out), limit, [](const invite_row& row) {
        return std::tuple(-row.made_ms, row.invite);
    });
}

people_store::task<bool> people_shelf::is_invited(id client)
{
    const lock held(with_.mutex);
    const bool has_care =
        std::ranges::any_of(care_, [&](const auto& one) { return one.second.client == client; });
    const bool has_invite = std::ranges::any_of(invites_, [&](const auto& one) {
        return one.second.client == client && (one.second.state == invite_state::taken ||
                                               one.second.state == invite_state::confirmed);
    });
    co_return has_care || has_invite;
}

people_store::task<void> people_shelf::add_glass(glass_row row, note_row note)
{
    const lock held(with_.mutex);
    if (!with_.is_open)
        co_return fail(errc::busy);
    const auto key = row.glass;
    if (!glass_.emplace(key, std::move(row)).second)
        co_return fail(errc::conflict);
    co_return say(std::move(note));
}

people_store::task<std::vector<glass_row>> people_shelf::glass_of(id client, std::size_t limit)
{
    const lock held(with_.mutex);
    std::vector<glass_row> out;
    for (const auto& [key, row] : glass_)
        if (row.client == client)
            out.push_back(row);
    std::ranges::sort(out, std::greater{}, [](const glass_row& row) {
        return std::tuple(row.from_ms, row.glass);
    });
    if (out.size() > cap(limit))
        out.resize(cap(limit));
    co_return out;
}

people_store::task<void> people_shelf::note(note_row row)
{
    const lock held(with_.mutex);
    if (!with_.is_open)
        co_return fail(errc::busy);
    co_return say(std::move(row));
}

people_store::task<void> people_shelf::end_tickets(std::string holder)
{
    const lock held(with_.mutex);
    if (!with_.is_open)
        co_return fail(errc::busy);
    with_.end_tickets(holder);
    co_return nothing{};
}

void people_shelf::erase(const id& client)
{
    std::erase_if(care_, [&](const auto& one) { return one.second.client == client; });
    std::erase_if(invites_, [&](const auto& one) { return one.second.client == client; });
    std::erase_if(glass_, [&](const auto& one) { return one.second.client == client; });
}

} // namespace switchback::store
