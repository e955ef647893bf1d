// How the audit log's chain is written: its bytes, its triggers, what a rollback leaves, and what
// becomes of a log from before the chain.
#include "bot/store/migrations/migrations.hpp"
#include "bot/store/sqlite/audit_chain.hpp"
#include "bot/store/sqlite/audit_file.hpp"
#include "tests/contract/store_contract.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>
#include <sqlite3.h>

using namespace switchback;
using namespace switchback::contract;
using port::commit_receipt;
using port::task;

namespace {

store_fixture sqlite_fixture()
{
    return store_fixture(stores_under_test().at(1));
}

std::filesystem::path data_of(const store_fixture& at)
{
    return at.folder().path() / "data";
}

std::string hex(const std::string& bytes)
{
    std::string out;
    for (const char c : bytes)
        out += fmt::format("{:02x}", static_cast<unsigned char>(c));
    return out;
}

int run_sql(const std::filesystem::path& folder, const std::string& sql)
{
    sqlite3* opened = nullptr;
    REQUIRE(sqlite3_open((folder / "switchback.db").c_str(), &opened) == SQLITE_OK);
    const auto code = sqlite3_exec(opened, sql.c_str(), nullptr, nullptr, nullptr);
    sqlite3_close(opened);
    return code;
}

port::step_write noting(const id& who, std::uint64_t version, int entries = 1)
{
    auto out = make_step(who, version);
    for (int i = 0; i < entries; ++i)
        out.audit.push_back({out.at_ms, "sealed"});
    return out;
}

} // namespace

TEST_CASE("audit chain: the hash is of the bytes its header names", "[audit]")
{
    // Made apart from this program, with Python's hashlib.
    id who;
    for (std::size_t i = 0; i < who.bytes.size(); ++i)
        who.bytes[i] = static_cast<std::uint8_t>(i + 1);
    const auto first = store::entry_after({}, who, 1'700'000'000'123, "sealed body");
    CHECK(first.number == 1);
    CHECK(
        hex(first.body_digest) ==
        "5b0a903ec92d3dc7cd50721371a8877c4064383b75409f8348a9282fbd9323ff");
    CHECK(hex(first.hash) == "cdcfa76f211c78a2028bad769bb23f6dc12460534d1598cfa13a3c64cd001220");
    const auto second = store::entry_after({1, first.hash}, who, -1, "");
    CHECK(second.number == 2);
    CHECK(hex(second.hash) == "49ef0fa7c02b6add35f1ef708b53480a667ff4b0e67b00f5bc2c07392d380cfa");
}

TEST_CASE("audit table: rows cannot be deleted, changed or replaced by mistake", "[audit]")
{
    auto at = sqlite_fixture();
    const auto who = at.add(1);
    REQUIRE(at.run(at.store().commit(noting(who, 0, 5))));
    const auto data = data_of(at);
    for (const auto* sql :
         {"DELETE FROM audit", "DELETE FROM audit WHERE number = 3",
          "UPDATE audit SET at_ms = 1 WHERE number = 3",
          "UPDATE audit SET body = x'00' WHERE number = 3",
          "UPDATE audit SET body = NULL, at_ms = 1 WHERE number = 3",
          "UPDATE audit SET number = 9 WHERE number = 3",
          "INSERT OR REPLACE INTO audit SELECT 3, conversation, 1, body, body_digest, hash "
          "FROM audit WHERE number = 4",
          "UPDATE OR REPLACE audit SET number = 3, body = NULL WHERE number = 4"})
    {
        INFO(sql);
        CHECK((run_sql(data, sql) & 0xFF) == SQLITE_CONSTRAINT);
    }
    const auto report = store::verify_audit(data);
    REQUIRE(report);
    CHECK_FALSE(report->fault);
    CHECK(report->entries == 5);
    CHECK(run_sql(data, "UPDATE audit SET body = NULL WHERE number = 3") == SQLITE_OK);
}

TEST_CASE("audit chain: a step that is rolled back leaves no gap", "[audit]")
{
    auto at = sqlite_fixture();
    for (std::uint64_t n = 0; n < 30; ++n)
        at.add(n);
    std::vector<task<commit_receipt>> all;
    for (std::uint64_t n = 0; n < 30; ++n)
    {
        auto step = noting(client_id(n), n % 3 == 1 ? 7 : 0, 2); // every third is a conflict
        if (n % 3 == 0) // and of these all but one fail after their audit rows were written
            step.cases = {{client_id(n), 1, "the same reference", true, 1, 1, "body"}};
        all.push_back(at.store().commit(std::move(step)));
    }
    int written = 0;
    for (const auto& outcome : at.run_all(std::move(all)))
        written += outcome ? 1 : 0;
    CHECK(written == 11);
    auto report = store::verify_audit(data_of(at));
    REQUIRE(report);
    CHECK_FALSE(report->fault);
    CHECK(report->entries == 22);
    // It goes on from there, also after a restart.
    REQUIRE(at.run(at.store().commit(noting(client_id(1), 0))));
    at.reopen();
    REQUIRE(at.run(at.store().commit(noting(client_id(1), 1))));
    report = store::verify_audit(data_of(at));
    CHECK_FALSE(report->fault);
    CHECK(report->entries == 24);
}

