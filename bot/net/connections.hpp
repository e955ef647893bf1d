// What the listener, the HTTP connections and the WebSockets of one server share. Private to
// bot/net; lives on the server's io_context.
#pragma once

#include "bot/net/server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_set>

namespace switchback::net {

// The concrete executor saves a type-erased call per operation, which shows at this message rate.
using tcp_socket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

/// Anything with a connection that the server's tick must look at.
class ticking
{
public:
    virtual ~ticking() = default;
    virtual void tick() = 0;  // every limits::tick_ms
    virtual void drain() = 0; // the server is stopping
    virtual void cut() = 0;   // now
};

struct connections
{
    boost::asio::io_context& on;
    server_options options;
    server_hooks hooks;
    std::unordered_set<ticking*> all;
    std::size_t sockets = 0;
    std::int64_t now_ms = 0; // steady, in steps of a tick: a clock read per message is dear
    bool draining = false;
};

/// Serves HTTP on a connection until it ends or becomes a WebSocket. The coroutine owns everything.
[[nodiscard]] boost::asio::awaitable<void>
serve_http(std::shared_ptr<connections> shared, tcp_socket socket);

/// The bytes of an upgrade request, kept opaque here so that only two files see Beast.
struct upgrade_request;

} // namespace switchback::net
