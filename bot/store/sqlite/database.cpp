#include "bot/store/sqlite/database.hpp"

#include "bot/base/limits.hpp"

#include <cstring>
#include <fmt/format.h>
#include <sqlite3.h>

namespace switchback::store::sqlite {

bool sql_error::is_of_one_row() const noexcept
{
    const int kind = code & 0xFF;
    return kind == SQLITE_CONSTRAINT || kind == SQLITE_TOOBIG || kind == SQLITE_MISMATCH ||
           kind == SQLITE_RANGE;
}

bool sql_error::is_full() const noexcept
{
    return (code & 0xFF) == SQLITE_FULL;
}

error sql_error::to_error() const
{
    auto detail = fmt::format("SQLite: {} ({})", sqlite3_errstr(code), code);
    switch (code & 0xFF)
    {
    case SQLITE_CONSTRAINT:
        return {errc::conflict, std::move(detail)};
    case SQLITE_TOOBIG:
        return {errc::too_long, std::move(detail)};
    case SQLITE_FULL:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_READONLY:
        return {errc::busy, std::move(detail)};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
        return {errc::corrupt, std::move(detail)};
    default:
        return {errc::io, std::move(detail)};
    }
}

namespace {

bool is_owner(usage use) noexcept
{
    return use == usage::owner || use == usage::owner_reads;
}

/// SQLite takes "this file does not change" in an address alone.
std::string name_for(const open_options& options)
{
    if (options.use != usage::alone_unchanged)
        return options.file.string();
    std::string out = "file:";
    for (const char c : std::filesystem::absolute(options.file).string())
        if (c == '?' || c == '#' || c == '%')
            out += fmt::format("%{:02X}", c);
        else
            out += c;
    return out + "?immutable=1";
}

int flags_for(usage use) noexcept
{
    constexpr int always = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW;
    if (is_owner(use))
        return always | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    return always | SQLITE_OPEN_READONLY | (use == usage::alone_unchanged ? SQLITE_OPEN_URI : 0);
}

} // namespace

void database::close::operator()(sqlite3* handle) const noexcept
{
    sqlite3_close_v2(handle);
}

database::database(const open_options& options)
{
    // SQLite's own count of memory takes a lock at every allocation, and nobody asks for it. Only
    // the first call of a process has a say.
    static const int without_count = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(without_count);
    sqlite3* opened = nullptr;
    const auto code = sqlite3_open_v2(
        name_for(options).c_str(), &opened, flags_for(options.use),
        options.vfs.empty() ? nullptr : options.vfs.c_str());
    handle_.reset(opened);
    if (code != SQLITE_OK)
        throw sql_error{opened == nullptr ? code : sqlite3_extended_errcode(opened)};
    sqlite3_extended_result_codes(opened, 1);
    sqlite3_busy_timeout(opened, limits::store_busy_wait_ms);
    // The log is copied back by its own thread; closing after a failed sync must not touch it.
    sqlite3_db_config(opened, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    if (is_owner(options.use))
        set_mode(options.level);
    run("PRAGMA temp_store = memory"); // a temporary file would hold rows outside our folder
    run("PRAGMA trusted_schema = off");
    run("PRAGMA cell_size_check = on");
    run(fmt::format("PRAGMA cache_size = -{}", options.cache_kib));
    if (options.use != usage::owner)
        run("PRAGMA query_only = on");
}

void database::set_mode(durability level)
{
    // Where the mode cannot be had SQLite says so in a row, not in an error.
    statement mode(*this, "PRAGMA journal_mode = wal");
    if (!mode.next() || mode.bytes_at(0) != "wal")
        throw sql_error{SQLITE_CANTOPEN};
    mode.reset();
    run(level == durability::full ? "PRAGMA synchronous = full" : "PRAGMA synchronous = normal");
    run("PRAGMA wal_autocheckpoint = 0");
    run("PRAGMA secure_delete = on");
}

void database::run(const char* sql)
{
    if (const auto code = sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr); code != SQLITE_OK)
        throw sql_error{code};
}

void database::run(const std::string& sql)
{
    run(sql.c_str());
}

int database::changed_rows() const noexcept
{
    return sqlite3_changes(handle());
}

bool database::is_in_transaction() const noexcept
{
    return sqlite3_get_autocommit(handle()) == 0;
}

database::copied database::checkpoint()
{
    copied out;
    const auto code = sqlite3_wal_checkpoint_v2(
        handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &out.log, &out.done);
    if (code != SQLITE_OK && (code & 0xFF) != SQLITE_BUSY)
        throw sql_error{code};
    return out;
}

std::expected<void, error> database::empty_log()
{
    const auto code =
        sqlite3_wal_checkpoint_v2(handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if (code != SQLITE_OK)
        return std::unexpected(sql_error{code}.to_error());
    return {};
}

void statement::finalize::operator()(sqlite3_stmt* handle) const noexcept
{
    sqlite3_finalize(handle);
}

statement::statement(database& on, std::string_view sql)
{
    sqlite3_stmt* made = nullptr;
    const auto code = sqlite3_prepare_v3(
        on.handle(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &made,
        nullptr);
    handle_.reset(made);
    check(code);
}

void statement::check(int code) const
{
    if (code != SQLITE_OK)
        throw sql_error{code};
}

statement& statement::integer(int at, std::int64_t value)
{
    check(sqlite3_bind_int64(handle_.get(), at, value));
    return *this;
}

statement& statement::text(int at, std::string_view value)
{
    check(sqlite3_bind_text64(
        handle_.get(), at, value.data() == nullptr ? "" : value.data(), value.size(), SQLITE_STATIC,
        SQLITE_UTF8));
    return *this;
}

statement& statement::blob(int at, std::string_view value)
{
    check(sqlite3_bind_blob64(
        handle_.get(), at, value.data() == nullptr ? "" : value.data(), value.size(),
        SQLITE_STATIC));
    return *this;
}

statement& statement::blob(int at, const id& value)
{
    return blob(at, {reinterpret_cast<const char*>(value.bytes.data()), value.bytes.size()});
}

void statement::run()
{
    const rows all(*this);
    while (next())
    {
    }
}

bool statement::next()
{
    const auto code = sqlite3_step(handle_.get());
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        throw sql_error{code};
    return false;
}

void statement::reset() noexcept
{
    sqlite3_reset(handle_.get());
}

std::int64_t statement::integer_at(int column) const
{
    return sqlite3_column_int64(handle_.get(), column);
}

bool statement::is_null_at(int column) const
{
    return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL;
}

std::string statement::bytes_at(int column) const
{
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column));
    return bytes == nullptr ? std::string{} : std::string(bytes, size);
}

id statement::id_at(int column) const
{
    id out;
    const auto* bytes = sqlite3_column_blob(handle_.get(), column);
    if (bytes == nullptr ||
        sqlite3_column_bytes(handle_.get(), column) != static_cast<int>(out.bytes.size()))
        throw sql_error{SQLITE_CORRUPT};
    std::memcpy(out.bytes.data(), bytes, out.bytes.size());
    return out;
}

} // namespace switchback::store::sqlite
