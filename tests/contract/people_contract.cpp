// The contract of bot/port/people_store.hpp, sentence by sentence.
#include "tests/contract/each_store.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace switchback;
using namespace switchback::contract;
using namespace switchback::port;

namespace {

id number(std::uint64_t n)
{
    return make_id(1'750'000'000'000, n, n * 3);
}

const id here = number(1);
const id elsewhere = number(2);

person_row make_person(std::uint64_t n, std::string handle, id practice = here)
{
    person_row out;
    out.person = number(n);
    out.practice = practice;
    out.handle = std::move(handle);
    out.name = "Name of " + out.handle;
    out.roles = 3;
    out.password = std::string("\0hash\xFF", 6);
    out.secret = "secret";
    out.last_step = 1'234'567'890'123;
    out.changed_ms = 50;
    return out;
}

invite_row make_invite(std::uint64_t n, std::string hash, id person = number(11))
{
    invite_row out;
    out.invite = number(n);
    out.practice = here;
    out.person = person;
    out.code_hash = std::move(hash);
    out.label = std::string("\0sealed\xFF", 8);
    out.made_ms = static_cast<std::int64_t>(n);
    out.until_ms = 900;
    return out;
}

note_row about(const id& whom, std::string body)
{
    return {whom, 77, std::move(body)};
}

std::vector<std::string> log_of(store_fixture& at, const id& whom)
{
    std::vector<std::string> out;
    const auto rows = at.run(at.store().audit(whom, 100));
    REQUIRE(rows);
    for (const auto& row : *rows)
        out.push_back(row.body);
    return out;
}

using words = std::vector<std::string>;

} // namespace

TEST_CASE("people: come back as written, by id and by handle of their practice", "[contract]")
{
    EACH_STORE(at);
    auto& kept = at.store().people();
    CHECK(code_of(at.run(kept.find_person(number(11)))) == errc::not_found);
    auto row = make_person(11, "anna");
    row.version = 9; // not heeded
    REQUIRE(at.run(kept.add_person(row, {})));
    for (const auto& found :
         {at.run(kept.find_person(number(11))), at.run(kept.find_handle(here, "anna"))})
    {
        REQUIRE(found);
        CHECK(found->person == number(11));
        CHECK(found->practice == here);
        CHECK(found->handle == "anna");
        CHECK(found->name == "Name of anna");
        CHECK(found->roles == 3);
        CHECK(found->state == person_state::invited);
        CHECK(found->password == row.password);
        CHECK(found->secret == "secret");
        CHECK(found->last_step == 1'234'567'890'123);
        CHECK(found->version == 0);
        CHECK(found->changed_ms == 50);
    }
    CHECK(code_of(at.run(kept.find_handle(elsewhere, "anna"))) == errc::not_found);
    CHECK(code_of(at.run(kept.find_handle(here, "Anna"))) == errc::not_found);
}

TEST_CASE("people: a taken id or handle is a conflict and leaves no note", "[contract]")
{
    EACH_STORE(at);
    auto& kept = at.store().people();
    REQUIRE(at.run(kept.add_person(make_person(11, "anna"), about(here, "added"))));
    CHECK(
        code_of(at.run(kept.add_person(make_person(11, "other"), about(here, "no")))) ==
        errc::conflict);
    CHECK(
        code_of(at.run(kept.add_person(make_person(12, "anna"), about(here, "no")))) ==
        errc::conflict);
    REQUIRE(at.run(kept.add_person(make_person(13, "anna", elsewhere), {})));
    REQUIRE(at.run(kept.add_person(make_person(14, "ada"), about(here, "added too"))));
    CHECK(log_of(at, here) == words{"added", "added too"});
    const auto all = at.run(kept.people(here));
    REQUIRE(all);
    REQUIRE(all->size() == 2);
    CHECK((*all)[0].handle == "ada");
    CHECK((*all)[1].handle == "anna");
}

