#include "bot/net/server.hpp"

#include "bot/base/limits.hpp"
#include "bot/base/log.hpp"
#include "bot/net/connections.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <exception>

namespace switchback::net {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using acceptor_type = asio::basic_socket_acceptor<tcp, asio::io_context::executor_type>;
using timer_type = asio::basic_waitable_timer<
    std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>,
    asio::io_context::executor_type>;

constexpr auto tuple = asio::as_tuple(asio::use_awaitable);

std::int64_t steady_ms()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

// A connection's coroutine handles its own errors; what still escapes ends that connection only.
void connection_ended(std::exception_ptr fault)
{
    if (fault)
        log(log_level::error, "connection_failed");
}

class tcp_server final : public server
{
public:
    tcp_server(asio::io_context& on, server_options with, server_hooks hooks)
        : shared_(std::make_shared<connections>(on, std::move(with), std::move(hooks))),
          acceptor_(on.get_executor()), ticker_(on.get_executor()), drained_(on.get_executor())
    {
        shared_->now_ms = steady_ms();
    }

    std::expected<void, error> bind()
    {
        boost::system::error_code ec;
        const auto address = asio::ip::make_address(shared_->options.address, ec);
        if (ec)
            return fail(errc::bad_request, "listen address " + shared_->options.address);
        const tcp::endpoint at(address, shared_->options.port);
        acceptor_.open(at.protocol(), ec);
        if (!ec)
            acceptor_.set_option(asio::socket_base::reuse_address(true), ec);
        if (!ec)
            acceptor_.bind(at, ec);
        if (!ec)
            acceptor_.listen(asio::socket_base::max_listen_connections, ec);
        if (ec)
            return fail(errc::io, shared_->options.address + ": " + ec.message());
        port_ = acceptor_.local_endpoint(ec).port();
        return {};
    }

    void start() override
    {
        asio::co_spawn(shared_->on, accept_all(), connection_ended);
        asio::co_spawn(shared_->on, tick_all(), connection_ended);
    }

    std::uint16_t port() const noexcept override { return port_; }
    std::size_t sockets() const noexcept override { return shared_->sockets; }

    asio::awaitable<void> drain() override
    {
        shared_->draining = true;
        boost::system::error_code ec;
        acceptor_.close(ec);
        for (auto* one : copy_of_all())
            one->drain();
        const auto until = steady_ms() + limits::drain_ms;
        while (!shared_->all.empty() && steady_ms() < until)
        {
            drained_.expires_after(std::chrono::milliseconds(10));
            co_await drained_.async_wait(tuple);
        }
        for (auto* one : copy_of_all())
            one->cut();
        shared_->to_write.clear();
        ticker_.cancel();
    }

private:
    // Ending a connection changes the set, so a walk needs its own copy.
    std::vector<ticking*> copy_of_all() const { return {shared_->all.begin(), shared_->all.end()}; }

    asio::awaitable<void> accept_all()
    {
        while (!shared_->draining)
        {
            tcp_socket socket(shared_->on.get_executor());
            const auto [ec] = co_await acceptor_.async_accept(socket, tuple);
            if (shared_->draining)
                co_return;
            if (ec)
            {
                // Out of files or memory: give the machine a moment instead of spinning.
                drained_.expires_after(std::chrono::milliseconds(limits::tick_ms));
                co_await drained_.async_wait(tuple);
                continue;
            }
            if (shared_->all.size() >= limits::connections)
                continue;
            boost::system::error_code ignored;
            socket.set_option(tcp::no_delay(true), ignored);
            asio::co_spawn(shared_->on, serve_http(shared_, std::move(socket)), connection_ended);
        }
    }

    asio::awaitable<void> tick_all()
    {
        while (!shared_->draining || !shared_->all.empty())
        {
            ticker_.expires_after(std::chrono::milliseconds(limits::tick_ms));
            const auto [ec] = co_await ticker_.async_wait(tuple);
            if (ec)
                co_return;
            shared_->now_ms = steady_ms();
            for (auto* one : copy_of_all())
                one->tick();
        }
    }

    std::shared_ptr<connections> shared_;
    acceptor_type acceptor_;
    timer_type ticker_;
    timer_type drained_;
    std::uint16_t port_ = 0;
};

} // namespace

void connections::write_soon(std::shared_ptr<writing> one)
{
    to_write.push_back(std::move(one));
    if (to_write.size() > 1)
        return;
    asio::post(on, [self = shared_from_this()] {
        const auto ready = std::exchange(self->to_write, {});
        for (const auto& each : ready)
            each->write_queued();
    });
}

std::expected<std::unique_ptr<server>, error>
server::listen(asio::io_context& on, server_options with, server_hooks hooks)
{
    auto made = std::make_unique<tcp_server>(on, std::move(with), std::move(hooks));
    if (const auto bound = made->bind(); !bound)
        return std::unexpected(bound.error());
    return made;
}

} // namespace switchback::net
