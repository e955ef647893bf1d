// One WebSocket: one reader, one writer, a bounded outbox. With http_connection.cpp, all that sees
// Beast.
#include "bot/net/web_socket.hpp"

#include "bot/base/limits.hpp"
#include "bot/base/log.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <exception>
#include <optional>
#include <utility>
#include <vector>

namespace switchback::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using boost::system::error_code;
using request_type = beast::http::request<beast::http::string_body>;
// Deflate costs 2-4 times the CPU and tens of kilobytes a connection, and leaks lengths: it is off.
using stream_type = websocket::stream<tcp_socket, false>;

// The longest frame, and room for the piece that is asked for when it is all but whole.
constexpr std::size_t most_read = limits::frame_bytes_read + limits::read_buffer_bytes;

class web_socket final : public socket,
                         public ticking,
                         public writing,
                         public std::enable_shared_from_this<web_socket>
{
public:
    web_socket(std::shared_ptr<connections> shared, tcp_socket connected)
        : shared_(std::move(shared)), stream_(std::move(connected)), read_(most_read),
          heard_ms_(shared_->now_ms)
    {
        shared_->all.insert(this);
        ++shared_->sockets;
    }
    ~web_socket() override
    {
        shared_->all.erase(this);
        --shared_->sockets;
    }

    void start(request_type request)
    {
        stream_.set_option(websocket::stream_base::decorator(
            [name = shared_->options.subprotocol](websocket::response_type& answer) {
                answer.set(beast::http::field::sec_websocket_protocol, name);
            }));
        stream_.read_message_max(limits::frame_bytes_read);
        stream_.auto_fragment(false);
        stream_.text(true);
        read_.reserve(limits::read_buffer_bytes);
        // Held by the handler and not by the socket: it is gone once the handshake is done.
        auto kept = std::make_unique<request_type>(std::move(request));
        const auto& asked = *kept;
        stream_.async_accept(
            asked, [self = shared_from_this(), kept = std::move(kept)](error_code ec) {
                if (!ec)
                    self->guard([&] { self->accepted(); });
            });
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
        write_soon();
    }

    void close(close_code why) override
    {
        if (is_closing_)
            return;
        is_closing_ = true;
        why_ = why;
        closing_ms_ = shared_->now_ms;
        write_soon();
    }

    bool is_closing() const noexcept override { return is_closing_; }
    close_code closed_for() const noexcept override { return why_; }
    std::int64_t silent_ms() const noexcept override { return shared_->now_ms - heard_ms_; }

    void tick() override
    {
        guard([this] { look(); });
    }

    void drain() override
    {
        guard([this] {
            if (owner_)
                owner_->on_drain();
            else
                cut();
        });
    }

    void cut() override
    {
        error_code ignored;
        stream_.next_layer().close(ignored);
    }

    void write_queued() override
    {
        will_write_ = false;
        guard([this] {
            if (!is_writing_)
                write_next();
        });
    }

private:
    // What escapes a handler is a broken promise of ours: it ends this connection and no other.
    template <class handler>
    void guard(handler run) noexcept
    {
        try
        {
            run();
        }
        catch (...)
        {
            log(log_level::error, "socket_failed");
            cut();
            ended();
        }
    }

    void look()
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

    void accepted()
    {
        owner_ = shared_->hooks.adopt(*this);
        if (!owner_)
            close(close_code::restart);
        else if (shared_->draining)
            owner_->on_drain();
        read_next();
    }

    void read_next()
    {
        // Asked for in small pieces: async_read would hold 1,536 bytes for every idle socket.
        const auto room = read_.prepare(limits::read_buffer_bytes);
        stream_.async_read_some(room, [self = shared_from_this()](error_code ec, std::size_t size) {
            self->heard(ec, size);
        });
    }

    void heard(error_code ec, std::size_t size)
    {
        if (ec)
            return ended();
        read_.commit(size);
        if (!stream_.is_message_done())
            return read_next();
        heard_ms_ = shared_->now_ms;
        auto rest = is_closing_ ? std::nullopt : take_frame();
        read_.consume(read_.size());
        if (read_.capacity() > limits::frame_bytes)
        {
            // One large frame must not leave its buffer with an idle socket.
            read_ = beast::flat_buffer(most_read);
            read_.reserve(limits::read_buffer_bytes);
        }
        if (!rest)
            return read_next();
        asio::co_spawn(
            shared_->on, std::move(*rest), [self = shared_from_this()](std::exception_ptr fault) {
                self->guard([&] {
                    if (fault)
                        std::rethrow_exception(fault);
                    self->read_next();
                });
            });
    }

    std::optional<asio::awaitable<void>> take_frame()
    {
        if (!stream_.got_text())
        {
            owner_->on_binary();
            return std::nullopt;
        }
        const auto bytes = read_.cdata();
        return owner_->on_text({static_cast<const char*>(bytes.data()), bytes.size()});
    }

    void ended() noexcept
    {
        is_closing_ = true;
        if (owner_ && !std::exchange(has_ended_, true))
            owner_->on_closed();
    }

    void write_soon()
    {
        if (!is_writing_ && !std::exchange(will_write_, true))
            shared_->write_soon(shared_from_this());
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
            [self = shared_from_this()](error_code ec, std::size_t) { self->written(ec); });
    }

    void written(error_code ec)
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
        stream_.async_close(reason, [self = shared_from_this()](error_code) {});
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
    bool will_write_ = false; // at the end of this pass of the loop
    bool is_closing_ = false;
    bool has_ended_ = false;
    bool is_closed_ = false; // the close frame is on its way
};

} // namespace

void start_web_socket(
    std::shared_ptr<connections> shared, tcp_socket connected, request_type request)
{
    // Its handlers hold the socket; it stands in the server's set until the last is gone.
    std::make_shared<web_socket>(std::move(shared), std::move(connected))
        ->start(std::move(request));
}

} // namespace switchback::net