TEST_CASE("people: are changed where their version stands", "[contract]")
{
    EACH_STORE(at);
    auto& kept = at.store().people();
    REQUIRE(at.run(kept.add_person(make_person(11, "anna"), {})));
    REQUIRE(at.run(kept.add_person(make_person(12, "ben"), {})));
    auto row = make_person(11, "anna.b");
    row.state = person_state::active;
    row.roles = 1;
    REQUIRE(at.run(kept.put_person(row, {}, about(here, "changed"))));
    CHECK(code_of(at.run(kept.put_person(row, {}, about(here, "no")))) == errc::conflict);
    row.version = 1;
    row.handle = "ben";
    CHECK(code_of(at.run(kept.put_person(row, {}, about(here, "no")))) == errc::conflict);
    auto nobody = make_person(15, "nobody");
    CHECK(code_of(at.run(kept.put_person(nobody, {}, about(here, "no")))) == errc::conflict);
    const auto found = at.run(kept.find_person(number(11)));
    REQUIRE(found);
    CHECK(found->handle == "anna.b");
    CHECK(found->state == person_state::active);
    CHECK(found->roles == 1);
    CHECK(found->version == 1);
    CHECK(log_of(at, here) == words{"changed"});
}

TEST_CASE("people: of many changes at once of one version, one is written", "[contract]")
{
    EACH_STORE(at);
    auto& kept = at.store().people();
    REQUIRE(at.run(kept.add_person(make_person(11, "anna"), {})));
    std::vector<task<void>> all;
    for (int i = 0; i < 20; ++i)
    {
        auto row = make_person(11, "anna");
        row.last_step = static_cast<std::uint64_t>(i);
        all.push_back(kept.put_person(row, {}, about(here, "changed")));
    }
    const auto outcomes = at.run_all(std::move(all));
    CHECK(std::ranges::count_if(outcomes, [](const auto& one) { return one.has_value(); }) == 1);
    CHECK(log_of(at, here).size() == 1);
}

TEST_CASE("recovery codes: are used up one by one, and replaced together", "[contract]")
{
    EACH_STORE(at);
    auto& kept = at.store().people();
    REQUIRE(at.run(kept.add_person(make_person(11, "anna"), {})));
    CHECK(at.run(kept.recovery_left(number(11))) == 0U);
    auto row = make_person(11, "anna");
    REQUIRE(at.run(kept.put_person(row, {words{"one", "two", "three"}, false}, {})));
    CHECK(at.run(kept.recovery_left(number(11))) == 3U);
    CHECK(code_of(at.run(kept.take_recovery(number(12), "one"))) == errc::not_found);
    CHECK(code_of(at.run(kept.take_recovery(number(11), "four"))) == errc::not_found);
    std::vector<task<void>> all;
    for (int i = 0; i < 10; ++i)
        all.push_back(kept.take_recovery(number(11), "one"));
    const auto outcomes = at.run_all(std::move(all));
    CHECK(std::ranges::count_if(outcomes, [](const auto& one) { return one.has_value(); }) == 1);
    CHECK(at.run(kept.recovery_left(number(11))) == 2U);
    row.version = 1;
    REQUIRE(at.run(kept.put_person(row, {}, {}))); // not heeded: they stay
    CHECK(at.run(kept.recovery_left(number(11))) == 2U);
    row.version = 2;
    REQUIRE(at.run(kept.put_person(row, {words{"five"}, false}, {})));
    CHECK(at.run(kept.recovery_left(number(11))) == 1U);
    CHECK(code_of(at.run(kept.take_recovery(number(11), "two"))) == errc::not_found);
    CHECK(at.run(kept.take_recovery(number(11), "five")));
}

TEST_CASE("people: a change can end their tickets, and nobody else's", "[contract]")
{
    EACH_STORE(at);
    auto& kept = at.store().people();
    REQUIRE(at.run(kept.add_person(make_person(11, "anna"), {})));
    const auto hers = to_string(number(11));
    REQUIRE(at.run(at.store().put_ticket({"hers", "person", hers, 900}, 0)));
    REQUIRE(at.run(at.store().put_ticket({"other", "person", "somebody", 900}, 0)));
    auto row = make_person(11, "anna");
    row.version = 5;
    CHECK(code_of(at.run(kept.put_person(row, {{}, true}, {}))) == errc::conflict);
    CHECK(at.run(at.store().find_ticket("hers", 1)));
    row.version = 0;
    REQUIRE(at.run(kept.put_person(row, {{}, true}, {})));
    CHECK(code_of(at.run(at.store().find_ticket("hers", 1))) == errc::not_found);
    CHECK(at.run(at.store().find_ticket("other", 1)));
    REQUIRE(at.run(kept.end_tickets("somebody")));
    CHECK(code_of(at.run(at.store().find_ticket("other", 1))) == errc::not_found);
}

