#include "bot/folder_alone.hpp"

#include "bot/store/sqlite/sqlite_store.hpp"

#include <boost/asio/co_spawn.hpp>
#include <fmt/format.h>
#include <ostream>
#include <sys/stat.h>

namespace switchback {

namespace {

std::expected<folder_alone, error> open_with(
    std::expected<crypto::master_key, error> key, const config& with, boost::asio::io_context& on)
{
    if (!key)
        return std::unexpected(key.error());
    store::sqlite_options where;
    where.folder = with.data;
    auto store = store::open_sqlite_store(where, on.get_executor());
    if (!store)
        return std::unexpected(store.error());
    return folder_alone{std::move(*key), std::move(*store)};
}

} // namespace

std::expected<folder_alone, error> open_alone(const config& with, boost::asio::io_context& on)
{
    if (!std::filesystem::exists(with.data / "switchback.db"))
        return fail(
            errc::not_found,
            fmt::format(
                "there is no Switchback data in {}; name it by --data", with.data.string()));
    auto key = crypto::master_key::from_credential_or_file(
        "switchback-master-key", with.data / "master.key");
    return open_with(std::move(key), with, on);
}

std::expected<folder_alone, error>
open_alone_or_make(const config& with, boost::asio::io_context& on)
{
    ::umask(077); // what is written is nobody else's to read
    return open_with(open_or_make_key(with.data), with, on);
}

std::expected<crypto::master_key, error> open_or_make_key(const std::filesystem::path& data)
{
    const auto file = data / "master.key";
    auto key = crypto::master_key::from_credential_or_file("switchback-master-key", file);
    if (key || key.error().code != errc::not_found)
        return key;
    // A new data folder gets its key; an old one without it must not: its clients would be lost.
    if (std::filesystem::exists(data / "switchback.db"))
        return fail(
            errc::not_found, file.string() + " is gone but the database is there. Put the key "
                                             "back; without it nothing can be read");
    std::error_code ec;
    std::filesystem::create_directories(data, ec);
    std::filesystem::permissions(data, std::filesystem::perms::owner_all, ec);
    if (const auto made = crypto::master_key::create_file(file); !made)
        return std::unexpected(made.error());
    return crypto::master_key::from_file(file);
}

control_answer
run_alone(boost::asio::io_context& on, const control_table& knows, const control_request& what)
{
    control_answer out = fail(
        errc::cancelled, "a fault ended \"" + what.command +
                             "\" before it was done; see what it did, then "
                             "run it again");
    boost::asio::co_spawn(
        on, knows.at(what.command)(what.with), [&out](std::exception_ptr why, control_answer came) {
            if (why == nullptr)
                out = std::move(came);
        });
    on.run();
    return out;
}

control_answer ask_or_do(
    const config& with, const control_request& what,
    const std::function<control_answer(const config&, const control_request&)>& alone)
{
    auto out = ask_server(with.data, what);
    if (!out && out.error().code == errc::unavailable)
        return alone(with, what);
    return out;
}

int refuse(std::ostream& err, const error& why)
{
    err << "switchback: " << (why.detail.empty() ? std::string(name_of(why.code)) : why.detail)
        << '\n';
    return 1;
}

} // namespace switchback
