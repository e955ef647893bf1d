// How a command of the operator reaches a running server: one line of JSON in, one out, on a Unix
// socket in the data folder that only its owner can open. Owned by the composition root; on the
// server's executor. `ask_server` blocks its thread.
#pragma once

#include "bot/base/error.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace switchback {

using control_words = std::map<std::string, std::string>;

struct control_request
{
    std::string command; // "responder.link"
    control_words with;
};

using control_answer = std::expected<control_words, error>;
using control_handler = std::function<boost::asio::awaitable<control_answer>(control_words with)>;
using control_table = std::map<std::string, control_handler>; // by command

class control_socket
{
public:
    /// Listens on `<folder>/control.sock` (0600), in place of one that a dead server left: whoever
    /// calls holds the folder's lock. errc::io with the reason.
    [[nodiscard]] static std::expected<std::unique_ptr<control_socket>, error>
    listen(boost::asio::io_context& on, const std::filesystem::path& folder, control_table knows);

    virtual ~control_socket() = default;

    /// Takes no more commands and removes the socket; those under way are cut.
    virtual void stop() noexcept = 0;
};

/// Asks the server of a data folder. errc::unavailable when none runs there, errc::timed_out after
/// limits::control_ms; else what the server answers, with its code and detail.
[[nodiscard]] control_answer
ask_server(const std::filesystem::path& folder, const control_request& what);

} // namespace switchback