TEST_CASE("care: one primary a client; lists are in their order", "[contract]")
{
    EACH_STORE(at);
    auto& kept = at.store().people();
    const auto client = client_id(1);
    CHECK(at.run(kept.therapists_of(client))->empty());
    REQUIRE(at.run(kept.put_care({client, number(11), true, 10}, about(client, "first"))));
    REQUIRE(at.run(kept.put_care({client, number(12), false, 5}, {})));
    REQUIRE(at.run(kept.put_care({client, number(13), true, 20}, {})));
    REQUIRE(at.run(kept.put_care({client_id(2), number(11), true, 3}, {})));
    const auto who = at.run(kept.therapists_of(client));
    REQUIRE(who);
    REQUIRE(who->size() == 3);
    CHECK((*who)[0].person == number(13));
    CHECK((*who)[0].is_primary);
    CHECK((*who)[1].person == number(12));
    CHECK((*who)[2].person == number(11));
    CHECK_FALSE((*who)[2].is_primary);
    const auto whom = at.run(kept.clients_of(number(11), 10));
    REQUIRE(whom);
    REQUIRE(whom->size() == 2);
    CHECK((*whom)[0].client == client_id(2));
    CHECK(at.run(kept.clients_of(number(11), 1))->size() == 1);
    REQUIRE(at.run(kept.drop_care(client, number(13), about(client, "ended"))));
    CHECK(
        code_of(at.run(kept.drop_care(client, number(13), about(client, "no")))) ==
        errc::not_found);
    CHECK(at.run(kept.therapists_of(client))->size() == 2);
    CHECK(log_of(at, client) == words{"first", "ended"});
}

TEST_CASE("invites: are found by their code until they are over", "[contract]")
{
    EACH_STORE(at);
    auto& kept = at.store().people();
    const std::string hash("\0hash\xFF", 6);
    REQUIRE(at.run(kept.add_invite(make_invite(21, hash), about(here, "invited"))));
    CHECK(
        code_of(at.run(kept.add_invite(make_invite(22, hash), about(here, "no")))) ==
        errc::conflict);
    CHECK(
        code_of(at.run(kept.add_invite(make_invite(21, "x"), about(here, "no")))) ==
        errc::conflict);
    const auto found = at.run(kept.find_invite(hash, 900));
    REQUIRE(found);
    CHECK(found->invite == number(21));
    CHECK(found->practice == here);
    CHECK(found->person == number(11));
    CHECK(found->code_hash == hash);
    CHECK(found->label == std::string("\0sealed\xFF", 8));
    CHECK(found->state == invite_state::open);
    CHECK(found->client.is_nil());
    CHECK(found->made_ms == 21);
    CHECK(found->until_ms == 900);
    CHECK(code_of(at.run(kept.find_invite(hash, 901))) == errc::not_found);
    CHECK(code_of(at.run(kept.take_invite(hash, client_id(1), 901, {}))) == errc::not_found);
    CHECK(at.run(kept.invite(number(21)))->invite == number(21)); // over or not
    CHECK(log_of(at, here) == words{"invited"});
}

TEST_CASE("invites: of many clients at once, one takes it", "[contract]")
{
    EACH_STORE(at);
    auto& kept = at.store().people();
    REQUIRE(at.run(kept.add_invite(make_invite(21, "hash"), {})));
    std::vector<task<invite_row>> all;
    for (std::uint64_t n = 1; n <= 20; ++n)
        all.push_back(kept.take_invite("hash", client_id(n), 5, about(here, "taken")));
    id winner;
    for (const auto& one : at.run_all(std::move(all)))
        if (one)
        {
            CHECK(winner.is_nil());
            winner = one->client;
            CHECK(one->state == invite_state::taken);
            CHECK(one->taken_ms == 5);
        }
        else
            CHECK(one.error().code == errc::not_found);
    REQUIRE_FALSE(winner.is_nil());
    CHECK(at.run(kept.invite(number(21)))->client == winner);
    CHECK(log_of(at, here) == words{"taken"});
    for (std::uint64_t n = 1; n <= 20; ++n)
        CHECK(at.run(kept.is_invited(client_id(n))) == (client_id(n) == winner));
}

