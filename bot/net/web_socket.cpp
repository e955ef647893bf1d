// One WebSocket: one reader, one writer, a bounded outbox. With http_connection.cpp, all that sees
// Beast.
#include "bot/net/web_socket.hpp"

#include "bot/base/limits.hpp"
#include "bot/base/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <vector>

namespace switchback::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using request_type = beast::http::request<beast::http::string_body>;
// Deflate costs 2-4 times the CPU and tens of kilobytes a connection, and leaks lengths: it is off.
using stream_type = websocket::stream<tcp_socket, false>;

constexpr auto tuple = asio::as_tuple(asio::use_awaitable);

class web_socket final : public socket,
                         public ticking,
                         public std::enable_shared_from_this<web_socket>
{
public:
    web_socket(std::shared_ptr<connections> shared, tcp_socket connected)
        : shared_(std::move(shared)), stream_(std::move(connected)),
          read_(limits::frame_bytes_read + 1), heard_ms_(shared_->now_ms)
    {
        shared_->all.insert(this);
        ++shared_->sockets;
    }
    ~web_socket() override
    {
        shared_->all.erase(this);
        --shared_->sockets;
    }

    // The request is a parameter and not a member: it is gone once the handshake is done.
    asio::awaitable<void> serve(request_type request)
    {
        const bool accepted = co_await accept(std::move(request));
        if (!accepted)
            co_return;
        owner_ = shared_->hooks.adopt(*this);
        if (!owner_)
        {
            close(close_code::restart);
        }
        else if (shared_->draining)
        {
            owner_->on_drain();
        }
        co_await read_all();
        is_closing_ = true;
        if (owner_)
            owner_->on_closed();
    }

    void send(std::string frame) override
    {
        if (is_closing_)
            return;
        queued_ += frame.size();
        if (queued_ > limits::outbox_bytes)
        {
            outbox_.resize(is_writing_ ? 1 : 0);
            close(close_code::slow);
            return;
        }
        outbox_.push_back(std::move(frame));
        if (!is_writing_)
            write_next();
    }

    void close(close_code why) override
    {
        if (is_closing_)
            return;
        is_closing_ = true;
        why_ = why;
        closing_ms_ = shared_->now_ms;
        if (!is_writing_)
            write_next();
    }

    bool is_closing() const noexcept override { return is_closing_; }
    close_code closed_for() const noexcept override { return why_; }
    std::int64_t silent_ms() const noexcept override { return shared_->now_ms - heard_ms_; }

    void tick() override
    {
        const auto now = shared_->now_ms;
        const bool is_stuck = is_writing_ && now - writing_ms_ > limits::write_ms;
        const bool will_not_close = is_closing_ && now - closing_ms_ > limits::close_ms;
        if (is_stuck || will_not_close)
            cut();
        else if (owner_ && !is_closing_)
            owner_->on_tick();
        else if (!owner_ && now - heard_ms_ > limits::http_request_ms)
            cut();
    }

    void drain() override
    {
        if (owner_)
            owner_->on_drain();
        else
            cut();
    }

    void cut() override
    {
        boost::system::error_code ignored;
        stream_.next_layer().close(ignored);
    }

private:
    asio::awaitable<bool> accept(request_type request)
    {
        stream_.set_option(websocket::stream_base::decorator(
            [name = shared_->options.subprotocol](websocket::response_type& answer) {
                answer.set(beast::http::field::sec_websocket_protocol, name);
            }));
        stream_.read_message_max(limits::frame_bytes_read);
        stream_.auto_fragment(false);
        stream_.text(true);
        read_.reserve(limits::read_buffer_bytes);
        const auto [ec] = co_await stream_.async_accept(request, tuple);
        co_return !ec;
    }

    asio::awaitable<void> read_all()
    {
        for (;;)
        {
            // Asked for in small pieces: async_read would hold 1,536 bytes for every idle socket.
            const auto room = read_.prepare(limits::read_buffer_bytes);
            const auto [ec, size] = co_await stream_.async_read_some(room, tuple);
            if (ec)
                co_return;
            read_.commit(size);
            if (!stream_.is_message_done())
                continue;
            heard_ms_ = shared_->now_ms;
            if (!is_closing_)
            {
                if (!stream_.got_text())
                {
                    owner_->on_binary();
                }
                else
                {
                    const auto bytes = read_.cdata();
                    const std::string_view frame(
                        static_cast<const char*>(bytes.data()), bytes.size());
                    co_await owner_->on_text(frame);
                }
            }
            read_.consume(read_.size());
            if (read_.capacity() > limits::frame_bytes)
            {
                // One large frame must not leave its buffer with an idle socket.
                read_ = beast::flat_buffer(limits::frame_bytes_read + 1);
                read_.reserve(limits::read_buffer_bytes);
            }
        }
    }

    void write_next()
    {
        if (outbox_.empty())
        {
            if (is_closing_ && !is_closed_)
                write_close();
            return;
        }
        is_writing_ = true;
        writing_ms_ = shared_->now_ms;
        stream_.async_write(
            asio::buffer(outbox_.front()),
            [self = shared_from_this()](boost::system::error_code ec, std::size_t) {
                self->written(ec);
            });
    }

    void written(boost::system::error_code ec)
    {
        is_writing_ = false;
        if (ec)
        {
            // The reader sees the end of the connection and finishes the socket.
            is_closing_ = is_closed_ = true;
            outbox_.clear();
            return cut();
        }
        queued_ -= std::min(queued_, outbox_.front().size());
        outbox_.erase(outbox_.begin());
        if (outbox_.empty())
            outbox_.shrink_to_fit();
        write_next();
    }

    void write_close()
    {
        is_closed_ = true;
        const websocket::close_reason reason(
            static_cast<websocket::close_code>(static_cast<std::uint16_t>(why_)));
        stream_.async_close(reason, [self = shared_from_this()](boost::system::error_code) {});
    }

    std::shared_ptr<connections> shared_;
    stream_type stream_;
    beast::flat_buffer read_;
    std::unique_ptr<socket_owner> owner_;
    std::vector<std::string> outbox_; // bounded; a deque costs half a kilobyte even when empty
    std::size_t queued_ = 0;
    std::int64_t heard_ms_ = 0;
    std::int64_t writing_ms_ = 0;
    std::int64_t closing_ms_ = 0;
    close_code why_ = close_code::normal;
    bool is_writing_ = false;
    bool is_closing_ = false;
    bool is_closed_ = false; // the close frame is on its way
};

} // namespace

void start_web_socket(
    std::shared_ptr<connections> shared, tcp_socket connected, request_type request)
{
    auto& on = shared->on;
    auto made = std::make_shared<web_socket>(std::move(shared), std::move(connected));
    // The coroutine holds the socket; the socket stands in the server's set until it is gone.
    asio::co_spawn(on, made->serve(std::move(request)), [made](std::exception_ptr fault) {
        if (fault)
            log(log_level::error, "socket_failed");
    });
}

} // namespace switchback::net
