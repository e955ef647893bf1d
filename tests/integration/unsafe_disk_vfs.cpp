// SQLite's side of the unsafe disk: C structs whose functions find the disk and the file and call
// it.
#include "tests/integration/unsafe_disk.hpp"

#include <new>
#include <sqlite3.h>

namespace switchback::integration {
namespace {

/// SQLite allocates it with room behind for the system's own file, which does the locking.
struct opened
{
    sqlite3_file base;
    unsafe_disk* disk;
    std::shared_ptr<unsafe_disk::file>* bytes;
    sqlite3_file* real; // null for logs and journals: they are never locked
};

sqlite3_vfs* system_vfs()
{
    static sqlite3_vfs* const found = sqlite3_vfs_find("unix");
    return found;
}

unsafe_disk& disk_of(sqlite3_vfs* vfs)
{
    return *static_cast<unsafe_disk*>(vfs->pAppData);
}

opened& our(sqlite3_file* file)
{
    return *reinterpret_cast<opened*>(file);
}

int close_file(sqlite3_file* file)
{
    auto& mine = our(file);
    if (mine.real != nullptr)
        mine.real->pMethods->xClose(mine.real);
    delete mine.bytes;
    return SQLITE_OK;
}

int read_file(sqlite3_file* file, void* into, int count, sqlite3_int64 at)
{
    return our(file).disk->read(**our(file).bytes, into, count, at);
}

int write_file(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at)
{
    return our(file).disk->write(**our(file).bytes, bytes, count, at);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size)
{
    return our(file).disk->truncate(**our(file).bytes, size);
}

int sync_file(sqlite3_file* file, int)
{
    return our(file).disk->sync(**our(file).bytes);
}

int file_size(sqlite3_file* file, sqlite3_int64* out)
{
    *out = our(file).disk->size(**our(file).bytes);
    return SQLITE_OK;
}

int lock_file(sqlite3_file* file, int level)
{
    auto* real = our(file).real;
    return real == nullptr ? SQLITE_OK : real->pMethods->xLock(real, level);
}

int unlock_file(sqlite3_file* file, int level)
{
    auto* real = our(file).real;
    return real == nullptr ? SQLITE_OK : real->pMethods->xUnlock(real, level);
}

int check_lock(sqlite3_file* file, int* out)
{
    auto* real = our(file).real;
    if (real != nullptr)
        return real->pMethods->xCheckReservedLock(real, out);
    *out = 0;
    return SQLITE_OK;
}

int control_file(sqlite3_file*, int, void*)
{
    return SQLITE_NOTFOUND;
}

// What the system's own files say of themselves, so that SQLite does as it does in a server.
int sector_size(sqlite3_file*)
{
    return 4096;
}

int characteristics(sqlite3_file*)
{
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int map_memory(sqlite3_file* file, int page, int size, int extend, volatile void** out)
{
    auto* real = our(file).real;
    return real->pMethods->xShmMap(real, page, size, extend, out);
}

int lock_memory(sqlite3_file* file, int offset, int count, int flags)
{
    auto* real = our(file).real;
    return real->pMethods->xShmLock(real, offset, count, flags);
}

void memory_barrier(sqlite3_file* file)
{
    auto* real = our(file).real;
    real->pMethods->xShmBarrier(real);
}

int unmap_memory(sqlite3_file* file, int is_to_delete)
{
    auto* real = our(file).real;
    return real->pMethods->xShmUnmap(real, is_to_delete);
}

const sqlite3_io_methods methods{2,
                                 close_file,
                                 read_file,
                                 write_file,
                                 truncate_file,
                                 sync_file,
                                 file_size,
                                 lock_file,
                                 unlock_file,
                                 check_lock,
                                 control_file,
                                 sector_size,
                                 characteristics,
                                 map_memory,
                                 lock_memory,
                                 memory_barrier,
                                 unmap_memory,
                                 nullptr,
                                 nullptr};

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags)
{
    auto& mine = our(file);
    mine.base.pMethods = nullptr;
    mine.disk = &disk_of(vfs);
    mine.real = nullptr;
    if ((flags & SQLITE_OPEN_MAIN_DB) != 0)
    {
        mine.real = reinterpret_cast<sqlite3_file*>(&mine + 1);
        const auto code = system_vfs()->xOpen(system_vfs(), path, mine.real, flags, out_flags);
        if (code != SQLITE_OK)
            return code;
    }
    mine.bytes = new std::shared_ptr<unsafe_disk::file>(
        mine.disk->open(path == nullptr ? "temporary" : path));
    mine.base.pMethods = &methods;
    if (out_flags != nullptr)
        *out_flags = flags;
    return SQLITE_OK;
}

int remove_file(sqlite3_vfs* vfs, const char* path, int)
{
    disk_of(vfs).remove(path);
    return SQLITE_OK;
}

int check_access(sqlite3_vfs* vfs, const char* path, int, int* out)
{
    *out = disk_of(vfs).has_bytes(path) ? 1 : 0;
    return SQLITE_OK;
}

} // namespace

std::unique_ptr<sqlite3_vfs> make_vfs(unsafe_disk& disk)
{
    auto out = std::make_unique<sqlite3_vfs>(*system_vfs());
    out->szOsFile = static_cast<int>(sizeof(opened)) + system_vfs()->szOsFile;
    out->pNext = nullptr;
    out->zName = disk.name().c_str();
    out->pAppData = &disk;
    out->xOpen = open_file;
    out->xDelete = remove_file;
    out->xAccess = check_access;
    return out;
}

} // namespace switchback::integration
