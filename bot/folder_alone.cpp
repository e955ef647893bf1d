#include "bot/folder_alone.hpp"

#include "bot/store/sqlite/sqlite_store.hpp"

#include <fmt/format.h>

namespace switchback {

std::expected<folder_alone, error> open_alone(const config& with, boost::asio::io_context& on)
{
    if (!std::filesystem::exists(with.data / "switchback.db"))
        return fail(
            errc::not_found,
            fmt::format(
                "there is no Switchback data in {}; name it by --data", with.data.string()));
    auto key = crypto::master_key::from_credential_or_file(
        "switchback-master-key", with.data / "master.key");
    if (!key)
        return std::unexpected(key.error());
    store::sqlite_options where;
    where.folder = with.data;
    auto store = store::open_sqlite_store(where, on.get_executor());
    if (!store)
        return std::unexpected(store.error());
    return folder_alone{std::move(*key), std::move(*store)};
}

} // namespace switchback
