#include "tests/bench/sqlite_floor.hpp"

#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace switchback::bench {
namespace {

/// Pages in the write-ahead log that wake the checkpointer, and that make the writer wait for it.
constexpr int checkpoint_pages = 4'000;
constexpr int patience_pages = 32'000;

constexpr const char* update_sql =
    "UPDATE conversation SET version = version + 1, head = ?1, state = ?2, devices = ?3, "
    "changed_ms = ?4 WHERE id = ?5 AND version = ?6";
constexpr const char* insert_sql =
    "INSERT INTO event (conversation, seq, count, at_ms, body) VALUES (?1, ?2, ?3, ?4, ?5)";

void check(int code, sqlite3* on, const char* what)
{
    if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
        throw std::runtime_error(std::string("floor: ") + what + ": " + sqlite3_errmsg(on));
}

sqlite3* open_database(const std::string& file)
{
    sqlite3* opened = nullptr;
    check(
        sqlite3_open_v2(
            file.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr),
        opened, "open");
    check(
        sqlite3_exec(
            opened,
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;"
            "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;",
            nullptr, nullptr, nullptr),
        opened, "pragma");
    return opened;
}

sqlite3_stmt* prepare(sqlite3* on, const char* sql)
{
    sqlite3_stmt* made = nullptr;
    check(
        sqlite3_prepare_v3(on, sql, -1, SQLITE_PREPARE_PERSISTENT, &made, nullptr), on, "prepare");
    return made;
}

void bind_blob(sqlite3_stmt* to, int at, const void* bytes, std::size_t size)
{
    sqlite3_bind_blob(to, at, bytes, static_cast<int>(size), SQLITE_STATIC);
}

void bind_number(sqlite3_stmt* to, int at, std::uint64_t value)
{
    sqlite3_bind_int64(to, at, static_cast<sqlite3_int64>(value));
}

void run(sqlite3* on, sqlite3_stmt* statement)
{
    check(sqlite3_step(statement), on, sqlite3_sql(statement));
    check(sqlite3_reset(statement), on, sqlite3_sql(statement));
}

} // namespace

struct sqlite_floor::parts
{
    sqlite3* database = nullptr;
    sqlite3_stmt* begin = nullptr;
    sqlite3_stmt* commit = nullptr;
    sqlite3_stmt* update = nullptr;
    sqlite3_stmt* insert = nullptr;

    sqlite3* second = nullptr;
    std::mutex writing; ///< held over a transaction; the checkpointer takes it for the last pages
    std::mutex waking;
    std::condition_variable woken;
    std::atomic<int> log_pages = 0;
    bool wanted = false;
    bool ended = false;
    std::thread checkpointer;

    void checkpoint_until_ended()
    {
        for (;;)
        {
            std::unique_lock lock(waking);
            woken.wait(lock, [this] { return wanted || ended; });
            if (ended)
                return;
            wanted = false;
            lock.unlock();
            // Most pages while the writer goes on, then the few new ones while it waits, so that
            // the log starts again from its beginning.
            sqlite3_wal_checkpoint_v2(second, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
            const std::lock_guard held(writing);
            sqlite3_wal_checkpoint_v2(second, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
            log_pages = 0;
        }
    }
};

sqlite_floor::sqlite_floor(const std::string& file) : parts_(std::make_unique<parts>())
{
    parts& p = *parts_;
    p.database = open_database(file);
    p.second = open_database(file);
    p.begin = prepare(p.database, "BEGIN IMMEDIATE");
    p.commit = prepare(p.database, "COMMIT");
    p.update = prepare(p.database, update_sql);
    p.insert = prepare(p.database, insert_sql);
    sqlite3_wal_hook(
        p.database,
        [](void* self, sqlite3*, const char*, int pages) {
            static_cast<parts*>(self)->log_pages = pages;
            return SQLITE_OK;
        },
        &p);
    p.checkpointer = std::thread([&p] { p.checkpoint_until_ended(); });
}

sqlite_floor::~sqlite_floor()
{
    parts& p = *parts_;
    {
        const std::lock_guard lock(p.waking);
        p.ended = true;
    }
    p.woken.notify_one();
    p.checkpointer.join();
    for (sqlite3_stmt* s : {p.begin, p.commit, p.update, p.insert})
        sqlite3_finalize(s);
    sqlite3_close(p.second);
    sqlite3_close(p.database);
}

void sqlite_floor::commit(const std::vector<floor_step>& steps)
{
    parts& p = *parts_;
    {
        const std::lock_guard held(p.writing);
        run(p.database, p.begin);
        for (const floor_step& step : steps)
        {
            bind_number(p.update, 1, step.seq);
            bind_blob(p.update, 2, step.state.data(), step.state.size());
            bind_blob(p.update, 3, step.devices.data(), step.devices.size());
            bind_number(p.update, 4, static_cast<std::uint64_t>(step.at_ms));
            bind_blob(p.update, 5, step.conversation.bytes.data(), step.conversation.bytes.size());
            bind_number(p.update, 6, step.version);
            run(p.database, p.update);
            if (sqlite3_changes(p.database) != 1)
                throw std::runtime_error("floor: the conversation does not stand where it should");
            bind_blob(p.insert, 1, step.conversation.bytes.data(), step.conversation.bytes.size());
            bind_number(p.insert, 2, step.seq);
            bind_number(p.insert, 3, 1);
            bind_number(p.insert, 4, static_cast<std::uint64_t>(step.at_ms));
            bind_blob(p.insert, 5, step.body.data(), step.body.size());
            run(p.database, p.insert);
        }
        run(p.database, p.commit);
    }
    if (p.log_pages >= checkpoint_pages)
    {
        {
            const std::lock_guard lock(p.waking);
            p.wanted = true;
        }
        p.woken.notify_one();
        while (p.log_pages >= patience_pages)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

} // namespace switchback::bench
