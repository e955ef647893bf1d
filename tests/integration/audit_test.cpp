// `switchback audit verify` on logs that somebody meddled with, as the program an auditor runs. The
// triggers are dropped first: whoever can write the file can do that too.
#include "bot/store/sqlite/audit_chain.hpp"
#include "tests/contract/store_contract.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <cstdio>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>

using namespace switchback;
using namespace switchback::contract;
using Catch::Matchers::Contains;

namespace {

struct verdict
{
    int exit_code = -1;
    std::string said;
};

verdict verify(const std::filesystem::path& folder, const std::string& rest = {})
{
    const auto command = fmt::format(
        "{} audit verify --data '{}' {} 2>&1", SWITCHBACK_BINARY, folder.string(), rest);
    auto* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    verdict out;
    char buffer[512];
    while (std::fgets(buffer, sizeof buffer, pipe) != nullptr)
        out.said += buffer;
    const int status = ::pclose(pipe);
    out.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return out;
}

/// A sealed folder with ten entries of two clients, a minute apart from 2023-11-14T22:13:20Z on.
class audited
{
public:
    audited() : at(stores_under_test().at(1))
    {
        at.add(1);
        at.add(2);
        note(10);
    }

    void note(int entries)
    {
        for (int i = 0; i < entries; ++i)
        {
            const auto who = client_id(1 + static_cast<std::uint64_t>(written_ % 2));
            auto step = make_step(who, at.run(at.store().load(who))->version);
            ++written_;
            step.audit = {
                {1'700'000'000'000 + written_ * 60'000, fmt::format("sealed {}", written_)}};
            REQUIRE(at.run(at.store().commit(std::move(step))));
        }
    }

    [[nodiscard]] std::filesystem::path data() const { return at.folder().path() / "data"; }

    /// Runs SQL as somebody who can write the file.
    void meddle(const std::string& sql)
    {
        at.close();
        sqlite3* opened = nullptr;
        REQUIRE(sqlite3_open((data() / "switchback.db").c_str(), &opened) == SQLITE_OK);
        char* why = nullptr;
        const auto code = sqlite3_exec(
            opened,
            ("DROP TRIGGER IF EXISTS audit_row_stays; "
             "DROP TRIGGER IF EXISTS audit_row_is_as_written; "
             "DROP TRIGGER IF EXISTS audit_row_is_not_replaced; " +
             sql)
                .c_str(),
            nullptr, nullptr, &why);
        INFO((why != nullptr ? why : ""));
        CHECK(code == SQLITE_OK);
        sqlite3_free(why);
        sqlite3_close(opened);
    }

    /// The head as the program prints it.
    [[nodiscard]] std::string head() const
    {
        const auto said = verify(data()).said;
        const auto from = said.find("head ");
        REQUIRE(from != std::string::npos);
        return said.substr(from + 5, said.find('\n') - from - 5);
    }

    store_fixture at;

private:
    std::int64_t written_ = 0;
};

/// What a file holds; empty when it is not there.
std::string bytes_of(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void expect(const verdict& was, const std::string& what)
{
    CHECK(was.exit_code == 1);
    CHECK_THAT(was.said, Contains(what));
}

std::string literal(const std::string& bytes)
{
    std::string out = "x'";
    for (const char c : bytes)
        out += fmt::format("{:02x}", static_cast<unsigned char>(c));
    return out + "'";
}

/// SQL that writes the whole log anew with right hashes, `body` in place of the third.
std::string written_anew(int entries, const std::string& body)
{
    std::string sql = "DELETE FROM audit;";
    store::audit_head head;
    for (int n = 1; n <= entries; ++n)
    {
        const auto who = client_id(1 + static_cast<std::uint64_t>((n - 1) % 2));
        const auto words = n == 3 ? body : fmt::format("sealed {}", n);
        const auto entry = store::entry_after(head, who, 1'700'000'000'000 + n * 60'000, words);
        sql += fmt::format(
            "INSERT INTO audit VALUES ({}, {}, {}, {}, {}, {});", n,
            literal({reinterpret_cast<const char*>(who.bytes.data()), who.bytes.size()}),
            entry.at_ms, literal(words), literal(entry.body_digest), literal(entry.hash));
        head = {entry.number, entry.hash};
    }
    std::string number(8, '\0');
    number.back() = static_cast<char>(head.number);
    return sql + fmt::format(
                     "UPDATE meta SET value = {} WHERE name = 'audit_head';",
                     literal(number + head.hash));
}

} // namespace

TEST_CASE("audit verify: a log as it was written is whole", "[audit]")
{
    audited log;
    log.at.close();
    const auto was = verify(log.data());
    CHECK(was.exit_code == 0);
    CHECK_THAT(was.said, Contains("10 entries, chain whole, head "));
    CHECK_THAT(was.said, Contains(":10\n"));
    CHECK(was.said.size() == std::string("10 entries, chain whole, head :10\n").size() + 64);
    // The same entries written with the library alone end in the same head.
    const auto head = log.head();
    log.meddle(written_anew(10, "sealed 3"));
    CHECK(log.head() == head);
    CHECK(head != std::string(64, '0') + ":10");
}

TEST_CASE("audit verify: an empty log is whole", "[audit]")
{
    store_fixture at(stores_under_test().at(1));
    at.add(1);
    const auto was = verify(at.folder().path() / "data");
    CHECK(was.exit_code == 0);
    CHECK(was.said == "0 entries, chain whole, head " + std::string(64, '0') + ":0\n");
}

TEST_CASE("audit verify: looks again and again into a long log", "[audit]")
{
    store_fixture at(stores_under_test().at(1));
    const auto who = at.add(1);
    std::uint64_t version = 0;
    for (int step = 0; step < 100; ++step)
    {
        auto next = make_step(who, version++);
        next.audit.assign(100, {5, "sealed"});
        REQUIRE(at.run(at.store().commit(std::move(next))));
    }
    const auto was = verify(at.folder().path() / "data");
    CHECK(was.exit_code == 0);
    CHECK_THAT(was.said, Contains("10000 entries, chain whole"));
}

TEST_CASE("audit verify: a changed entry is named, whatever was changed", "[audit]")
{
    audited log;
    const auto set = GENERATE(
        as<std::string>{}, "body = x'00'", "at_ms = at_ms + 1", "conversation = zeroblob(16)",
        "conversation = x'01'", "hash = zeroblob(32)", "body_digest = zeroblob(32)",
        "body = (SELECT body FROM audit WHERE number = 6), "
        "body_digest = (SELECT body_digest FROM audit WHERE number = 6)");
    INFO(set);
    log.meddle(fmt::format("UPDATE audit SET {} WHERE number = 4", set));
    const auto was = verify(log.data());
    expect(was, "entry 4 (noted 2023-11-14T22:17:20Z): changed: ");
    CHECK_THAT(was.said, Contains("3 before it fit"));
}

TEST_CASE("audit verify: a time no calendar has is told as a number", "[audit]")
{
    audited log;
    log.meddle("UPDATE audit SET at_ms = 9223372036854775807 WHERE number = 4");
    expect(verify(log.data()), "entry 4 (noted 9223372036854775807 ms): changed: ");
}

TEST_CASE("audit verify: entries that were taken out are named", "[audit]")
{
    audited log;
    SECTION("in the middle")
    {
        log.meddle("DELETE FROM audit WHERE number IN (4, 5)");
        expect(
            verify(log.data()),
            "entry 4 (after 2023-11-14T22:16:20Z): missing: entries 4 to 5 are not there");
    }
    SECTION("the first")
    {
        log.meddle("DELETE FROM audit WHERE number = 1");
        expect(verify(log.data()), "entry 1 (time unknown): missing: entry 1 is not there");
    }
    SECTION("with the numbers closed up")
    {
        log.meddle("DELETE FROM audit WHERE number = 4; "
                   "UPDATE audit SET number = number - 1 WHERE number > 4");
        expect(verify(log.data()), "entry 4 (noted 2023-11-14T22:18:20Z): changed: ");
    }
    SECTION("the tail")
    {
        log.meddle("DELETE FROM audit WHERE number > 7");
        expect(
            verify(log.data()),
            "entry 8 (after 2023-11-14T22:20:20Z): cut tail: entries 8 to 10 are not there");
    }
    SECTION("all of them")
    {
        log.meddle("DELETE FROM audit");
        expect(verify(log.data()), "entry 1 (time unknown): cut tail: ");
    }
    SECTION("all of them with the head")
    {
        log.meddle("DELETE FROM audit; DELETE FROM meta WHERE name = 'audit_head'");
        expect(verify(log.data()), "missing: the kept head is not there");
    }
    SECTION("a body of a client who was not erased")
    {
        log.meddle("UPDATE audit SET body = NULL WHERE number = 4");
        expect(verify(log.data()), "entry 4 (noted 2023-11-14T22:17:20Z): missing: its body");
    }
}

TEST_CASE("audit verify: entries that were put in are named", "[audit]")
{
    audited log;
    SECTION("behind the head")
    {
        log.meddle("INSERT INTO audit SELECT 11, conversation, at_ms, body, body_digest, hash "
                   "FROM audit WHERE number = 10");
        expect(verify(log.data()), "entry 11 (noted 2023-11-14T22:23:20Z): changed: ");
    }
    SECTION("in the middle")
    {
        log.meddle("UPDATE audit SET number = -number WHERE number >= 4; "
                   "UPDATE audit SET number = 1 - number WHERE number < 0; "
                   "INSERT INTO audit SELECT 4, conversation, at_ms, body, body_digest, hash "
                   "FROM audit WHERE number = 3");
        expect(verify(log.data()), "entry 4 (noted 2023-11-14T22:16:20Z): changed: ");
    }
    SECTION("before the first")
    {
        log.meddle("INSERT INTO audit SELECT -7, conversation, at_ms, body, body_digest, hash "
                   "FROM audit WHERE number = 3");
        expect(verify(log.data()), "entry -7 (noted 2023-11-14T22:16:20Z): changed: ");
    }
    SECTION("behind the head with the right hash")
    {
        const auto kept = log.at.folder().path() / "kept";
        log.at.close();
        std::filesystem::copy(log.data(), kept);
        log.at.reopen();
        log.note(1);
        log.meddle(fmt::format(
            "ATTACH '{}' AS kept; UPDATE meta SET value = (SELECT value FROM kept.meta "
            "WHERE name = 'audit_head') WHERE name = 'audit_head'",
            (kept / "switchback.db").string()));
        expect(verify(log.data()), "changed: the kept head ends at 10: it was put in later");
    }
}

TEST_CASE("audit verify: the first of two that were swapped is named", "[audit]")
{
    audited log;
    log.meddle("UPDATE audit SET number = 99 WHERE number = 4; "
               "UPDATE audit SET number = 4 WHERE number = 8; "
               "UPDATE audit SET number = 8 WHERE number = 99");
    expect(verify(log.data()), "entry 4 (noted 2023-11-14T22:21:20Z): changed: ");
}

TEST_CASE("audit verify: what was cut or written anew with its head needs a noted head", "[audit]")
{
    audited log;
    const auto noted = log.head();
    const auto hash = noted.substr(0, 64);
    log.note(5); // a log that has grown still has it
    CHECK(verify(log.data(), "--expect-head " + noted).exit_code == 0);
    CHECK(verify(log.data(), "--expect-head " + hash).exit_code == 0);
    expect(verify(log.data(), "--expect-head " + hash + ":9"), "entry 9 (noted ");

    SECTION("cut")
    {
        log.meddle(written_anew(7, "sealed 3"));
        CHECK(verify(log.data()).exit_code == 0);
        expect(
            verify(log.data(), "--expect-head " + noted),
            "entry 8 (after 2023-11-14T22:20:20Z): cut tail: entries 8 to 10 are not there");
        expect(verify(log.data(), "--expect-head " + hash), "entry 8 (after 2023-11-14T22:20:20Z)");
    }
    SECTION("written anew")
    {
        log.meddle(written_anew(12, "another"));
        CHECK(verify(log.data()).exit_code == 0);
        expect(verify(log.data(), "--expect-head " + noted), "entry 10 (noted ");
        expect(verify(log.data(), "--expect-head " + hash), "cut tail: no entry has the expected");
    }
}

TEST_CASE("audit verify: erasing a client keeps the chain and none of its words", "[audit]")
{
    audited log;
    const auto head = log.head();
    REQUIRE(log.at.run(log.at.store().erase(client_id(1), 77)));
    CHECK(log.at.run(log.at.store().audit(client_id(1), 10))->empty());
    CHECK(log.at.run(log.at.store().audit(client_id(2), 10))->size() == 5);
    const auto bytes = log.at.folder().bytes();
    CHECK(bytes.find("sealed 3") == std::string::npos);
    CHECK(bytes.find("sealed 4") != std::string::npos);
    CHECK(log.head() == head);
    log.meddle("UPDATE audit SET body = NULL WHERE number = 4");
    expect(verify(log.data()), "entry 4 (noted 2023-11-14T22:17:20Z): missing: its body");
}

TEST_CASE("audit verify: beside a server that writes, it finds the log whole", "[audit]")
{
    audited log;
    std::atomic<bool> is_over = false;
    std::vector<verdict> seen;
    std::thread auditor([&] {
        while (!is_over || seen.size() < 5)
            seen.push_back(verify(log.data()));
    });
    for (int i = 0; i < 200; ++i)
        log.note(5);
    REQUIRE(log.at.run(log.at.store().erase(client_id(2), 77)));
    is_over = true;
    auditor.join();
    for (const auto& was : seen)
    {
        INFO(was.said);
        CHECK(was.exit_code == 0);
    }
    CHECK_THAT(verify(log.data()).said, Contains("1010 entries"));
}

TEST_CASE("audit verify: changes nothing, and reads a copy it cannot write", "[audit]")
{
    audited log;
    log.at.close();
    const auto copy = log.at.folder().path() / "copy";
    std::filesystem::create_directory(copy);
    std::filesystem::copy(log.data() / "switchback.db", copy / "switchback.db");
    const auto database = bytes_of(log.data() / "switchback.db");
    const auto left = bytes_of(log.data() / "switchback.db-wal");
    CHECK(verify(log.data()).exit_code == 0);
    REQUIRE(::chmod(copy.c_str(), 0500) == 0);
    CHECK(verify(copy).exit_code == 0);
    REQUIRE(::chmod(copy.c_str(), 0700) == 0);
    CHECK((bytes_of(log.data() / "switchback.db") == database));
    CHECK((bytes_of(log.data() / "switchback.db-wal") == left));
    CHECK((bytes_of(copy / "switchback.db") == database));
    CHECK(
        std::distance(
            std::filesystem::directory_iterator(copy), std::filesystem::directory_iterator()) == 1);
}

TEST_CASE("audit verify: what cannot be read is told apart from what does not fit", "[audit]")
{
    audited log;
    const auto refused = [&](const verdict& was, const std::string& why) {
        CHECK(was.exit_code == 2);
        CHECK_THAT(was.said, Contains(why));
    };
    refused(verify("/nowhere"), "/nowhere is not a folder");
    refused(verify(log.at.folder().path()), "holds no switchback.db");
    for (const auto* head : {"short", "zz", ":3", "'0a:'"})
        refused(verify(log.data(), fmt::format("--expect-head {}", head)), "HASH[:NUMBER]");
    refused(verify(log.data(), "--expect-head " + std::string(64, '0') + ":-1"), "HASH[:NUMBER]");
    log.meddle("PRAGMA user_version = 2");
    refused(verify(log.data()), "has no chain yet");
    log.meddle("PRAGMA user_version = 99");
    refused(verify(log.data()), "newer Switchback");
    log.meddle("PRAGMA application_id = 42");
    refused(verify(log.data()), "not a database of Switchback");
}
