#include "bot/store/sqlite/log_vfs.hpp"

#include "bot/base/limits.hpp"
#include "bot/store/sqlite/database.hpp"

#include <atomic>
#include <new>
#include <sqlite3.h>

namespace switchback::store::sqlite {

struct log_vfs::registered : sqlite3_vfs
{
    sqlite3_vfs* below = nullptr;
};

namespace {

/// An open log. SQLite allocates it with room behind for the file of the VFS below.
struct log_file
{
    sqlite3_file base;
    sqlite3_file* real;
    std::string* gathered;
    sqlite3_int64 start; // where the gathered bytes belong
};

log_file& our(sqlite3_file* file)
{
    return *reinterpret_cast<log_file*>(file);
}

sqlite3_file* below(sqlite3_file* file)
{
    return our(file).real;
}

/// Writes what was gathered. When that fails it is dropped: SQLite was told of an error, takes the
/// transaction back and writes the place anew.
int hand_on(log_file& log)
{
    if (log.gathered->empty())
        return SQLITE_OK;
    const int code = log.real->pMethods->xWrite(
        log.real, log.gathered->data(), static_cast<int>(log.gathered->size()), log.start);
    log.gathered->clear();
    return code;
}

int close_log(sqlite3_file* file)
{
    const int code = hand_on(our(file));
    const int closed = below(file)->pMethods->xClose(below(file));
    delete our(file).gathered;
    return code == SQLITE_OK ? closed : code;
}

int read_log(sqlite3_file* file, void* into, int count, sqlite3_int64 at)
{
    if (const int code = hand_on(our(file)); code != SQLITE_OK)
        return code;
    return below(file)->pMethods->xRead(below(file), into, count, at);
}

int write_log(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at)
{
    auto& log = our(file);
    const auto size = static_cast<std::size_t>(count);
    const bool is_next = at == log.start + static_cast<sqlite3_int64>(log.gathered->size());
    if (!is_next || log.gathered->size() + size > limits::store_log_bytes)
        if (const int code = hand_on(log); code != SQLITE_OK)
            return code;
    if (size > limits::store_log_bytes)
        return log.real->pMethods->xWrite(log.real, bytes, count, at);
    if (log.gathered->empty())
        log.start = at;
    try
    {
        log.gathered->reserve(limits::store_log_bytes);
        log.gathered->append(static_cast<const char*>(bytes), size);
    }
    catch (const std::bad_alloc&)
    {
        return SQLITE_IOERR_NOMEM;
    }
    return SQLITE_OK;
}

int truncate_log(sqlite3_file* file, sqlite3_int64 size)
{
    if (const int code = hand_on(our(file)); code != SQLITE_OK)
        return code;
    return below(file)->pMethods->xTruncate(below(file), size);
}

int sync_log(sqlite3_file* file, int flags)
{
    if (const int code = hand_on(our(file)); code != SQLITE_OK)
        return code;
    return below(file)->pMethods->xSync(below(file), flags);
}

int log_size(sqlite3_file* file, sqlite3_int64* out)
{
    if (const int code = hand_on(our(file)); code != SQLITE_OK)
        return code;
    return below(file)->pMethods->xFileSize(below(file), out);
}

int lock_log(sqlite3_file* file, int level)
{
    return below(file)->pMethods->xLock(below(file), level);
}

int unlock_log(sqlite3_file* file, int level)
{
    return below(file)->pMethods->xUnlock(below(file), level);
}

int check_log_lock(sqlite3_file* file, int* out)
{
    return below(file)->pMethods->xCheckReservedLock(below(file), out);
}

int control_log(sqlite3_file* file, int what, void* with)
{
    return below(file)->pMethods->xFileControl(below(file), what, with);
}

int log_sector(sqlite3_file* file)
{
    return below(file)->pMethods->xSectorSize(below(file));
}

int log_characteristics(sqlite3_file* file)
{
    return below(file)->pMethods->xDeviceCharacteristics(below(file));
}

sqlite3_io_methods make_methods()
{
    sqlite3_io_methods out{};
    out.iVersion = 1;
    out.xClose = close_log;
    out.xRead = read_log;
    out.xWrite = write_log;
    out.xTruncate = truncate_log;
    out.xSync = sync_log;
    out.xFileSize = log_size;
    out.xLock = lock_log;
    out.xUnlock = unlock_log;
    out.xCheckReservedLock = check_log_lock;
    out.xFileControl = control_log;
    out.xSectorSize = log_sector;
    out.xDeviceCharacteristics = log_characteristics;
    return out;
}

int open_log(sqlite3_vfs* under, const char* path, sqlite3_file* file, int flags, int* out_flags)
{
    static const sqlite3_io_methods methods = make_methods();
    auto& log = our(file);
    log.base.pMethods = nullptr;
    log.real = reinterpret_cast<sqlite3_file*>(&log + 1);
    log.start = 0;
    log.gathered = new (std::nothrow) std::string;
    if (log.gathered == nullptr)
        return SQLITE_NOMEM;
    const int code = under->xOpen(under, path, log.real, flags, out_flags);
    if (code == SQLITE_OK)
    {
        log.base.pMethods = &methods;
        return SQLITE_OK;
    }
    // A file that failed to open may still want to be closed.
    if (log.real->pMethods != nullptr)
        log.real->pMethods->xClose(log.real);
    delete log.gathered;
    return code;
}

} // namespace

log_vfs::log_vfs(const std::string& below)
{
    static std::atomic<int> made = 0;
    auto* const found = sqlite3_vfs_find(below.empty() ? nullptr : below.c_str());
    if (found == nullptr)
        throw sql_error{SQLITE_NOTFOUND};
    name_ = "switchback-" + std::to_string(++made);
    vfs_ = std::make_unique<registered>();
    // Everything but opening is the VFS below; its functions find their own data in pAppData.
    static_cast<sqlite3_vfs&>(*vfs_) = *found;
    vfs_->below = found;
    vfs_->szOsFile = static_cast<int>(sizeof(log_file)) + found->szOsFile;
    vfs_->pNext = nullptr;
    vfs_->zName = name_.c_str();
    vfs_->xOpen = [](sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out) {
        auto* const under = static_cast<registered*>(vfs)->below;
        return (flags & SQLITE_OPEN_WAL) != 0 ? open_log(under, path, file, flags, out)
                                              : under->xOpen(under, path, file, flags, out);
    };
    if (const int code = sqlite3_vfs_register(vfs_.get(), 0); code != SQLITE_OK)
        throw sql_error{code};
}

log_vfs::~log_vfs()
{
    sqlite3_vfs_unregister(vfs_.get());
}

} // namespace switchback::store::sqlite
