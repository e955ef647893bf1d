// The contract of bot/port/store.hpp on how responders sign in, sentence by sentence.
#include "tests/contract/each_store.hpp"

#include <string>
#include <vector>

using namespace switchback;
using namespace switchback::contract;
using namespace switchback::port;

TEST_CASE("responders: come back as written; who is not there is not_found", "[contract]")
{
    EACH_STORE(at);
    CHECK(code_of(at.run(at.store().find_responder("anna"))) == errc::not_found);
    const std::string secret("\0secret\xFF", 8);
    REQUIRE(at.run(at.store().put_responder({"anna", secret, 1'234'567'890'123}, 0)));
    const auto row = at.run(at.store().find_responder("anna"));
    REQUIRE(row);
    CHECK(row->responder == "anna");
    CHECK(row->secret == secret);
    CHECK(row->last_step == 1'234'567'890'123);
    CHECK(code_of(at.run(at.store().find_responder("Anna"))) == errc::not_found);
}

TEST_CASE("responders: writing replaces where the last step is the expected one", "[contract]")
{
    EACH_STORE(at);
    REQUIRE(at.run(at.store().put_responder({"anna", "", 0}, 0)));
    REQUIRE(at.run(at.store().put_responder({"anna", "secret", 7}, 0)));
    CHECK(code_of(at.run(at.store().put_responder({"anna", "other", 8}, 0))) == errc::conflict);
    CHECK(code_of(at.run(at.store().put_responder({"anna", "other", 8}, 8))) == errc::conflict);
    CHECK(at.run(at.store().find_responder("anna"))->secret == "secret");
    CHECK(at.run(at.store().find_responder("anna"))->last_step == 7);
    REQUIRE(at.run(at.store().put_responder({"ben", "his", 3}, 99))); // nobody was there
    REQUIRE(at.run(at.store().put_responder({"anna", "next", 8}, 7)));
    CHECK(at.run(at.store().find_responder("anna"))->last_step == 8);
    CHECK(at.run(at.store().find_responder("ben"))->secret == "his");
}

TEST_CASE("responders: of many at once taking one code, one has it", "[contract]")
{
    EACH_STORE(at);
    REQUIRE(at.run(at.store().put_responder({"anna", "secret", 7}, 0)));
    std::vector<task<void>> all;
    for (int i = 0; i < 20; ++i)
        all.push_back(at.store().put_responder({"anna", "secret " + std::to_string(i), 8}, 7));
    int won = 0;
    std::string winner;
    const auto outcomes = at.run_all(std::move(all));
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        if (outcomes[i])
        {
            ++won;
            winner = "secret " + std::to_string(i);
        }
        else
            CHECK(outcomes[i].error().code == errc::conflict);
    CHECK(won == 1);
    CHECK(at.run(at.store().find_responder("anna"))->secret == winner);
}

TEST_CASE("responders: dropping one takes their tickets and nobody else's", "[contract]")
{
    EACH_STORE(at);
    CHECK(at.run(at.store().drop_responder("nobody")));
    for (const auto* who : {"anna", "ben"})
    {
        const std::string name = who;
        REQUIRE(at.run(at.store().put_responder({name, "secret", 7}, 0)));
        REQUIRE(at.run(at.store().put_ticket({name + " session", "session", name, 900}, 0)));
        REQUIRE(at.run(at.store().put_ticket({name + " link", "link", name, 900}, 0)));
    }
    REQUIRE(at.run(at.store().drop_responder("anna")));
    CHECK(code_of(at.run(at.store().find_responder("anna"))) == errc::not_found);
    CHECK(code_of(at.run(at.store().find_ticket("anna session", 1))) == errc::not_found);
    CHECK(code_of(at.run(at.store().take_ticket("anna link", 1))) == errc::not_found);
    CHECK(at.run(at.store().find_responder("ben")));
    CHECK(at.run(at.store().find_ticket("ben session", 1)));
    CHECK(at.run(at.store().take_ticket("ben link", 1)));
    CHECK(at.run(at.store().put_responder({"anna", "new", 1}, 50)));
}

TEST_CASE("tickets: found until they are over, whatever bytes the hash is of", "[contract]")
{
    EACH_STORE(at);
    const std::string hash("\0hash\xFF of a link", 16);
    REQUIRE(at.run(at.store().put_ticket({hash, "link", "anna", 900}, 0)));
    for (int i = 0; i < 2; ++i)
    {
        const auto found = at.run(at.store().find_ticket(hash, 900));
        REQUIRE(found);
        CHECK(found->hash == hash);
        CHECK(found->kind == "link");
        CHECK(found->responder == "anna");
        CHECK(found->until_ms == 900);
    }
    CHECK(code_of(at.run(at.store().find_ticket(hash, 901))) == errc::not_found);
    CHECK(code_of(at.run(at.store().find_ticket("other", 1))) == errc::not_found);
}

TEST_CASE("tickets: the same hash again is a conflict and changes nothing", "[contract]")
{
    EACH_STORE(at);
    REQUIRE(at.run(at.store().put_ticket({"hash", "link", "anna", 900}, 0)));
    CHECK(
        code_of(at.run(at.store().put_ticket({"hash", "session", "ben", 950}, 900))) ==
        errc::conflict);
    CHECK(at.run(at.store().find_ticket("hash", 1))->responder == "anna");
    CHECK(at.run(at.store().find_ticket("hash", 1))->until_ms == 900);
    CHECK(at.run(at.store().put_ticket({"hash", "session", "ben", 950}, 901))); // it was over
    CHECK(at.run(at.store().find_ticket("hash", 1))->responder == "ben");
}

