// The data folder's databases and how each thread opens its own connections to them. Owned by the
// store.
#pragma once

#include "bot/base/limits.hpp"
#include "bot/store/sqlite/data_folder.hpp"
#include "bot/store/sqlite/database.hpp"
#include "bot/store/sqlite/log_vfs.hpp"
#include "bot/store/sqlite/sqlite_store.hpp"

#include <memory>
#include <string>
#include <utility>

namespace switchback::store::sqlite {

struct store_files
{
    /// Opens both databases for the writer; throws sql_error.
    store_files(data_folder locked, const sqlite_options& options)
        : folder(std::move(locked)), level(options.level), gathering(gathering_vfs(options)),
          vfs(gathering ? gathering->name() : options.vfs),
          main(open("switchback.db", options.cache_kib)),
          keys(open("keys.db", limits::store_small_cache_kib))
    {}

    /// One more connection; throws sql_error.
    [[nodiscard]] database open(const char* name, int cache_kib, usage use = usage::owner) const
    {
        return database({folder.path() / name, vfs, level, cache_kib, use});
    }

    /// Gathering is sound only where every commit syncs the log.
    static std::unique_ptr<log_vfs> gathering_vfs(const sqlite_options& options)
    {
        return options.level == durability::full ? std::make_unique<log_vfs>(options.vfs) : nullptr;
    }

    data_folder folder;
    durability level;
    std::unique_ptr<log_vfs> gathering;
    std::string vfs;
    database main;
    database keys;
};

} // namespace switchback::store::sqlite
