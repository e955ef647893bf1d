// A disk for SQLite, in memory, that does what real ones do: until a file is synced each 512-byte
// sector written since may be there, not be there, or be torn when the power goes. It can also be
// full, read-only or fail to sync. SQLite reaches it as a VFS by name; locks and shared memory are
// the system's own, on empty files in the same folder. One test owns it; any thread uses it.
#pragma once

#include "bot/base/random.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

struct sqlite3_vfs;

namespace switchback::integration {

enum class disk_fault
{
    none,
    full,      // writes fail for want of space
    read_only, // writes are refused
    no_sync,   // syncs fail
};

class unsafe_disk
{
public:
    /// Registers a VFS of this name; the destructor takes it back. Nothing may be open then.
    explicit unsafe_disk(std::string name);
    ~unsafe_disk();
    unsafe_disk(const unsafe_disk&) = delete;
    unsafe_disk& operator=(const unsafe_disk&) = delete;

    [[nodiscard]] const std::string& name() const noexcept { return name_; }

    /// The power goes at the nth write, truncation or sync from now; from then on all of them fail.
    void cut_after(std::uint64_t operations);
    [[nodiscard]] bool is_cut() const;

    /// Power again, with what the cut left. Nothing may be open.
    void reboot(random_source& chance);

    /// From now on, until told otherwise.
    void set_fault(disk_fault what);

    struct totals
    {
        std::uint64_t syncs = 0;
        std::uint64_t dropped = 0; // sectors
        std::uint64_t torn = 0;
    };
    [[nodiscard]] totals seen() const;

    static constexpr std::size_t sector = 512;
    using sector_bytes = std::array<char, sector>;

    struct file
    {
        std::vector<char> now;
        std::size_t synced_size = 0;
        std::unordered_map<std::size_t, sector_bytes>
            before; // as last synced; sectors changed since
    };

    // What SQLite calls, through unsafe_disk_vfs.cpp. Codes are SQLite's.
    [[nodiscard]] std::shared_ptr<file> open(const std::string& path);
    [[nodiscard]] int read(file& from, void* into, int count, std::int64_t at);
    [[nodiscard]] int write(file& to, const void* bytes, int count, std::int64_t at);
    [[nodiscard]] int truncate(file& what, std::int64_t size);
    [[nodiscard]] int sync(file& what);
    [[nodiscard]] std::int64_t size(const file& of) const;
    void remove(const std::string& path);
    [[nodiscard]] bool has_bytes(const std::string& path) const;

private:
    [[nodiscard]] bool is_lost(); // counts an operation; true when the power is gone
    void remember(file& of, std::size_t from, std::size_t to);
    void crash(file& what, random_source& chance);

    mutable std::mutex mutex_;
    std::string name_;
    std::map<std::string, std::shared_ptr<file>> files_;
    std::uint64_t left_ = UINT64_MAX; // operations until the cut
    bool is_cut_ = false;
    disk_fault fault_ = disk_fault::none;
    totals seen_;
    std::unique_ptr<sqlite3_vfs> vfs_;
};

/// Makes the VFS whose calls end in `disk`.
[[nodiscard]] std::unique_ptr<sqlite3_vfs> make_vfs(unsafe_disk& disk);

} // namespace switchback::integration
