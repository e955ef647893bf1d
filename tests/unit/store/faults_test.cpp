// What the SQLite store does when the disk, the folder or the files are not as they should be.
#include "bot/store/sqlite/sqlite_store.hpp"
#include "tests/contract/store_contract.hpp"
#include "tests/integration/unsafe_disk.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <fstream>
#include <sqlite3.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace switchback;
using namespace switchback::contract;
using integration::disk_fault;
using integration::unsafe_disk;
using port::commit_receipt;
using port::task;

namespace {

store_kind sqlite_with(store::sqlite_options options)
{
    return {"sqlite", true, [options](const auto& folder, auto on) mutable {
                options.folder = folder / "data";
                auto opened = store::open_sqlite_store(options, on);
                if (!opened)
                    throw std::runtime_error(opened.error().detail);
                return std::move(*opened);
            }};
}

store_kind sqlite_on(const unsafe_disk& disk)
{
    store::sqlite_options options;
    options.vfs = disk.name();
    return sqlite_with(options);
}

std::vector<std::expected<commit_receipt, error>>
commit_all(store_fixture& at, std::uint64_t count, std::uint64_t version)
{
    std::vector<task<commit_receipt>> all;
    for (std::uint64_t n = 0; n < count; ++n)
        all.push_back(at.store().commit(make_step(client_id(n), version)));
    return at.run_all(std::move(all));
}

bool is_writable_within(const port::store& store, std::chrono::milliseconds most)
{
    const auto end = std::chrono::steady_clock::now() + most;
    while (!store.is_writable() && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return store.is_writable();
}

std::expected<std::unique_ptr<port::store>, error>
open_in(const std::filesystem::path& folder, loop& on)
{
    store::sqlite_options options;
    options.folder = folder;
    return store::open_sqlite_store(options, on.executor());
}

void run_sql(const std::filesystem::path& file, const char* sql)
{
    sqlite3* opened = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &opened) == SQLITE_OK);
    CHECK(sqlite3_exec(opened, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(opened);
}

} // namespace

TEST_CASE("full disk: busy, nothing acknowledged, writable again when there is room", "[faults]")
{
    unsafe_disk disk("full");
    store_fixture at(sqlite_on(disk));
    for (std::uint64_t n = 0; n < 10; ++n)
        at.add(n);
    disk.set_fault(disk_fault::full);
    for (const auto& outcome : commit_all(at, 10, 0))
    {
        REQUIRE_FALSE(outcome);
        CHECK(outcome.error().code == errc::busy);
    }
    CHECK_FALSE(at.store().is_writable());
    CHECK(at.run(at.store().add_client(make_client(99))).error().code == errc::busy);
    CHECK(at.run(at.store().load(client_id(1)))->version == 0); // reading goes on

    disk.set_fault(disk_fault::none);
    REQUIRE(is_writable_within(at.store(), std::chrono::seconds(10)));
    for (const auto& outcome : commit_all(at, 10, 0))
        CHECK(outcome);
    at.reopen();
    CHECK(at.run(at.store().load(client_id(9)))->version == 1);
}

TEST_CASE("disk turned read-only: busy for good, reading goes on", "[faults]")
{
    unsafe_disk disk("read-only");
    store_fixture at(sqlite_on(disk));
    at.add(0);
    disk.set_fault(disk_fault::read_only);
    CHECK(at.run(at.store().commit(make_step(client_id(0), 0))).error().code == errc::busy);
    CHECK_FALSE(at.store().is_writable());
    disk.set_fault(disk_fault::none);
    CHECK_FALSE(is_writable_within(at.store(), std::chrono::milliseconds(1'500)));
    CHECK(at.run(at.store().load(client_id(0)))->version == 0);
    at.reopen();
    CHECK(at.run(at.store().commit(make_step(client_id(0), 0))));
}

TEST_CASE("a sync that fails: the whole batch fails, and nothing is tried again", "[faults]")
{
    unsafe_disk disk("no-sync");
    store_fixture at(sqlite_on(disk));
    for (std::uint64_t n = 0; n < 10; ++n)
        at.add(n);
    for (const auto& outcome : commit_all(at, 10, 0))
        REQUIRE(outcome);
    disk.set_fault(disk_fault::no_sync);
    for (const auto& outcome : commit_all(at, 10, 1))
    {
        REQUIRE_FALSE(outcome);
        CHECK(outcome.error().code == errc::io);
    }
    CHECK_FALSE(at.store().is_writable());
    disk.set_fault(disk_fault::none);
    const auto syncs = disk.seen().syncs;
    for (const auto& outcome : commit_all(at, 10, 1))
    {
        REQUIRE_FALSE(outcome);
        CHECK(outcome.error().code == errc::busy);
    }
    at.close(); // not even at the end: what the log holds is for the next start
    CHECK(disk.seen().syncs == syncs);

    at.reopen();
    for (std::uint64_t n = 0; n < 10; ++n)
    {
        const auto row = at.run(at.store().load(client_id(n)));
        REQUIRE(row);
        CHECK(row->version >= 1); // what was acknowledged; the failed step may be there or not
        CHECK(at.run(at.store().commit(make_step(client_id(n), row->version))));
    }
}

TEST_CASE("a key that cannot be synced: the client is not there", "[faults]")
{
    unsafe_disk disk("no-key");
    store_fixture at(sqlite_on(disk));
    at.add(0);
    disk.set_fault(disk_fault::no_sync);
    CHECK(at.run(at.store().add_client(make_client(1))).error().code == errc::io);
    disk.set_fault(disk_fault::none);
    at.reopen();
    CHECK(at.run(at.store().load(client_id(1))).error().code == errc::not_found);
    CHECK(at.run(at.store().add_client(make_client(1))));
}

TEST_CASE("too little room: no write is begun", "[faults]")
{
    store::sqlite_options options;
    options.least_free_bytes = UINT64_MAX;
    store_fixture at(sqlite_with(options));
    CHECK_FALSE(at.store().is_writable());
    CHECK(at.run(at.store().add_client(make_client(1))).error().code == errc::busy);
    CHECK(at.run(at.store().load(client_id(1))).error().code == errc::not_found);
}

TEST_CASE("folder: a second process is refused and told who has it", "[faults]")
{
    const scratch_folder folder;
    const auto data = folder.path() / "deep" / "data";
    loop on;
    auto first = open_in(data, on);
    REQUIRE(first);
    struct stat status = {};
    REQUIRE(::stat(data.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0700);
    const auto second = open_in(data, on);
    REQUIRE_FALSE(second);
    CHECK(second.error().code == errc::busy);
    CHECK(second.error().detail.find(data.string()) != std::string::npos);
    CHECK(second.error().detail.find(std::to_string(::getpid())) != std::string::npos);
    first->reset();
    CHECK(open_in(data, on));
}

TEST_CASE("folder: one that cannot be made is named", "[faults]")
{
    loop on;
    const auto opened = open_in("/proc/nowhere/data", on);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == errc::io);
    CHECK(opened.error().detail.find("/proc/nowhere/data") != std::string::npos);
}

TEST_CASE("files: a newer schema, another program's or no database is refused", "[faults]")
{
    const scratch_folder folder;
    loop on;
    const auto main = folder.path() / "switchback.db";
    REQUIRE(open_in(folder.path(), on));
    run_sql(main, "PRAGMA user_version = 99");
    auto opened = open_in(folder.path(), on);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == errc::not_allowed);
    CHECK(opened.error().detail.find("newer Switchback") != std::string::npos);

    run_sql(main, "PRAGMA user_version = 1; PRAGMA application_id = 42");
    opened = open_in(folder.path(), on);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == errc::corrupt);

    std::filesystem::remove(main);
    std::ofstream(main) << std::string(8'192, 'x');
    opened = open_in(folder.path(), on);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == errc::corrupt);
    CHECK(opened.error().detail.find(folder.path().string()) != std::string::npos);
}

TEST_CASE("log: it is copied back while writing goes on, and empty after the end", "[log]")
{
    store::sqlite_options options;
    options.checkpoint_pages = 200;
    store_fixture at(sqlite_with(options));
    constexpr std::uint64_t clients = 50;
    for (std::uint64_t n = 0; n < clients; ++n)
        at.add(n);
    for (std::uint64_t version = 0; version < 200; ++version)
        for (const auto& outcome : commit_all(at, clients, version))
            REQUIRE(outcome);
    const auto log = at.folder().path() / "data" / "switchback.db-wal";
    // Without copying back it would hold some 200 x 30 pages.
    CHECK(std::filesystem::file_size(log) < 2'500 * 4'096);
    at.close();
    std::error_code ec;
    const auto left = std::filesystem::file_size(log, ec);
    CHECK((ec || left == 0));
    at.reopen();
    CHECK(at.run(at.store().load(client_id(7)))->version == 200);
    CHECK(at.run(at.store().events(client_id(7), 0, 1'000))->size() == 200);
}
