// The listening server: HTTP answered from a function, WebSockets handed to owners. Owned by the
// composition root; lives on one io_context run by one thread; `stop` may be called on it only.
#pragma once

#include "bot/base/error.hpp"
#include "bot/net/http.hpp"
#include "bot/net/socket.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <string>

namespace switchback::net {

struct server_options
{
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080; // 0: any free one
    std::string socket_path = "/ws";
    std::string subprotocol = "switchback.v1";
    std::vector<std::string> origins; // exact; empty: the request's own host only
    std::vector<std::string> proxies; // addresses whose X-Forwarded-For is believed
};

struct server_hooks
{
    /// Answers an HTTP request; may wait. Called for everything but upgrades on socket_path.
    std::function<boost::asio::awaitable<http_response>(http_request)> answer;

    /// Makes the owner of a new socket; null refuses it with 503.
    std::function<std::unique_ptr<socket_owner>(socket&)> adopt;
};

class server
{
public:
    /// Binds and listens; errc::io with the reason when the address is taken or not ours.
    [[nodiscard]] static std::expected<std::unique_ptr<server>, error>
    listen(boost::asio::io_context& on, server_options with, server_hooks hooks);

    virtual ~server() = default;

    /// Starts accepting.
    virtual void start() = 0;

    /// The port bound to.
    [[nodiscard]] virtual std::uint16_t port() const noexcept = 0;

    [[nodiscard]] virtual std::size_t sockets() const noexcept = 0;

    /// Stops accepting, tells every owner, waits until all sockets are closed or limits::drain_ms
    /// have passed, then cuts the rest.
    [[nodiscard]] virtual boost::asio::awaitable<void> drain() = 0;
};

} // namespace switchback::net