TEST_CASE("invites: care stands when the therapist of it has confirmed", "[contract]")
{
    EACH_STORE(at);
    auto& kept = at.store().people();
    const auto client = client_id(1);
    REQUIRE(at.run(kept.add_invite(make_invite(21, "hash"), {})));
    CHECK(
        code_of(at.run(kept.confirm_invite(number(21), number(11), 6, about(here, "no")))) ==
        errc::conflict); // nobody took it
    REQUIRE(at.run(kept.take_invite("hash", client, 5, {})));
    CHECK(at.run(kept.therapists_of(client))->empty());
    CHECK(
        code_of(at.run(kept.confirm_invite(number(21), number(12), 6, about(here, "no")))) ==
        errc::not_found); // not theirs
    CHECK(code_of(at.run(kept.confirm_invite(number(29), number(11), 6, {}))) == errc::not_found);
    const auto done = at.run(kept.confirm_invite(number(21), number(11), 6, about(here, "yes")));
    REQUIRE(done);
    CHECK(done->state == invite_state::confirmed);
    CHECK(done->client == client);
    const auto who = at.run(kept.therapists_of(client));
    REQUIRE(who->size() == 1);
    CHECK((*who)[0].person == number(11));
    CHECK((*who)[0].is_primary);
    CHECK((*who)[0].since_ms == 6);
    CHECK(code_of(at.run(kept.confirm_invite(number(21), number(11), 7, {}))) == errc::conflict);
    CHECK(code_of(at.run(kept.withdraw_invite(number(21), {}))) == errc::conflict);
    // A second therapist joins; the first stays the primary one.
    REQUIRE(at.run(kept.add_invite(make_invite(22, "more", number(12)), {})));
    REQUIRE(at.run(kept.take_invite("more", client, 8, {})));
    REQUIRE(at.run(kept.confirm_invite(number(22), number(12), 9, {})));
    CHECK((*at.run(kept.therapists_of(client)))[0].person == number(11));
    CHECK_FALSE((*at.run(kept.therapists_of(client)))[1].is_primary);
    CHECK(log_of(at, here) == words{"yes"});
}

TEST_CASE("invites: one that was withdrawn invites nobody", "[contract]")
{
    EACH_STORE(at);
    auto& kept = at.store().people();
    REQUIRE(at.run(kept.add_invite(make_invite(21, "open"), {})));
    REQUIRE(at.run(kept.add_invite(make_invite(22, "taken"), {})));
    REQUIRE(at.run(kept.take_invite("taken", client_id(1), 5, {})));
    CHECK(at.run(kept.is_invited(client_id(1))) == true);
    REQUIRE(at.run(kept.withdraw_invite(number(21), about(here, "back"))));
    REQUIRE(at.run(kept.withdraw_invite(number(22), {})));
    CHECK(code_of(at.run(kept.withdraw_invite(number(22), about(here, "no")))) == errc::conflict);
    CHECK(code_of(at.run(kept.withdraw_invite(number(23), {}))) == errc::not_found);
    CHECK(code_of(at.run(kept.find_invite("open", 1))) == errc::not_found);
    CHECK(at.run(kept.is_invited(client_id(1))) == false);
    CHECK(code_of(at.run(kept.confirm_invite(number(22), number(11), 6, {}))) == errc::conflict);
    const auto all = at.run(kept.invites(here, 10));
    REQUIRE(all);
    REQUIRE(all->size() == 2);
    CHECK((*all)[0].invite == number(22)); // the newest first
    CHECK((*all)[0].state == invite_state::withdrawn);
    CHECK(at.run(kept.invites(here, 1))->size() == 1);
    CHECK(at.run(kept.invites(elsewhere, 10))->empty());
    CHECK(log_of(at, here) == words{"back"});
}

TEST_CASE("glass: is kept with its reason, the newest first", "[contract]")
{
    EACH_STORE(at);
    auto& kept = at.store().people();
    const auto client = client_id(1);
    const glass_row first{number(31), here, number(11), client, 10, 20, "sealed reason"};
    REQUIRE(at.run(kept.add_glass(first, about(client, "opened"))));
    CHECK(code_of(at.run(kept.add_glass(first, about(client, "no")))) == errc::conflict);
    REQUIRE(at.run(kept.add_glass({number(32), here, number(12), client, 30, 40, "more"}, {})));
    REQUIRE(
        at.run(kept.add_glass({number(33), here, number(11), client_id(2), 5, 6, "other"}, {})));
    const auto all = at.run(kept.glass_of(client, 10));
    REQUIRE(all);
    REQUIRE(all->size() == 2);
    CHECK((*all)[0].glass == number(32));
    CHECK((*all)[1].person == number(11));
    CHECK((*all)[1].from_ms == 10);
    CHECK((*all)[1].until_ms == 20);
    CHECK((*all)[1].reason == "sealed reason");
    CHECK(at.run(kept.glass_of(client, 1))->size() == 1);
    CHECK(log_of(at, client) == words{"opened"});
}

