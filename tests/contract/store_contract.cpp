// The contract of bot/port/store.hpp, sentence by sentence, for every store alike.
#include "tests/contract/each_store.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <thread>
#include <vector>

using namespace switchback;
using namespace switchback::contract;
using namespace switchback::port;

TEST_CASE("add_client: the client is there at version 0 with its key and token", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    const auto row = at.run(at.store().load(who));
    REQUIRE(row);
    CHECK(row->conversation == who);
    CHECK(row->practice == make_id(1, 0, 7));
    CHECK(row->version == 0);
    CHECK(row->head == 0);
    CHECK(row->state == "first state");
    CHECK(row->devices.empty());
    CHECK(row->changed_ms == 1'000);
    CHECK(at.run(at.store().wrapped_key(who)) == "key-1");
    const auto token = at.run(at.store().find_token("token-1", 5));
    REQUIRE(token);
    CHECK(token->conversation == who);
    CHECK_FALSE(token->is_old);
    CHECK(at.run(at.store().events(who, 0, 10))->empty());
}

TEST_CASE("add_client: the same id or token again is a conflict and changes nothing", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    auto same_id = make_client(1);
    same_id.wrapped_key = "another key";
    same_id.token_hash = "another token";
    CHECK(code_of(at.run(at.store().add_client(same_id))) == errc::conflict);
    CHECK(at.run(at.store().wrapped_key(who)) == "key-1");
    CHECK(code_of(at.run(at.store().find_token("another token", 0))) == errc::not_found);

    auto same_token = make_client(2);
    same_token.token_hash = "token-1";
    CHECK(code_of(at.run(at.store().add_client(same_token))) == errc::conflict);
    CHECK(code_of(at.run(at.store().load(client_id(2)))) == errc::not_found);
    CHECK(at.run(at.store().find_token("token-1", 0))->conversation == who);
}

TEST_CASE("add_client: of two at once with one id, one wins whole", "[contract]")
{
    EACH_STORE(at);
    std::vector<task<void>> both;
    for (const auto* key : {"first", "second"})
    {
        auto added = make_client(1);
        added.wrapped_key = key;
        added.token_hash = key;
        both.push_back(at.store().add_client(std::move(added)));
    }
    const auto outcomes = at.run_all(std::move(both));
    CHECK(outcomes[0].has_value() != outcomes[1].has_value());
    const std::string winner = outcomes[0] ? "first" : "second";
    CHECK(at.run(at.store().wrapped_key(client_id(1))) == winner);
    CHECK(at.run(at.store().find_token(winner, 0)));
    CHECK_FALSE(at.run(at.store().find_token(outcomes[0] ? "second" : "first", 0)));
}

TEST_CASE("what is not there is not_found", "[contract]")
{
    EACH_STORE(at);
    const auto nobody = client_id(404);
    CHECK(code_of(at.run(at.store().load(nobody))) == errc::not_found);
    CHECK(code_of(at.run(at.store().wrapped_key(nobody))) == errc::not_found);
    CHECK(code_of(at.run(at.store().find_token("no such", 0))) == errc::not_found);
    CHECK(code_of(at.run(at.store().find_bundle("no such"))) == errc::not_found);
    CHECK(code_of(at.run(at.store().commit(make_step(nobody, 0)))) == errc::not_found);
    CHECK(code_of(at.run(at.store().rotate_token(nobody, "x", 0, 0))) == errc::not_found);
    CHECK(at.run(at.store().events(nobody, 0, 10))->empty());
    CHECK(at.run(at.store().records(nobody, ""))->empty());
    CHECK(at.run(at.store().timers(nobody))->empty());
    CHECK(at.run(at.store().audit(nobody, 10))->empty());
}

TEST_CASE("commit: moves the row and keeps the event", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    const auto receipt = at.run(at.store().commit(make_step(who, 0)));
    REQUIRE(receipt);
    CHECK(receipt->version == 1);
    CHECK_FALSE(receipt->duplicate);
    const auto row = at.run(at.store().load(who));
    CHECK(row->version == 1);
    CHECK(row->head == 2);
    CHECK(row->state == "state 1");
    CHECK(row->devices == "devices 1");
    CHECK(row->changed_ms == 2'000);
    const auto events = at.run(at.store().events(who, 0, 10));
    REQUIRE(events->size() == 1);
    CHECK(events->front().seq == 1);
    CHECK(events->front().count == 2);
    CHECK(events->front().at_ms == 2'000);
    CHECK(events->front().body == "event 1");
}

TEST_CASE("commit: a version that has moved, or is yet to come, is a conflict", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    REQUIRE(at.run(at.store().commit(make_step(who, 0))));
    auto late = make_step(who, 1);
    late.expect_version = 0;
    CHECK(code_of(at.run(at.store().commit(late))) == errc::conflict);
    late.expect_version = 2;
    CHECK(code_of(at.run(at.store().commit(late))) == errc::conflict);
    CHECK(at.run(at.store().load(who))->version == 1);
    CHECK(at.run(at.store().events(who, 0, 10))->size() == 1);
}

TEST_CASE("commit: of many at once on one version exactly one wins", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    for (std::uint64_t version = 0; version < 5; ++version)
    {
        std::vector<task<commit_receipt>> rivals;
        for (int i = 0; i < 20; ++i)
        {
            auto step = make_step(who, version);
            step.state = "rival " + std::to_string(i);
            rivals.push_back(at.store().commit(std::move(step)));
        }
        int won = 0;
        std::string winner;
        const auto outcomes = at.run_all(std::move(rivals));
        for (std::size_t i = 0; i < outcomes.size(); ++i)
            if (outcomes[i])
            {
                ++won;
                winner = "rival " + std::to_string(i);
            }
            else
                CHECK(outcomes[i].error().code == errc::conflict);
        CHECK(won == 1);
        CHECK(at.run(at.store().load(who))->state == winner);
    }
    CHECK(at.run(at.store().events(who, 0, 100))->size() == 5);
}

TEST_CASE("commit: a conflict takes no other conversation with it", "[contract]")
{
    EACH_STORE(at);
    std::vector<task<commit_receipt>> all;
    for (std::uint64_t n = 0; n < 40; ++n)
        at.add(n);
    for (std::uint64_t n = 0; n < 40; ++n)
        all.push_back(at.store().commit(make_step(client_id(n), n % 4 == 0 ? 7 : 0)));
    const auto outcomes = at.run_all(std::move(all));
    for (std::uint64_t n = 0; n < 40; ++n)
    {
        CHECK(outcomes[n].has_value() == (n % 4 != 0));
        CHECK(at.run(at.store().load(client_id(n)))->version == (n % 4 == 0 ? 0 : 1));
    }
}

TEST_CASE("commit: seqs must rise, rows must be of the conversation", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    const auto other = at.add(2);
    REQUIRE(at.run(at.store().commit(make_step(who, 0))));
    const auto is_refused = [&](const step_write& step) {
        return code_of(at.run(at.store().commit(step))) == errc::bad_request;
    };
    auto step = make_step(who, 1);
    step.event->seq = 2;
    CHECK(is_refused(step));
    step = make_step(who, 1);
    step.event->count = 0;
    CHECK(is_refused(step));
    step = make_step(who, 1);
    step.head = 3;
    CHECK(is_refused(step));
    step = make_step(who, 1);
    step.event.reset();
    step.head = 1;
    CHECK(is_refused(step));
    step = make_step(who, 1);
    step.timers.push_back({other, "t", 1, 5, "body"});
    CHECK(is_refused(step));
    CHECK(at.run(at.store().load(who))->version == 1);
    CHECK(at.run(at.store().timers(other))->empty());
    CHECK(at.run(at.store().commit(make_step(who, 1))));
}

TEST_CASE("commit: a refused step leaves none of its parts", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    auto step = make_step(who, 3);
    step.timers.push_back({who, "t", 1, 5, "timer body"});
    step.records.push_back({"steps", "a", 1, "record body"});
    step.inbox = inbox_key{"telegram", "bot", "17"};
    step.audit.push_back({1, "audit body"});
    CHECK(code_of(at.run(at.store().commit(step))) == errc::conflict);
    CHECK(at.run(at.store().events(who, 0, 10))->empty());
    CHECK(at.run(at.store().timers(who))->empty());
    CHECK(at.run(at.store().records(who, ""))->empty());
    CHECK(at.run(at.store().audit(who, 10))->empty());
    step.expect_version = 0;
    const auto receipt = at.run(at.store().commit(step));
    REQUIRE(receipt);
    CHECK_FALSE(receipt->duplicate); // the inbox key was not kept by the refusal
}

TEST_CASE("commit: a step without an event moves the row alone", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    REQUIRE(at.run(at.store().commit(make_step(who, 0))));
    auto silent = make_step(who, 1);
    silent.event.reset();
    silent.head = 2;
    REQUIRE(at.run(at.store().commit(silent)));
    auto spoken = make_step(who, 2);
    spoken.head = 4;
    spoken.event = event_row{3, 2, 9, "third"};
    REQUIRE(at.run(at.store().commit(spoken)));
    const auto events = at.run(at.store().events(who, 0, 10));
    REQUIRE(events->size() == 2);
    CHECK(events->back().body == "third");
    CHECK(at.run(at.store().load(who))->version == 3);
}

TEST_CASE("commit: any bytes come back as they went in, empty and large too", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    std::string all_bytes;
    for (int i = 0; i < 256; ++i)
        all_bytes.push_back(static_cast<char>(i));
    std::uint64_t version = 0;
    for (const auto& body : {std::string{}, all_bytes, std::string(200'000, '\xC3')})
    {
        auto step = make_step(who, version++);
        step.state = body;
        step.devices = body;
        step.event->body = body;
        step.records.push_back({"c", "k", 1, body});
        step.timers.push_back({who, "t", 0xFFFFFFFF, -5, body});
        step.audit.push_back({1, body});
        REQUIRE(at.run(at.store().commit(step)));
        CHECK(at.run(at.store().load(who))->state == body);
        CHECK(at.run(at.store().load(who))->devices == body);
        CHECK(at.run(at.store().events(who, step.head - 1, 10))->back().body == body);
        CHECK(at.run(at.store().records(who, "c"))->back().body == body);
        CHECK(at.run(at.store().timers(who))->back().body == body);
        CHECK(at.run(at.store().timers(who))->back().token == 0xFFFFFFFF);
        CHECK(at.run(at.store().audit(who, 10))->back().body == body);
    }
}

TEST_CASE("events: those after a seq, oldest first, at most so many", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    const auto other = at.add(2);
    for (std::uint64_t version = 0; version < 10; ++version)
    {
        REQUIRE(at.run(at.store().commit(make_step(who, version))));
        REQUIRE(at.run(at.store().commit(make_step(other, version))));
    }
    const auto seqs = [&](std::uint64_t after, std::size_t limit) {
        std::vector<std::uint64_t> out;
        for (const auto& row : *at.run(at.store().events(who, after, limit)))
            out.push_back(row.seq);
        return out;
    };
    using list = std::vector<std::uint64_t>;
    CHECK(seqs(0, 100) == list{1, 3, 5, 7, 9, 11, 13, 15, 17, 19});
    CHECK(seqs(0, 3) == list{1, 3, 5});
    CHECK(seqs(16, 100) == list{17, 19});
    CHECK(seqs(17, 100) == list{17, 19}); // the row of 17 also holds 18
    CHECK(seqs(18, 1) == list{19});
    CHECK(seqs(20, 100).empty());
    CHECK(seqs(1'000, 100).empty());
    CHECK(seqs(0, 0).empty());
}

TEST_CASE("inbox: the same key again writes nothing and tells the first answer", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    const auto other = at.add(2);
    auto step = make_step(who, 0);
    step.inbox = inbox_key{"telegram", "bot", "17"};
    REQUIRE(at.run(at.store().commit(step)));
    REQUIRE(at.run(at.store().commit(make_step(who, 1))));

    auto again = make_step(who, 2);
    again.inbox = step.inbox;
    const auto receipt = at.run(at.store().commit(again));
    REQUIRE(receipt);
    CHECK(receipt->duplicate);
    CHECK(receipt->duplicate_seq == 1);
    CHECK(receipt->version == 2);
    CHECK(at.run(at.store().load(who))->version == 2);
    // Also when the sender knows only the old version, and from whatever account it is the same
    // key.
    again.expect_version = 0;
    CHECK(at.run(at.store().commit(again))->duplicate);
    for (const auto& key :
         {inbox_key{"telegram", "bot", "18"}, inbox_key{"telegram", "bot2", "17"},
          inbox_key{"slack", "bot", "17"}})
    {
        auto fresh = make_step(other, at.run(at.store().load(other))->version);
        fresh.inbox = key;
        const auto taken = at.run(at.store().commit(fresh));
        REQUIRE(taken);
        CHECK_FALSE(taken->duplicate);
    }
}

TEST_CASE("inbox: of two at once with one key, one is written", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    std::vector<task<commit_receipt>> both;
    for (std::uint64_t version : {0, 1})
    {
        auto step = make_step(who, version);
        step.inbox = inbox_key{"telegram", "bot", "17"};
        both.push_back(at.store().commit(std::move(step)));
    }
    const auto outcomes = at.run_all(std::move(both));
    REQUIRE(outcomes[0]);
    REQUIRE(outcomes[1]);
    CHECK_FALSE(outcomes[0]->duplicate);
    CHECK(outcomes[1]->duplicate);
    CHECK(outcomes[1]->duplicate_seq == 1);
    CHECK(at.run(at.store().events(who, 0, 10))->size() == 1);
    CHECK(at.run(at.store().find_inbox({"telegram", "bot", "17"})) == 1);
    CHECK(code_of(at.run(at.store().find_inbox({"telegram", "bot", "18"}))) == errc::not_found);
}

TEST_CASE("timers: setting overwrites, clearing deletes, due ones come oldest first", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    const auto other = at.add(2);
    CHECK(at.run(at.store().next_due()).value() == std::optional<std::int64_t>{});
    auto step = make_step(who, 0);
    step.timers = {{who, "late", 1, 300, "l"}, {who, "soon", 2, 100, "s"}};
    REQUIRE(at.run(at.store().commit(step)));
    step = make_step(other, 0);
    step.timers = {{other, "soon", 3, 200, "o"}};
    REQUIRE(at.run(at.store().commit(step)));

    CHECK(at.run(at.store().next_due()).value() == std::optional<std::int64_t>{100});
    CHECK(at.run(at.store().due_timers(99, 10))->empty());
    auto due = at.run(at.store().due_timers(250, 10));
    REQUIRE(due->size() == 2);
    CHECK(due->at(0).conversation == who);
    CHECK(due->at(0).name == "soon");
    CHECK(due->at(0).token == 2);
    CHECK(due->at(0).due_ms == 100);
    CHECK(due->at(0).body == "s");
    CHECK(due->at(1).conversation == other);
    CHECK(at.run(at.store().due_timers(1'000, 1))->size() == 1);
    CHECK(at.run(at.store().due_timers(250, 10))->size() == 2); // they stay until cleared

    step = make_step(who, 1);
    step.timers = {{who, "soon", 4, 400, "moved"}};
    step.timers_cleared = {"late", "never there"};
    REQUIRE(at.run(at.store().commit(step)));
    const auto mine = at.run(at.store().timers(who));
    REQUIRE(mine->size() == 1);
    CHECK(mine->front().due_ms == 400);
    CHECK(mine->front().token == 4);
    CHECK(mine->front().body == "moved");
    CHECK(at.run(at.store().next_due()).value() == std::optional<std::int64_t>{200});

    // Cleared and set in one step: it is set.
    step = make_step(who, 2);
    step.timers_cleared = {"soon"};
    step.timers = {{who, "soon", 5, 500, "again"}};
    REQUIRE(at.run(at.store().commit(step)));
    CHECK(at.run(at.store().timers(who))->front().token == 5);
}

TEST_CASE("records: writing replaces, dropping deletes, oldest first", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    auto step = make_step(who, 0);
    step.records = {{"steps", "b", 20, "2"}, {"steps", "a", 10, "1"}, {"net", "x", 15, "n"}};
    REQUIRE(at.run(at.store().commit(step)));
    const auto keys = [&](const std::string& collection) {
        std::string out;
        for (const auto& row : *at.run(at.store().records(who, collection)))
            out += row.key + row.body + " ";
        return out;
    };
    CHECK(keys("steps") == "a1 b2 ");
    CHECK(keys("net") == "xn ");
    CHECK(keys("") == "a1 xn b2 ");
    CHECK(keys("absent").empty());

    step = make_step(who, 1);
    step.records = {{"steps", "a", 30, "new"}};
    step.records_dropped = {{"net", "x"}, {"net", "never there"}};
    REQUIRE(at.run(at.store().commit(step)));
    CHECK(keys("") == "b2 anew ");

    // Dropped and written in one step: it is written.
    step = make_step(who, 2);
    step.records_dropped = {{"steps", "a"}};
    step.records = {{"steps", "a", 40, "kept"}};
    REQUIRE(at.run(at.store().commit(step)));
    CHECK(keys("steps") == "b2 akept ");
}

TEST_CASE("audit: rows stay in order", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    auto step = make_step(who, 0);
    step.audit = {{5, "first"}, {4, "second"}};
    REQUIRE(at.run(at.store().commit(step)));
    step = make_step(who, 1);
    step.audit = {{3, "third"}};
    REQUIRE(at.run(at.store().commit(step)));
    const auto rows = at.run(at.store().audit(who, 10));
    REQUIRE(rows->size() == 3);
    CHECK(rows->at(0).body == "first");
    CHECK(rows->at(0).at_ms == 5);
    CHECK(rows->at(1).body == "second");
    CHECK(rows->at(2).body == "third");
    CHECK(rows->at(0).number == 1);
    CHECK(rows->at(1).number == 2);
    CHECK(rows->at(2).number == 3);
    CHECK(at.run(at.store().audit(who, 2))->size() == 2);
}

TEST_CASE("tokens: the next one is present, the old one good until its time", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    REQUIRE(at.run(at.store().rotate_token(who, "next", 1'000, 61'000)));
    CHECK_FALSE(at.run(at.store().find_token("next", 1'000))->is_old);
    const auto old = at.run(at.store().find_token("token-1", 61'000));
    REQUIRE(old);
    CHECK(old->conversation == who);
    CHECK(old->is_old);
    CHECK(old->old_until_ms == 61'000);
    CHECK(code_of(at.run(at.store().find_token("token-1", 61'001))) == errc::not_found);
}

TEST_CASE("tokens: an answer lost twice locks nobody out, and nothing lives longer", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    REQUIRE(at.run(at.store().rotate_token(who, "lost", 1'000, 61'000)));
    REQUIRE(at.run(at.store().rotate_token(who, "lost too", 2'000, 62'000)));
    CHECK(at.run(at.store().find_token("token-1", 3'000)));
    CHECK(at.run(at.store().find_token("lost", 62'000)));
    CHECK_FALSE(at.run(at.store().find_token("token-1", 61'500)));
    CHECK_FALSE(at.run(at.store().find_token("lost too", 62'001))->is_old);

    CHECK(code_of(at.run(at.store().rotate_token(who, "lost", 3'000, 63'000))) == errc::conflict);
    CHECK_FALSE(at.run(at.store().find_token("lost too", 70'000))->is_old);

    // Only so many old ones are kept, the latest; the present one always.
    for (int i = 0; i < 30; ++i)
        REQUIRE(at.run(
            at.store().rotate_token(who, "many" + std::to_string(i), 4'000 + i, 64'000 + i)));
    CHECK_FALSE(at.run(at.store().find_token("many0", 4'100)));
    CHECK(at.run(at.store().find_token("many28", 4'100)));
    CHECK_FALSE(at.run(at.store().find_token("many29", 4'100))->is_old);
}

TEST_CASE("tokens: another client's token is a conflict and moves nothing", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    const auto other = at.add(2);
    CHECK(code_of(at.run(at.store().rotate_token(who, "token-2", 0, 60))) == errc::conflict);
    CHECK_FALSE(at.run(at.store().find_token("token-1", 1'000))->is_old);
    CHECK(at.run(at.store().find_token("token-2", 1'000))->conversation == other);
}

TEST_CASE("a call that fails half-way takes no other with it", "[contract]")
{
    EACH_STORE(at);
    for (std::uint64_t n = 0; n < 30; ++n)
        at.add(n);
    const auto move = [](port::store& to, std::uint64_t n) -> task<void> {
        const auto done = co_await to.commit(make_step(client_id(n), 0));
        if (!done)
            co_return std::unexpected(done.error());
        co_return std::expected<void, error>{};
    };
    std::vector<task<void>> all;
    for (std::uint64_t n = 0; n < 30; ++n)
        all.push_back(
            n % 10 == 5 ? at.store().rotate_token(client_id(n), "token-1", 0, 60)
                        : move(at.store(), n));
    const auto outcomes = at.run_all(std::move(all));
    for (std::uint64_t n = 0; n < 30; ++n)
    {
        CHECK(outcomes[n].has_value() == (n % 10 != 5));
        CHECK(at.run(at.store().load(client_id(n)))->version == (n % 10 != 5 ? 1 : 0));
        CHECK_FALSE(at.run(at.store().find_token("token-" + std::to_string(n), 1'000))->is_old);
        CHECK(at.run(at.store().commit(make_step(client_id(n), n % 10 != 5 ? 1 : 0))));
        CHECK(at.run(at.store().events(client_id(n), 0, 10))->size() == (n % 10 != 5 ? 2 : 1));
    }
}

TEST_CASE("bundles: kept once by their hash", "[contract]")
{
    EACH_STORE(at);
    REQUIRE(at.run(at.store().put_bundle({"hash", "welcome", 3, "sources", 9})));
    REQUIRE(at.run(at.store().put_bundle({"hash", "other", 4, "other", 10})));
    const auto row = at.run(at.store().find_bundle("hash"));
    REQUIRE(row);
    CHECK(row->hash == "hash");
    CHECK(row->flow == "welcome");
    CHECK(row->version == 3);
    CHECK(row->sources == "sources");
    CHECK(row->at_ms == 9);
}

TEST_CASE("erase: nothing of the client is left, everything of others is", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    const auto other = at.add(2);
    for (std::uint64_t version = 0; version < 20; ++version)
        for (const auto& one : {who, other})
        {
            const std::string mark = one == who ? "erased-words " : "kept-words ";
            auto step = make_step(one, version);
            step.state = mark + std::string(300, 's');
            step.event->body = mark + std::string(400 + 200 * version, 'e');
            step.records = {{"c", std::to_string(version), 1, mark}};
            step.timers = {{one, std::to_string(version), 1, 5, mark}};
            step.audit = {{1, mark}};
            step.inbox = inbox_key{mark, mark, std::to_string(version)};
            REQUIRE(at.run(at.store().commit(step)));
        }
    REQUIRE(at.run(at.store().rotate_token(who, "second erased-token", 1, 60)));
    if (at.kind().is_kept)
        REQUIRE(at.folder().bytes().find("erased-words") != std::string::npos);

    REQUIRE(at.run(at.store().erase(who, 77)));
    CHECK(code_of(at.run(at.store().load(who))) == errc::not_found);
    CHECK(code_of(at.run(at.store().wrapped_key(who))) == errc::not_found);
    CHECK(code_of(at.run(at.store().find_token("token-1", 2))) == errc::not_found);
    CHECK(code_of(at.run(at.store().find_token("second erased-token", 2))) == errc::not_found);
    CHECK(code_of(at.run(at.store().commit(make_step(who, 20)))) == errc::not_found);
    CHECK(at.run(at.store().events(who, 0, 100))->empty());
    CHECK(at.run(at.store().records(who, ""))->empty());
    CHECK(at.run(at.store().timers(who))->empty());
    CHECK(at.run(at.store().due_timers(100, 100))->size() == 20);
    const auto bytes = at.folder().bytes();
    for (const auto* gone : {"erased-words", "erased-token", "key-1", "token-1"})
        CHECK(bytes.find(gone) == std::string::npos);

    CHECK(at.run(at.store().load(other))->version == 20);
    CHECK(at.run(at.store().events(other, 0, 100))->size() == 20);
    CHECK(at.run(at.store().wrapped_key(other)) == "key-2");
    CHECK(at.run(at.store().commit(make_step(other, 20))));
    // Again, and of somebody never there, is no error; the id may be used anew.
    CHECK(at.run(at.store().erase(who, 78)));
    CHECK(at.run(at.store().erase(client_id(404), 78)));
    at.add(1);
    CHECK(at.run(at.store().commit(make_step(who, 0))));
    CHECK(at.run(at.store().events(who, 0, 100))->size() == 1);
    CHECK(at.run(at.store().load(other))->version == 21);
}

TEST_CASE("erase: in the midst of commits it is one of them", "[contract]")
{
    EACH_STORE(at);
    for (std::uint64_t n = 0; n < 30; ++n)
        at.add(n);
    std::vector<task<void>> all;
    const auto commit_some = [](port::store& to, id who) -> task<void> {
        for (std::uint64_t version = 0; version < 20; ++version)
            if (const auto done = co_await to.commit(make_step(who, version)); !done)
                co_return std::unexpected(done.error());
        co_return std::expected<void, error>{};
    };
    for (std::uint64_t n = 0; n < 30; ++n)
        all.push_back(
            n % 3 == 0 ? at.store().erase(client_id(n), 5) : commit_some(at.store(), client_id(n)));
    for (const auto& outcome : at.run_all(std::move(all)))
        CHECK(outcome);
    for (std::uint64_t n = 0; n < 30; ++n)
    {
        const auto row = at.run(at.store().load(client_id(n)));
        CHECK(row.has_value() == (n % 3 != 0));
        if (row)
            CHECK(row->version == 20);
    }
}

TEST_CASE("reopen: everything is there, and it goes on", "[contract]")
{
    EACH_STORE(at);
    if (!at.kind().is_kept)
        return;
    const auto log_id = at.store().log_id();
    const auto who = at.add(1);
    for (std::uint64_t version = 0; version < 5; ++version)
    {
        auto step = make_step(who, version);
        step.records = {{"c", std::to_string(version), 1, "r"}};
        step.timers = {{who, "t", static_cast<std::uint32_t>(version), 5, "b"}};
        step.inbox = inbox_key{"a", "b", std::to_string(version)};
        REQUIRE(at.run(at.store().commit(step)));
    }
    REQUIRE(at.run(at.store().rotate_token(who, "next", 1, 60)));
    REQUIRE(at.run(at.store().put_bundle({"hash", "welcome", 3, "sources", 9})));
    at.reopen();
    CHECK(at.store().log_id() == log_id);
    CHECK_FALSE(log_id.is_nil());
    CHECK(at.run(at.store().load(who))->version == 5);
    CHECK(at.run(at.store().load(who))->state == "state 5");
    CHECK(at.run(at.store().events(who, 0, 10))->size() == 5);
    CHECK(at.run(at.store().records(who, "c"))->size() == 5);
    CHECK(at.run(at.store().timers(who))->front().token == 4);
    CHECK(at.run(at.store().wrapped_key(who)) == "key-1");
    CHECK(at.run(at.store().find_token("next", 1)));
    CHECK(at.run(at.store().find_token("token-1", 1))->is_old);
    CHECK(at.run(at.store().find_bundle("hash"))->sources == "sources");
    auto again = make_step(who, 5);
    again.inbox = inbox_key{"a", "b", "2"};
    CHECK(at.run(at.store().commit(again))->duplicate_seq == 5);
    again.inbox.reset();
    CHECK(at.run(at.store().commit(again)));
    CHECK(at.run(at.store().events(who, 0, 10))->back().seq == 11);
}

TEST_CASE(
    "stop_writes: what was taken is finished, what comes is busy, reading goes on", "[contract]")
{
    EACH_STORE(at);
    CHECK(at.store().is_writable());
    for (std::uint64_t n = 0; n < 20; ++n)
        at.add(n);
    std::vector<task<void>> all;
    const auto stop_in_between = [](port::store& to, std::uint64_t n) -> task<void> {
        if (n == 10)
            to.stop_writes();
        const auto done = co_await to.commit(make_step(client_id(n), 0));
        if (!done)
            co_return std::unexpected(done.error());
        co_return std::expected<void, error>{};
    };
    for (std::uint64_t n = 0; n < 20; ++n)
        all.push_back(stop_in_between(at.store(), n));
    const auto outcomes = at.run_all(std::move(all));
    CHECK_FALSE(at.store().is_writable());
    for (std::uint64_t n = 0; n < 20; ++n)
    {
        CHECK(outcomes[n].has_value() == (n < 10));
        if (!outcomes[n])
            CHECK(outcomes[n].error().code == errc::busy);
        CHECK(at.run(at.store().load(client_id(n)))->version == (n < 10 ? 1 : 0));
    }
    CHECK(code_of(at.run(at.store().add_client(make_client(99)))) == errc::busy);
    CHECK(code_of(at.run(at.store().erase(client_id(1), 0))) == errc::busy);
    CHECK(code_of(at.run(at.store().put_bundle({"h", "f", 1, "s", 1}))) == errc::busy);
    CHECK(code_of(at.run(at.store().rotate_token(client_id(1), "x", 0, 0))) == errc::busy);
    at.store().stop_writes();
}

TEST_CASE("calls complete on the thread that runs the caller's loop", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    const auto where = [](port::store& to, id conversation) -> task<bool> {
        const auto here = std::this_thread::get_id();
        const auto read = co_await to.load(conversation);
        const bool is_same_after_read = here == std::this_thread::get_id();
        const auto written = co_await to.commit(make_step(conversation, 0));
        co_return read&& written&& is_same_after_read&& here == std::this_thread::get_id();
    };
    CHECK(at.run(where(at.store(), who)) == true);
}
