#include "tests/bench/sqlite_floor.hpp"

#include <sqlite3.h>

#include <algorithm>
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
    "UPDATE conversation SET version = version + 1, head = ?3, changed_ms = ?4, last_event = ?5, "
    "devices = ?6, state = ?7 WHERE number = ?1 AND version = ?2";
constexpr const char* insert_sql = "INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

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
            "PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON; PRAGMA cache_size = -65536;",
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

void bind_blob(sqlite3_stmt* to, int at, std::string_view bytes)
{
    sqlite3_bind_blob(to, at, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
}

/// Where one conversation stands.
struct place
{
    std::int64_t number = 0;
    std::int64_t version = 0;
    std::int64_t head = 0;
    std::int64_t last_event = 0;
};

std::vector<place> read_places(sqlite3* from)
{
    std::vector<place> found;
    sqlite3_stmt* ask =
        prepare(from, "SELECT number, version, head, last_event FROM conversation ORDER BY number");
    while (sqlite3_step(ask) == SQLITE_ROW)
        found.push_back(
            {sqlite3_column_int64(ask, 0), sqlite3_column_int64(ask, 1),
             sqlite3_column_int64(ask, 2), sqlite3_column_int64(ask, 3)});
    sqlite3_finalize(ask);
    return found;
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

    std::vector<place> places;
    std::int64_t next_event = 1;

    sqlite3* second = nullptr;
    std::mutex writing; ///< held over a transaction; the checkpointer takes it for the last pages
    std::mutex waking;
    std::condition_variable woken;
    std::atomic<int> log_pages = 0;
    bool wanted = false;
    bool ended = false;
    std::thread checkpointer;

    void write(const floor_step& step)
    {
        place& at = places.at(step.conversation);
        sqlite3_bind_int64(update, 1, at.number);
        sqlite3_bind_int64(update, 2, at.version);
        sqlite3_bind_int64(update, 3, at.head + 2);
        sqlite3_bind_int64(update, 4, step.at_ms);
        sqlite3_bind_int64(update, 5, next_event);
        bind_blob(update, 6, step.devices);
        bind_blob(update, 7, step.state);
        run(database, update);
        if (sqlite3_changes(database) != 1)
            throw std::runtime_error("floor: the conversation does not stand where it should");
        sqlite3_bind_int64(insert, 1, next_event);
        sqlite3_bind_int64(insert, 2, at.number);
        sqlite3_bind_int64(insert, 3, at.head + 1);
        sqlite3_bind_int64(insert, 4, 2);
        sqlite3_bind_int64(insert, 5, step.at_ms);
        sqlite3_bind_int64(insert, 6, at.last_event);
        bind_blob(insert, 7, step.body);
        run(database, insert);
        at = {at.number, at.version + 1, at.head + 2, next_event++};
    }

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
    p.places = read_places(p.database);
    for (const place& at : p.places)
        p.next_event = std::max(p.next_event, at.last_event + 1);
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

std::size_t sqlite_floor::count() const
{
    return parts_->places.size();
}

void sqlite_floor::commit(const std::vector<floor_step>& steps)
{
    parts& p = *parts_;
    {
        const std::lock_guard held(p.writing);
        run(p.database, p.begin);
        for (const floor_step& step : steps)
            p.write(step);
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