TEST_CASE("tickets: keeping one sweeps out those that are over", "[contract]")
{
    EACH_STORE(at);
    REQUIRE(at.run(at.store().put_ticket({"over-hash", "session", "anna", 100}, 0)));
    REQUIRE(at.run(at.store().put_ticket({"good-hash", "session", "anna", 200}, 0)));
    REQUIRE(at.run(at.store().put_ticket({"next-hash", "session", "anna", 300}, 200)));
    // Asked with a clock that went back: it is gone, not only hidden.
    CHECK(code_of(at.run(at.store().find_ticket("over-hash", 0))) == errc::not_found);
    CHECK(at.run(at.store().find_ticket("good-hash", 200)));
    CHECK(at.run(at.store().find_ticket("next-hash", 200)));
}

TEST_CASE("tickets: taking one takes it away; one that is over cannot be taken", "[contract]")
{
    EACH_STORE(at);
    REQUIRE(at.run(at.store().put_ticket({"hash", "link", "anna", 900}, 0)));
    REQUIRE(at.run(at.store().put_ticket({"other", "link", "ben", 900}, 0)));
    CHECK(code_of(at.run(at.store().take_ticket("hash", 901))) == errc::not_found);
    CHECK(code_of(at.run(at.store().take_ticket("never there", 1))) == errc::not_found);
    const auto taken = at.run(at.store().take_ticket("hash", 900));
    REQUIRE(taken);
    CHECK(taken->hash == "hash");
    CHECK(taken->kind == "link");
    CHECK(taken->responder == "anna");
    CHECK(taken->until_ms == 900);
    CHECK(code_of(at.run(at.store().take_ticket("hash", 900))) == errc::not_found);
    CHECK(code_of(at.run(at.store().find_ticket("hash", 900))) == errc::not_found);
    CHECK(at.run(at.store().find_ticket("other", 900)));
}

TEST_CASE("tickets: of many at once taking one, one has it", "[contract]")
{
    EACH_STORE(at);
    for (int round = 0; round < 5; ++round)
    {
        REQUIRE(at.run(at.store().put_ticket({"hash", "link", "anna", 900}, 0)));
        std::vector<task<ticket_row>> all;
        for (int i = 0; i < 20; ++i)
            all.push_back(at.store().take_ticket("hash", 1));
        int won = 0;
        for (const auto& outcome : at.run_all(std::move(all)))
            if (outcome)
                ++won;
            else
                CHECK(outcome.error().code == errc::not_found);
        CHECK(won == 1);
    }
}

TEST_CASE("tickets: one taken in a batch that is done again is taken once", "[contract]")
{
    EACH_STORE(at);
    REQUIRE(at.run(at.store().put_ticket({"link", "link", "anna", 900}, 0)));
    REQUIRE(at.run(at.store().put_ticket({"there", "link", "anna", 900}, 0)));
    const auto take = [](port::store& to) -> task<void> {
        const auto taken = co_await to.take_ticket("link", 1);
        if (!taken)
            co_return std::unexpected(taken.error());
        co_return std::expected<void, error>{};
    };
    std::vector<task<void>> all;
    all.push_back(take(at.store()));
    all.push_back(at.store().put_responder({"anna", "secret", 1}, 0));
    all.push_back(at.store().put_ticket({"there", "link", "ben", 900}, 1)); // fails half-way
    all.push_back(take(at.store()));
    const auto outcomes = at.run_all(std::move(all));
    CHECK(outcomes[0]);
    CHECK(outcomes[1]);
    CHECK(code_of(outcomes[2]) == errc::conflict);
    CHECK(code_of(outcomes[3]) == errc::not_found);
    CHECK(at.run(at.store().find_responder("anna"))->last_step == 1);
}

TEST_CASE("sign-in: is there after closing and opening again", "[contract]")
{
    EACH_STORE(at);
    if (!at.kind().is_kept)
        return;
    REQUIRE(at.run(at.store().put_responder({"anna", "secret", 7}, 0)));
    REQUIRE(at.run(at.store().put_ticket({"kept", "session", "anna", 900}, 0)));
    REQUIRE(at.run(at.store().put_ticket({"taken", "link", "anna", 900}, 0)));
    REQUIRE(at.run(at.store().take_ticket("taken", 1)));
    at.reopen();
    CHECK(at.run(at.store().find_responder("anna"))->last_step == 7);
    CHECK(at.run(at.store().find_ticket("kept", 1))->responder == "anna");
    CHECK(code_of(at.run(at.store().take_ticket("taken", 1))) == errc::not_found);
    CHECK(code_of(at.run(at.store().put_responder({"anna", "x", 8}, 6))) == errc::conflict);
}

TEST_CASE("sign-in: takes no writes once the store takes none", "[contract]")
{
    EACH_STORE(at);
    REQUIRE(at.run(at.store().put_responder({"anna", "secret", 7}, 0)));
    REQUIRE(at.run(at.store().put_ticket({"hash", "session", "anna", 900}, 0)));
    at.store().stop_writes();
    CHECK(code_of(at.run(at.store().put_responder({"anna", "x", 8}, 7))) == errc::busy);
    CHECK(code_of(at.run(at.store().drop_responder("anna"))) == errc::busy);
    CHECK(code_of(at.run(at.store().put_ticket({"x", "link", "anna", 900}, 0))) == errc::busy);
    CHECK(code_of(at.run(at.store().take_ticket("hash", 1))) == errc::busy);
    CHECK(code_of(at.run(at.store().lease_outbox(client_id(1), "x", 1, 2))) == errc::busy);
    CHECK(at.run(at.store().find_responder("anna"))->last_step == 7);
    CHECK(at.run(at.store().find_ticket("hash", 1)));
}
