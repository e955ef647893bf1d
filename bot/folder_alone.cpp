#include "bot/folder_alone.hpp"

#include "bot/store/sqlite/sqlite_store.hpp"

#include <boost/asio/co_spawn.hpp>
#include <fmt/format.h>
#include <ostream>

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
