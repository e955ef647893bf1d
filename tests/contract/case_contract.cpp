// The contract of bot/port/store.hpp on cases and the outbox, sentence by sentence.
#include "tests/contract/each_store.hpp"

#include <string>
#include <vector>

using namespace switchback;
using namespace switchback::contract;
using namespace switchback::port;

namespace {

case_row make_case(const id& who, std::uint32_t number, std::int64_t opened_ms)
{
    return {who,       number,     "ref-" + std::to_string(opened_ms), true, opened_ms,
            opened_ms, "case body"};
}

/// Commits a step that says nothing and carries what `fill` adds.
template <class function>
std::expected<commit_receipt, error>
commit_with(store_fixture& at, const id& who, const function& fill)
{
    const auto row = at.run(at.store().load(who));
    REQUIRE(row);
    auto step = make_step(who, row->version);
    fill(step);
    return at.run(at.store().commit(std::move(step)));
}

std::string references(const std::expected<std::vector<case_row>, error>& rows)
{
    REQUIRE(rows);
    std::string out;
    for (const auto& row : *rows)
        out += row.reference + " ";
    return out;
}

std::string keys(const std::expected<std::vector<outbox_row>, error>& rows)
{
    REQUIRE(rows);
    std::string out;
    for (const auto& row : *rows)
        out += row.key + " ";
    return out;
}

} // namespace

TEST_CASE("cases: come back as written, by client and by reference", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    const std::string body("\0sealed\xFF", 8);
    REQUIRE(commit_with(at, who, [&](step_write& step) {
        step.cases = {{who, 0xFFFFFFFF, "AB12CD34", true, 100, 200, body}};
    }));
    const auto found = at.run(at.store().find_case("AB12CD34"));
    REQUIRE(found);
    CHECK(found->conversation == who);
    CHECK(found->number == 0xFFFFFFFF);
    CHECK(found->reference == "AB12CD34");
    CHECK(found->is_open);
    CHECK(found->opened_ms == 100);
    CHECK(found->changed_ms == 200);
    CHECK(found->body == body);
    CHECK(at.run(at.store().cases_of(who))->size() == 1);
    CHECK(code_of(at.run(at.store().find_case("ab12cd34"))) == errc::not_found);
    CHECK(code_of(at.run(at.store().find_case(""))) == errc::not_found);
    CHECK(at.run(at.store().cases_of(client_id(404)))->empty());
}

TEST_CASE("cases: writing the same number replaces, another number is one more", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    REQUIRE(commit_with(at, who, [&](step_write& step) { step.cases = {make_case(who, 1, 10)}; }));
    REQUIRE(commit_with(at, who, [&](step_write& step) {
        step.cases = {{who, 1, "ref-10", false, 10, 50, "closed"}, make_case(who, 2, 30)};
    }));
    CHECK(references(at.run(at.store().cases_of(who))) == "ref-30 ref-10 ");
    const auto closed = at.run(at.store().find_case("ref-10"));
    REQUIRE(closed);
    CHECK_FALSE(closed->is_open);
    CHECK(closed->changed_ms == 50);
    CHECK(closed->body == "closed");
    // It may be given another reference; the one it had is free.
    REQUIRE(commit_with(at, who, [&](step_write& step) {
        step.cases = {{who, 1, "new", true, 10, 60, "again"}, {who, 3, "ref-10", true, 70, 70, ""}};
    }));
    CHECK(references(at.run(at.store().cases_of(who))) == "ref-10 ref-30 new ");
}

TEST_CASE("cases: of all clients the newest first, the open ones alone or all", "[contract]")
{
    EACH_STORE(at);
    CHECK(at.run(at.store().cases(false, 10))->empty());
    for (std::uint64_t n = 0; n < 6; ++n)
    {
        const auto who = at.add(n);
        REQUIRE(commit_with(at, who, [&](step_write& step) {
            step.cases = {make_case(who, 1, static_cast<std::int64_t>(n * 7 % 6))};
            step.cases.back().is_open = n % 2 == 0;
        }));
    }
    CHECK(
        references(at.run(at.store().cases(false, 10))) == "ref-5 ref-4 ref-3 ref-2 ref-1 ref-0 ");
    CHECK(references(at.run(at.store().cases(true, 10))) == "ref-4 ref-2 ref-0 ");
    CHECK(references(at.run(at.store().cases(false, 2))) == "ref-5 ref-4 ");
    CHECK(references(at.run(at.store().cases(true, 2))) == "ref-4 ref-2 ");
    CHECK(at.run(at.store().cases(true, 0))->empty());
}

