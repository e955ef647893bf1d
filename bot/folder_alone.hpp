// A data folder that no server holds, opened for one command of the operator, and what such
// commands share: asking the server first, and saying why not. Owned by the command; the store
// works on the command's executor.
#pragma once

#include "bot/base/error.hpp"
#include "bot/config.hpp"
#include "bot/control_socket.hpp"
#include "bot/crypto/master_key.hpp"
#include "bot/port/store.hpp"

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>

namespace switchback {

struct folder_alone
{
    crypto::master_key key;
    std::unique_ptr<port::store> store; // holds the folder's lock
};

/// Opens the folder of the settings and takes its lock; makes nothing. errc::not_found when there
/// is no Switchback data or no key, errc::busy when another process holds it; otherwise as the
/// store and the key say.
[[nodiscard]] std::expected<folder_alone, error>
open_alone(const config& with, boost::asio::io_context& on);

/// Runs one request of a table to its end on an executor of its own; errc::cancelled when it threw.
[[nodiscard]] control_answer
run_alone(boost::asio::io_context& on, const control_table& knows, const control_request& what);

/// Asks the running server or, when none runs, does it by `alone` on the folder itself.
[[nodiscard]] control_answer ask_or_do(
    const config& with, const control_request& what,
    const std::function<control_answer(const config&, const control_request&)>& alone);

/// Writes why a command did nothing, in a line; gives the exit code 1.
[[nodiscard]] int refuse(std::ostream& err, const error& why);
/// The same for the first command of a new server: makes the folder, its key and its databases
/// where there are none.
[[nodiscard]] std::expected<folder_alone, error>
open_alone_or_make(const config& with, boost::asio::io_context& on);

/// The key of a data folder, made with the folder when both are new. errc::not_found when the key
/// is gone and the database is there; otherwise as the key says.
[[nodiscard]] std::expected<crypto::master_key, error>
open_or_make_key(const std::filesystem::path& data);

} // namespace switchback