TEST_CASE("people: erasing a client takes their care, invites and glass", "[contract]")
{
    EACH_STORE(at);
    auto& kept = at.store().people();
    const auto gone = at.add(1);
    const auto stays = at.add(2);
    for (const auto& one : {gone, stays})
    {
        const auto n = one == gone ? 40U : 50U;
        const auto hash = to_string(one);
        REQUIRE(at.run(kept.add_invite(make_invite(n, hash), {})));
        REQUIRE(at.run(kept.take_invite(hash, one, 5, {})));
        REQUIRE(at.run(kept.confirm_invite(number(n), number(11), 6, about(one, "line"))));
        REQUIRE(at.run(kept.add_glass({number(n + 1), here, number(11), one, 5, 6, "why"}, {})));
    }
    REQUIRE(at.run(at.store().erase(gone, 99)));
    CHECK(at.run(kept.is_invited(gone)) == false);
    CHECK(at.run(kept.therapists_of(gone))->empty());
    CHECK(at.run(kept.glass_of(gone, 10))->empty());
    CHECK(code_of(at.run(kept.invite(number(40)))) == errc::not_found);
    CHECK(log_of(at, gone).empty());
    CHECK(at.run(kept.is_invited(stays)) == true);
    CHECK(at.run(kept.glass_of(stays, 10))->size() == 1);
    CHECK(log_of(at, stays) == words{"line"});
}

TEST_CASE("people: are there after closing and opening again", "[contract]")
{
    EACH_STORE(at);
    if (!at.kind().is_kept)
        return;
    {
        auto& kept = at.store().people();
        REQUIRE(at.run(kept.add_person(make_person(11, "anna"), about(here, "added"))));
        REQUIRE(at.run(kept.put_person(make_person(11, "anna"), {words{"one"}, false}, {})));
        REQUIRE(at.run(kept.put_care({client_id(1), number(11), true, 10}, {})));
        REQUIRE(at.run(kept.add_invite(make_invite(21, "hash"), {})));
        REQUIRE(at.run(kept.note(about(here, "by itself"))));
    }
    at.reopen();
    auto& kept = at.store().people();
    CHECK(at.run(kept.find_person(number(11)))->version == 1);
    CHECK(at.run(kept.recovery_left(number(11))) == 1U);
    CHECK(at.run(kept.therapists_of(client_id(1)))->size() == 1);
    CHECK(at.run(kept.find_invite("hash", 1)));
    CHECK(log_of(at, here) == words{"added", "by itself"});
}

TEST_CASE("people: takes no writes once the store takes none", "[contract]")
{
    EACH_STORE(at);
    auto& kept = at.store().people();
    REQUIRE(at.run(kept.add_person(make_person(11, "anna"), {})));
    at.store().stop_writes();
    CHECK(code_of(at.run(kept.add_person(make_person(12, "ben"), {}))) == errc::busy);
    CHECK(code_of(at.run(kept.put_person(make_person(11, "anna"), {}, {}))) == errc::busy);
    CHECK(code_of(at.run(kept.take_recovery(number(11), "x"))) == errc::busy);
    CHECK(code_of(at.run(kept.put_care({client_id(1), number(11), false, 1}, {}))) == errc::busy);
    CHECK(code_of(at.run(kept.drop_care(client_id(1), number(11), {}))) == errc::busy);
    CHECK(code_of(at.run(kept.add_invite(make_invite(21, "x"), {}))) == errc::busy);
    CHECK(code_of(at.run(kept.take_invite("x", client_id(1), 1, {}))) == errc::busy);
    CHECK(code_of(at.run(kept.confirm_invite(number(21), number(11), 1, {}))) == errc::busy);
    CHECK(code_of(at.run(kept.withdraw_invite(number(21), {}))) == errc::busy);
    CHECK(
        code_of(at.run(kept.add_glass({number(31), here, here, here, 1, 2, "why"}, {}))) ==
        errc::busy);
    CHECK(code_of(at.run(kept.note(about(here, "x")))) == errc::busy);
    CHECK(code_of(at.run(kept.end_tickets("x"))) == errc::busy);
    CHECK(at.run(kept.find_person(number(11))));
}