TEST_CASE("cases: a reference that is another case's is a conflict and leaves both", "[contract]")
{
    EACH_STORE(at);
    const auto first = at.add(1);
    const auto second = at.add(2);
    REQUIRE(
        commit_with(at, first, [&](step_write& step) { step.cases = {make_case(first, 1, 10)}; }));
    const auto taken = [&](step_write& step) {
        step.cases = {make_case(step.conversation, 7, 10)};
        step.outbox = {{step.conversation, "page", 5, 0, "b"}};
    };
    CHECK(code_of(commit_with(at, second, taken)) == errc::conflict);
    CHECK(code_of(commit_with(at, first, taken)) == errc::conflict);
    // Also of two in one step.
    CHECK(code_of(commit_with(at, second, [&](step_write& step) {
              step.cases = {make_case(second, 1, 20), make_case(second, 2, 20)};
          })) == errc::conflict);
    CHECK(at.run(at.store().load(first))->version == 1);
    CHECK(at.run(at.store().load(second))->version == 0);
    CHECK(at.run(at.store().events(second, 0, 10))->empty());
    CHECK(at.run(at.store().cases_of(second))->empty());
    CHECK(at.run(at.store().due_outbox(100, 10))->empty());
    CHECK(at.run(at.store().find_case("ref-10"))->conversation == first);
}

TEST_CASE("cases: of many at once with one reference one is written, others go on", "[contract]")
{
    EACH_STORE(at);
    std::vector<task<commit_receipt>> all;
    for (std::uint64_t n = 0; n < 20; ++n)
        at.add(n);
    for (std::uint64_t n = 0; n < 20; ++n)
    {
        auto step = make_step(client_id(n), 0);
        if (n % 4 == 0)
            step.cases = {make_case(client_id(n), 1, 10)};
        all.push_back(at.store().commit(std::move(step)));
    }
    const auto outcomes = at.run_all(std::move(all));
    for (std::uint64_t n = 0; n < 20; ++n)
    {
        CHECK(outcomes[n].has_value() == (n % 4 != 0 || n == 0));
        CHECK(at.run(at.store().load(client_id(n)))->version == (outcomes[n] ? 1 : 0));
        CHECK(at.run(at.store().events(client_id(n), 0, 10))->size() == (outcomes[n] ? 1 : 0));
    }
    CHECK(at.run(at.store().cases(false, 10))->size() == 1);
}

TEST_CASE("cases, outbox: rows of another conversation are refused", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    const auto other = at.add(2);
    CHECK(code_of(commit_with(at, who, [&](step_write& step) {
              step.cases = {make_case(other, 1, 10)};
          })) == errc::bad_request);
    CHECK(code_of(commit_with(at, who, [&](step_write& step) {
              step.outbox = {{other, "page", 1, 0, "b"}};
          })) == errc::bad_request);
    CHECK(at.run(at.store().cases(false, 10))->empty());
    CHECK(at.run(at.store().next_outbox_due()).value() == std::optional<std::int64_t>{});
}

