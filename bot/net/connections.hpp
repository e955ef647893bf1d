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
#include <utility>
#include <vector>

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

/// A connection with frames queued.
class writing
{
public:
    virtual ~writing() = default;
    virtual void write_queued() = 0;
};

struct connections : std::enable_shared_from_this<connections>
{
    connections(boost::asio::io_context& where, server_options with, server_hooks calls)
        : on(where), options(std::move(with)), hooks(std::move(calls))
    {}

    /// Has `one` write when the handlers that are ready now have run. Many sockets are answered
    /// after one commit, and a peer that is woken once reads many answers.
    void write_soon(std::shared_ptr<writing> one);

    boost::asio::io_context& on;
    server_options options;
    server_hooks hooks;
    std::unordered_set<ticking*> all;
    std::vector<std::shared_ptr<writing>> to_write;
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