TEST_CASE("audit chain: one batch of many clients is one chain", "[audit]")
{
    auto at = sqlite_fixture();
    for (std::uint64_t n = 0; n < 100; ++n)
        at.add(n);
    std::vector<task<commit_receipt>> all;
    for (std::uint64_t n = 0; n < 100; ++n)
        all.push_back(at.store().commit(noting(client_id(n), 0, 1 + static_cast<int>(n % 3))));
    for (const auto& outcome : at.run_all(std::move(all)))
        CHECK(outcome);
    CHECK(at.run(at.store().audit(client_id(2), 10))->size() == 3);
    const auto report = store::verify_audit(data_of(at));
    REQUIRE(report);
    CHECK_FALSE(report->fault);
    CHECK(report->entries == 199);
}

TEST_CASE("audit chain: a log that was meddled with stops no step and stays broken", "[audit]")
{
    auto at = sqlite_fixture();
    const auto who = at.add(1);
    REQUIRE(at.run(at.store().commit(noting(who, 0, 5))));
    at.close();
    const std::string freely =
        "DROP TRIGGER audit_row_stays; DROP TRIGGER audit_row_is_as_written;";
    std::int64_t number = 0;
    SECTION("cut")
    {
        REQUIRE(run_sql(data_of(at), freely + "DELETE FROM audit WHERE number > 3") == SQLITE_OK);
        number = 4;
    }
    SECTION("put in")
    {
        REQUIRE(
            run_sql(
                data_of(at), "INSERT INTO audit SELECT 6, conversation, at_ms, body, body_digest, "
                             "hash FROM audit WHERE number = 5") == SQLITE_OK);
        number = 6;
    }
    SECTION("without a head")
    {
        REQUIRE(run_sql(data_of(at), "DELETE FROM meta WHERE name = 'audit_head'") == SQLITE_OK);
        number = 6;
    }
    SECTION("with a head that makes no sense")
    {
        REQUIRE(
            run_sql(data_of(at), "UPDATE meta SET value = x'01' WHERE name = 'audit_head'") ==
            SQLITE_OK);
        number = 6;
    }
    at.reopen();
    REQUIRE(at.run(at.store().commit(noting(who, 1))));
    REQUIRE(at.run(at.store().commit(noting(who, 2))));
    const auto report = store::verify_audit(data_of(at));
    REQUIRE(report);
    REQUIRE(report->fault);
    CHECK(report->fault->number == number);
}

TEST_CASE("migration: what was noted before the chain is chained in its order", "[audit]")
{
    auto at = sqlite_fixture();
    at.add(1);
    at.add(2);
    at.close();
    const auto data = data_of(at);
    std::filesystem::remove(data / "switchback.db");
    std::string sql(store::main_migrations()[0]);
    sql +=
        "PRAGMA application_id = 0x7377626B; PRAGMA user_version = 1; PRAGMA journal_mode = wal;";
    for (std::uint64_t n = 1; n <= 2; ++n)
    {
        const auto who = client_id(n);
        sql += fmt::format(
            "INSERT INTO conversation VALUES ({}, x'{}', zeroblob(16), 0, 0, 0, 0, x'', x'');", n,
            hex({reinterpret_cast<const char*>(who.bytes.data()), who.bytes.size()}));
    }
    // Numbers with gaps: another client was erased when rows were deleted.
    sql += "INSERT INTO audit VALUES (3, 2, 30, x'63'), (9, 1, 10, x'61'), (12, 2, 20, x'62');";
    REQUIRE(run_sql(data, sql) == SQLITE_OK);
    CHECK(store::verify_audit(data).error().code == errc::not_allowed);

    at.reopen();
    auto report = store::verify_audit(data);
    REQUIRE(report);
    CHECK_FALSE(report->fault);
    CHECK(report->entries == 3);
    const auto rows = at.run(at.store().audit(client_id(2), 10));
    REQUIRE(rows->size() == 2);
    CHECK(rows->at(0).body == "c");
    CHECK(rows->at(0).at_ms == 30);
    CHECK(rows->at(1).body == "b");
    REQUIRE(at.run(at.store().commit(noting(client_id(1), 0))));
    at.reopen(); // and it is not done twice
    report = store::verify_audit(data);
    REQUIRE(report);
    CHECK_FALSE(report->fault);
    CHECK(report->entries == 4);
    CHECK(at.run(at.store().audit(client_id(1), 10))->size() == 2);
}