TEST_CASE("outbox: writing replaces, done deletes, due ones come oldest first", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    const auto other = at.add(2);
    CHECK(at.run(at.store().next_outbox_due()).value() == std::optional<std::int64_t>{});
    REQUIRE(commit_with(at, who, [&](step_write& step) {
        step.outbox = {{who, "late", 300, 0, "l"}, {who, "soon", 100, 2, std::string("s\0s", 3)}};
    }));
    REQUIRE(commit_with(
        at, other, [&](step_write& step) { step.outbox = {{other, "soon", 200, 0, "o"}}; }));

    CHECK(at.run(at.store().next_outbox_due()).value() == std::optional<std::int64_t>{100});
    CHECK(at.run(at.store().due_outbox(99, 10))->empty());
    const auto due = at.run(at.store().due_outbox(200, 10));
    REQUIRE(due->size() == 2);
    CHECK(due->at(0).conversation == who);
    CHECK(due->at(0).key == "soon");
    CHECK(due->at(0).due_ms == 100);
    CHECK(due->at(0).attempts == 2);
    CHECK(due->at(0).body == std::string("s\0s", 3));
    CHECK(due->at(1).conversation == other);
    CHECK(keys(at.run(at.store().due_outbox(1'000, 1))) == "soon ");
    CHECK(keys(at.run(at.store().due_outbox(1'000, 10))) == "soon soon late ");

    REQUIRE(commit_with(at, who, [&](step_write& step) {
        step.outbox_done = {"late", "never there"};
        step.outbox = {{who, "soon", 400, 0, "moved"}};
    }));
    CHECK(at.run(at.store().next_outbox_due()).value() == std::optional<std::int64_t>{200});
    const auto left = at.run(at.store().due_outbox(1'000, 10));
    REQUIRE(left->size() == 2); // the other client's `soon` was nobody else's to end
    CHECK(left->at(1).due_ms == 400);
    CHECK(left->at(1).attempts == 0);
    CHECK(left->at(1).body == "moved");

    // Done and written in one step: it is written.
    REQUIRE(commit_with(at, who, [&](step_write& step) {
        step.outbox_done = {"soon"};
        step.outbox = {{who, "soon", 50, 0, "again"}};
    }));
    CHECK(at.run(at.store().due_outbox(60, 10))->front().body == "again");
}

TEST_CASE("lease: moves the row, counts, and comes due again when nobody ends it", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    const auto other = at.add(2);
    for (const auto& one : {who, other})
        REQUIRE(commit_with(
            at, one, [&](step_write& step) { step.outbox = {{one, "page", 100, 0, "b"}}; }));
    REQUIRE(at.run(at.store().lease_outbox(who, "page", 100, 500)));
    CHECK(at.run(at.store().due_outbox(499, 10))->size() == 1);
    const auto due = at.run(at.store().due_outbox(500, 10));
    REQUIRE(due->size() == 2);
    CHECK(due->at(0).conversation == other);
    CHECK(due->at(0).attempts == 0);
    CHECK(due->at(1).due_ms == 500);
    CHECK(due->at(1).attempts == 1);
    CHECK(due->at(1).body == "b");
    REQUIRE(at.run(at.store().lease_outbox(who, "page", 500, 900)));
    CHECK(at.run(at.store().due_outbox(900, 10))->at(1).attempts == 2);
    CHECK(at.run(at.store().load(who))->version == 1); // no step was taken
}

TEST_CASE("lease: one that stands elsewhere or is not there is a conflict", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    REQUIRE(commit_with(
        at, who, [&](step_write& step) { step.outbox = {{who, "page", 100, 0, "b"}}; }));
    const auto lease = [&](const id& whose, const std::string& key, std::int64_t due_ms) {
        return code_of(at.run(at.store().lease_outbox(whose, key, due_ms, 500)));
    };
    CHECK(lease(who, "page", 99) == errc::conflict);
    CHECK(lease(who, "other", 100) == errc::conflict);
    CHECK(lease(client_id(404), "page", 100) == errc::conflict);
    CHECK(code_of(at.run(at.store().lease_outbox(who, "page", 100, 100))) == errc::bad_request);
    CHECK(at.run(at.store().due_outbox(100, 10))->front().attempts == 0);
    REQUIRE(commit_with(at, who, [&](step_write& step) { step.outbox_done = {"page"}; }));
    CHECK(lease(who, "page", 100) == errc::conflict);
}

TEST_CASE("lease: of many senders at once one has the row", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    REQUIRE(commit_with(
        at, who, [&](step_write& step) { step.outbox = {{who, "page", 100, 0, "b"}}; }));
    std::vector<task<void>> all;
    for (int i = 0; i < 20; ++i)
        all.push_back(at.store().lease_outbox(who, "page", 100, 500 + i));
    int won = 0;
    for (const auto& outcome : at.run_all(std::move(all)))
        if (outcome)
            ++won;
        else
            CHECK(outcome.error().code == errc::conflict);
    CHECK(won == 1);
    CHECK(at.run(at.store().due_outbox(1'000, 10))->front().attempts == 1);
}

TEST_CASE(
    "cases, outbox: a refused step leaves none, a step without them changes none", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    auto step = make_step(who, 5);
    step.cases = {make_case(who, 1, 10)};
    step.outbox = {{who, "page", 100, 0, "b"}};
    CHECK(code_of(at.run(at.store().commit(step))) == errc::conflict);
    CHECK(at.run(at.store().cases(false, 10))->empty());
    CHECK(at.run(at.store().due_outbox(1'000, 10))->empty());
    step.expect_version = 0;
    step.head = 12;
    REQUIRE(at.run(at.store().commit(step)));
    auto ordinary = make_step(who, 6);
    ordinary.expect_version = 1;
    REQUIRE(at.run(at.store().commit(ordinary)));
    CHECK(at.run(at.store().cases(true, 10))->size() == 1);
    CHECK(at.run(at.store().due_outbox(1'000, 10))->size() == 1);
}

TEST_CASE("cases, outbox: erased with their client, and only with theirs", "[contract]")
{
    EACH_STORE(at);
    const auto who = at.add(1);
    const auto other = at.add(2);
    for (const auto& one : {who, other})
    {
        const std::string mark = one == who ? "erased-words " : "kept-words ";
        REQUIRE(commit_with(at, one, [&](step_write& step) {
            for (std::uint32_t n = 0; n < 20; ++n)
            {
                const auto name = mark + std::to_string(n);
                step.cases.push_back(
                    {one, n, name, n % 2 == 0, n, n, mark + std::string(300, 'c')});
                step.outbox.push_back({one, name, n, 0, mark + std::string(300, 'o')});
            }
        }));
    }
    if (at.kind().is_kept)
        REQUIRE(at.folder().bytes().find("erased-words") != std::string::npos);
    REQUIRE(at.run(at.store().erase(who, 77)));
    CHECK(at.run(at.store().cases_of(who))->empty());
    CHECK(code_of(at.run(at.store().find_case("erased-words 3"))) == errc::not_found);
    CHECK(at.run(at.store().cases(false, 100))->size() == 20);
    CHECK(at.run(at.store().cases(true, 100))->size() == 10);
    CHECK(at.run(at.store().due_outbox(100, 100))->size() == 20);
    CHECK(code_of(at.run(at.store().lease_outbox(who, "erased-words 3", 3, 9))) == errc::conflict);
    CHECK(at.folder().bytes().find("erased-words") == std::string::npos);
    CHECK(at.run(at.store().cases_of(other))->size() == 20);
    // The reference may be given again.
    REQUIRE(commit_with(at, other, [&](step_write& step) {
        step.cases = {{other, 99, "erased-words 3", true, 1, 1, ""}};
    }));
}

TEST_CASE("cases, outbox: are there after closing and opening again", "[contract]")
{
    EACH_STORE(at);
    if (!at.kind().is_kept)
        return;
    const auto who = at.add(1);
    REQUIRE(commit_with(at, who, [&](step_write& step) {
        step.cases = {make_case(who, 1, 10), make_case(who, 2, 20)};
        step.outbox = {{who, "page", 100, 0, "b"}, {who, "other", 90, 0, "b"}};
    }));
    REQUIRE(at.run(at.store().lease_outbox(who, "page", 100, 500)));
    at.reopen();
    CHECK(references(at.run(at.store().cases(true, 10))) == "ref-20 ref-10 ");
    CHECK(at.run(at.store().find_case("ref-10"))->body == "case body");
    CHECK(at.run(at.store().next_outbox_due()).value() == std::optional<std::int64_t>{90});
    CHECK(at.run(at.store().due_outbox(500, 10))->back().attempts == 1);
    CHECK(at.run(at.store().lease_outbox(who, "page", 500, 900)));
}
