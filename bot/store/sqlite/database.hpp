// A thin, owning wrapper over SQLite's C interface. Inside this folder a failed statement throws
// `sql_error`: every statement can fail alike and all are caught at the same two edges, the
// writer's batch and the reader's call. Nothing of it leaves bot/store/sqlite. One connection, one
// thread at a time.
#pragma once

#include "bot/base/error.hpp"
#include "bot/base/id.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace switchback::store::sqlite {

/// What a statement or file failed with: SQLite's extended result code.
struct sql_error
{
    int code = 0;

    /// True when only the row at hand is at fault (a constraint, a value too big): others may go
    /// on.
    [[nodiscard]] bool is_of_one_row() const noexcept;
    /// True when the disk is full: nothing is damaged, and space may come back.
    [[nodiscard]] bool is_full() const noexcept;
    /// The product's error for it. The detail is SQLite's name for the code, never a value.
    [[nodiscard]] error to_error() const;
};

enum class durability
{
    full,   // every commit is on the disk when it returns
    normal, // a power cut may lose acknowledged commits; only the power-cut self-test asks for it
};

enum class usage
{
    owner,           // reads and writes, and makes the file when it is not there
    owner_reads,     // the owner's connection that only reads
    beside_others,   // reads beside the owner, from another process; changes nothing
    alone_unchanged, // reads a file that nobody has open, on a read-only disk too
};

struct open_options
{
    std::filesystem::path file;
    std::string vfs; // empty: the system's
    durability level = durability::full;
    int cache_kib = 0;
    usage use = usage::owner;
};

class database
{
public:
    /// Opens a file; its owner in WAL mode with the pragmas of storage.md. Throws sql_error.
    explicit database(const open_options& options);

    /// Runs statements without results; throws sql_error.
    void run(const std::string& sql);
    void run(const char* sql);

    [[nodiscard]] int changed_rows() const noexcept;
    [[nodiscard]] bool is_in_transaction() const noexcept;
    [[nodiscard]] sqlite3* handle() const noexcept { return handle_.get(); }

    /// Copies the log back into the file as far as readers allow: {pages in the log, pages copied}.
    /// Throws sql_error.
    struct copied
    {
        int log = 0;
        int done = 0;
        [[nodiscard]] bool is_all() const noexcept { return done >= log; }
    };
    copied checkpoint();

    /// Copies everything back and cuts the log to nothing; errc::busy while a reader holds it.
    [[nodiscard]] std::expected<void, error> empty_log();

private:
    void set_mode(durability level);

    struct close
    {
        void operator()(sqlite3* handle) const noexcept;
    };
    std::unique_ptr<sqlite3, close> handle_;
};

/// A prepared statement. Bound text and blobs are not copied: they outlive the run.
class statement
{
public:
    statement(database& on, std::string_view sql);
    statement(statement&&) noexcept = default;

    statement& integer(int at, std::int64_t value);
    statement& text(int at, std::string_view value);
    statement& blob(int at, std::string_view value);
    statement& blob(int at, const id& value);

    /// Runs to the end, ignoring rows, and makes it ready again; throws sql_error.
    void run();

    /// The next row, until false; then, or by `reset`, it is ready again. Throws sql_error.
    [[nodiscard]] bool next();
    void reset() noexcept;

    [[nodiscard]] std::int64_t integer_at(int column) const;
    [[nodiscard]] bool is_null_at(int column) const;
    [[nodiscard]] std::string bytes_at(int column) const;
    [[nodiscard]] id id_at(int column) const; // throws sql_error when it is no id

private:
    void check(int code) const;

    struct finalize
    {
        void operator()(sqlite3_stmt* handle) const noexcept;
    };
    std::unique_ptr<sqlite3_stmt, finalize> handle_;
};

/// Resets a statement when the function that reads its rows leaves, also by an exception: a
/// statement left open would keep its snapshot and stop the log from being copied back.
class rows
{
public:
    explicit rows(statement& of) noexcept : of_(of) {}
    rows(const rows&) = delete;
    rows& operator=(const rows&) = delete;
    ~rows() { of_.reset(); }
    [[nodiscard]] bool next() { return of_.next(); }

private:
    statement& of_;
};

} // namespace switchback::store::sqlite
