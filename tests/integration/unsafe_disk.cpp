#include "tests/integration/unsafe_disk.hpp"

#include <algorithm>
#include <cstring>
#include <sqlite3.h>

namespace switchback::integration {

unsafe_disk::unsafe_disk(std::string name) : name_(std::move(name)), vfs_(make_vfs(*this))
{
    sqlite3_vfs_register(vfs_.get(), 0);
}

unsafe_disk::~unsafe_disk()
{
    sqlite3_vfs_unregister(vfs_.get());
}

void unsafe_disk::cut_after(std::uint64_t operations)
{
    const std::lock_guard lock(mutex_);
    left_ = operations;
}

bool unsafe_disk::is_cut() const
{
    const std::lock_guard lock(mutex_);
    return is_cut_;
}

void unsafe_disk::set_fault(disk_fault what)
{
    const std::lock_guard lock(mutex_);
    fault_ = what;
}

unsafe_disk::totals unsafe_disk::seen() const
{
    const std::lock_guard lock(mutex_);
    return seen_;
}

std::shared_ptr<unsafe_disk::file> unsafe_disk::open(const std::string& path)
{
    const std::lock_guard lock(mutex_);
    auto& found = files_[path];
    if (!found)
        found = std::make_shared<file>();
    return found;
}

int unsafe_disk::read(file& from, void* into, int count, std::int64_t at)
{
    const std::lock_guard lock(mutex_);
    if (is_cut_)
        return SQLITE_IOERR_READ;
    const auto start = std::min(static_cast<std::size_t>(at), from.now.size());
    const auto have = std::min(static_cast<std::size_t>(count), from.now.size() - start);
    if (have != 0)
        std::memcpy(into, from.now.data() + start, have);
    if (have == static_cast<std::size_t>(count))
        return SQLITE_OK;
    std::memset(static_cast<char*>(into) + have, 0, static_cast<std::size_t>(count) - have);
    return SQLITE_IOERR_SHORT_READ;
}

bool unsafe_disk::is_lost()
{
    if (!is_cut_ && left_ != UINT64_MAX && left_-- <= 1)
        is_cut_ = true;
    return is_cut_;
}

/// Keeps what was synced of the sectors that hold [from, to), once until the next sync.
void unsafe_disk::remember(file& of, std::size_t from, std::size_t to)
{
    for (auto index = from / sector; index * sector < to; ++index)
    {
        const auto [kept, is_new] = of.before.try_emplace(index);
        if (!is_new)
            continue;
        kept->second.fill(0);
        const auto start = index * sector;
        if (start < of.now.size())
            std::memcpy(
                kept->second.data(), of.now.data() + start,
                std::min(sector, of.now.size() - start));
    }
}

int unsafe_disk::write(file& to, const void* bytes, int count, std::int64_t at)
{
    const std::lock_guard lock(mutex_);
    if (fault_ == disk_fault::full)
        return SQLITE_FULL;
    if (fault_ == disk_fault::read_only)
        return SQLITE_READONLY;
    const auto start = static_cast<std::size_t>(at);
    const auto end = start + static_cast<std::size_t>(count);
    // The write that the cut falls into may still reach the disk, as unsafe as any other.
    const bool was_cut = is_cut_;
    const bool is_too_late = is_lost();
    if (was_cut)
        return SQLITE_IOERR_WRITE;
    remember(to, start, end);
    if (to.now.size() < end)
        to.now.resize(end);
    std::memcpy(to.now.data() + start, bytes, static_cast<std::size_t>(count));
    return is_too_late ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

int unsafe_disk::truncate(file& what, std::int64_t size)
{
    const std::lock_guard lock(mutex_);
    if (is_lost())
        return SQLITE_IOERR_TRUNCATE;
    const auto to = static_cast<std::size_t>(size);
    if (to < what.now.size())
        remember(what, to, what.now.size());
    what.now.resize(to);
    return SQLITE_OK;
}

int unsafe_disk::sync(file& what)
{
    const std::lock_guard lock(mutex_);
    if (fault_ == disk_fault::no_sync || is_lost())
        return SQLITE_IOERR_FSYNC;
    ++seen_.syncs;
    what.before.clear();
    what.synced_size = what.now.size();
    return SQLITE_OK;
}

std::int64_t unsafe_disk::size(const file& of) const
{
    const std::lock_guard lock(mutex_);
    return static_cast<std::int64_t>(of.now.size());
}

void unsafe_disk::remove(const std::string& path)
{
    const std::lock_guard lock(mutex_);
    files_.erase(path);
}

bool unsafe_disk::has_bytes(const std::string& path) const
{
    const std::lock_guard lock(mutex_);
    const auto found = files_.find(path);
    return found != files_.end() && !found->second->now.empty();
}

void unsafe_disk::reboot(random_source& chance)
{
    const std::lock_guard lock(mutex_);
    for (auto& [path, one] : files_)
        crash(*one, chance);
    left_ = UINT64_MAX;
    is_cut_ = false;
}

void unsafe_disk::crash(file& what, random_source& chance)
{
    // The size is metadata: it may be the old or the new, whatever became of the bytes.
    const bool is_size_kept = chance.next() % 2 == 0;
    const auto size = is_size_kept ? what.now.size() : what.synced_size;
    what.now.resize(std::max(what.now.size(), what.synced_size));
    for (const auto& [index, old] : what.before)
    {
        const auto start = index * sector;
        const auto length = start < what.now.size() ? std::min(sector, what.now.size() - start) : 0;
        const auto fate = chance.next() % 8;
        if (fate < 4)
            continue;                                             // it had reached the disk
        const auto from = fate == 7 ? chance.next() % sector : 0; // torn: a part is new
        ++(fate == 7 ? seen_.torn : seen_.dropped);
        if (from < length)
            std::memcpy(what.now.data() + start + from, old.data() + from, length - from);
    }
    what.now.resize(size);
    what.before.clear();
    what.synced_size = size;
}

} // namespace switchback::integration
