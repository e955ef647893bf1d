// One WebSocket, seen from both sides: `socket` is what the protocol code may do with the
// connection, `socket_owner` what the connection tells the protocol code. All calls come on the
// server's executor.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace switchback::net {

/// Close codes of the protocol (protocol.md): 40xx may be retried, 45xx may not.
enum class close_code : std::uint16_t
{
    normal = 1000,
    restart = 4001,
    server_error = 4002,
    token_expired = 4003,
    no_heartbeat = 4004,
    slow = 4008,
    bad_token = 4500,
    bad_frame = 4501,
    no_hello = 4502,
    access_withdrawn = 4503,
    version = 4504,
    conversation_closed = 4505,
};

class socket
{
public:
    virtual ~socket() = default;

    /// Queues a text frame; what one pass of the loop queues on all sockets is written at its end.
    /// A peer whose queue passes limits::outbox_bytes is closed with `slow`. Does nothing once the
    /// socket is closing.
    virtual void send(std::string frame) = 0;

    /// Sends what is queued, then a close frame; the connection ends within limits::close_ms.
    virtual void close(close_code why) = 0;

    [[nodiscard]] virtual bool is_closing() const noexcept = 0;

    /// Why this side closed it; `normal` while it has not.
    [[nodiscard]] virtual close_code closed_for() const noexcept = 0;

    /// Milliseconds since the peer last sent anything, in steps of limits::tick_ms.
    [[nodiscard]] virtual std::int64_t silent_ms() const noexcept = 0;
};

class socket_owner
{
public:
    virtual ~socket_owner() = default;

    /// A text frame arrived; the view is good for this call only. What must be waited for is given
    /// back, is run by the connection, and the next frame is read when it has ended.
    [[nodiscard]] virtual std::optional<boost::asio::awaitable<void>>
    on_text(std::string_view frame) = 0;

    /// A binary frame arrived: no frame of the protocol.
    virtual void on_binary() = 0;

    /// Every limits::tick_ms.
    virtual void on_tick() = 0;

    /// The server is about to stop.
    virtual void on_drain() = 0;

    /// The connection is gone; no call follows.
    virtual void on_closed() = 0;
};

} // namespace switchback::net
