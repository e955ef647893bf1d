// The floor of every end-to-end figure: a WebSocket echo that does nothing but Beast.
// One thread, one io_context, no deflate, no timeouts, a 512-byte read buffer in each connection,
// callbacks (Asio recycles their memory). Anything Switchback adds is measured against this.
// Usage: bench-echo PORT (loopback only; ends on SIGTERM).
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/beast/core/flat_static_buffer.hpp>
#include <boost/beast/websocket.hpp>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

namespace switchback::bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
// The plain executor type spares the type-erased one its allocation and indirect calls.
using socket_type = asio::basic_stream_socket<asio::ip::tcp, asio::io_context::executor_type>;
using acceptor_type = asio::basic_socket_acceptor<asio::ip::tcp, asio::io_context::executor_type>;
using stream_type = beast::websocket::stream<socket_type, false>;

class echo_connection : public std::enable_shared_from_this<echo_connection>
{
public:
    explicit echo_connection(socket_type socket) : stream_(std::move(socket)) {}

    void start()
    {
        error_code ignored;
        stream_.next_layer().set_option(asio::ip::tcp::no_delay(true), ignored);
        stream_.auto_fragment(false);
        // A client that offers subprotocols gives up when none is chosen.
        stream_.set_option(
            beast::websocket::stream_base::decorator([](beast::websocket::response_type& response) {
                response.set("Sec-WebSocket-Protocol", "switchback.v1");
            }));
        stream_.async_accept([self = shared_from_this()](error_code ec) {
            if (!ec)
                self->read();
        });
    }

private:
    void read()
    {
        stream_.async_read(buffer_, [self = shared_from_this()](error_code ec, std::size_t) {
            if (!ec)
                self->write();
        });
    }

    void write()
    {
        stream_.text(true);
        stream_.async_write(
            buffer_.data(), [self = shared_from_this()](error_code ec, std::size_t) {
                if (ec)
                    return;
                self->buffer_.clear();
                self->read();
            });
    }

    stream_type stream_;
    beast::flat_static_buffer<512> buffer_;
};

void accept_next(acceptor_type& acceptor)
{
    acceptor.async_accept([&acceptor](error_code ec, socket_type socket) {
        if (!ec)
            std::make_shared<echo_connection>(std::move(socket))->start();
        accept_next(acceptor);
    });
}

void run_echo(unsigned short port)
{
    asio::io_context io(1);
    const asio::ip::tcp::endpoint where(asio::ip::address_v4::loopback(), port);
    acceptor_type acceptor(io.get_executor(), where);
    acceptor.listen(4096);
    asio::signal_set ended(io, SIGTERM, SIGINT);
    ended.async_wait([&io](error_code, int) { io.stop(); });
    accept_next(acceptor);
    io.run();
    // Open connections are not worth closing one by one: this program only ever measures.
    std::_Exit(0);
}

} // namespace
} // namespace switchback::bench

int main(int argc, char** argv)
{
    const int port = argc == 2 ? std::atoi(argv[1]) : 0;
    if (port <= 0 || port > 65535)
    {
        std::fprintf(stderr, "usage: bench-echo PORT\n");
        return 2;
    }
    switchback::bench::run_echo(static_cast<unsigned short>(port));
}
