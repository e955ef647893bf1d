// The store on one machine's disk: two SQLite files, one for the rows and one for the wrapped keys,
// in a folder that one process holds at a time. A commit returns when it is on the disk. Owned by
// the composition root; destroyed before the executor it was made with. Any thread.
#pragma once

#include "bot/base/limits.hpp"
#include "bot/port/store.hpp"
#include "bot/store/sqlite/database.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <filesystem>
#include <memory>

namespace switchback::store {

struct sqlite_options
{
    std::filesystem::path folder;
    std::chrono::microseconds linger{0}; // how long a batch waits to fill
    std::uint64_t least_free_bytes = limits::store_free_bytes;
    int checkpoint_pages = limits::store_checkpoint_pages;
    int cache_kib = limits::store_cache_kib;
    // For tests of what a disk may do; a server leaves both alone.
    std::string vfs;
    sqlite::durability level = sqlite::durability::full;
};

/// Opens the folder's databases, or makes them. `on` is the executor that calls are finished on,
/// many at a time. errc::busy when another process has the folder (its id is in the detail),
/// errc::not_allowed when a newer Switchback made it, errc::corrupt or errc::io otherwise; the
/// detail is one line for the operator.
[[nodiscard]] std::expected<std::unique_ptr<port::store>, error>
open_sqlite_store(const sqlite_options& options, boost::asio::any_io_executor on);

} // namespace switchback::store
