#include "bot/control_socket.hpp"

#include "bot/base/limits.hpp"
#include "bot/base/log.hpp"
#include "bot/control_line.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace switchback {
namespace {

namespace asio = boost::asio;
using local = asio::local::stream_protocol;
using namespace asio::experimental::awaitable_operators;
constexpr auto tuple = asio::as_tuple(asio::use_awaitable);
constexpr const char* socket_name = "control.sock";

// An address of a Unix socket holds 107 bytes, and a data folder may lie deeper: it is named by its
// descriptor instead.
class socket_place
{
public:
    explicit socket_place(const std::filesystem::path& folder)
        : fd_(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC))
    {}
    ~socket_place()
    {
        if (fd_ >= 0)
            ::close(fd_);
    }
    socket_place(const socket_place&) = delete;
    socket_place& operator=(const socket_place&) = delete;

    [[nodiscard]] bool is_open() const noexcept { return fd_ >= 0; }
    [[nodiscard]] std::string path() const
    {
        return fmt::format("/proc/self/fd/{}/{}", fd_, socket_name);
    }
    void remove() const noexcept { ::unlinkat(fd_, socket_name, 0); }
    [[nodiscard]] bool make_private() const noexcept
    {
        return ::fchmodat(fd_, socket_name, 0600, 0) == 0;
    }

private:
    int fd_;
};

asio::awaitable<boost::system::error_code> pass_deadline()
{
    asio::steady_timer timer(
        co_await asio::this_coro::executor, std::chrono::milliseconds(limits::control_ms));
    const auto [ec] = co_await timer.async_wait(tuple);
    co_return ec;
}

asio::awaitable<bool> write_line(local::socket& to, std::string line)
{
    line.push_back('\n');
    const auto [ec, size] = co_await asio::async_write(to, asio::buffer(line), tuple);
    co_return !ec;
}

// The line without its newline; nullopt when the peer went away or says too much.
asio::awaitable<std::optional<std::string>> read_line(local::socket& from, std::size_t most_bytes)
{
    std::string text;
    auto buffer = asio::dynamic_buffer(text, most_bytes);
    const auto [ec, size] = co_await asio::async_read_until(from, buffer, '\n', tuple);
    if (ec)
        co_return std::nullopt;
    text.resize(size - 1);
    co_return text;
}

// Outlives the socket's owner: connections that are under way hold it.
struct shared_table
{
    control_table knows;
    std::size_t open = 0;
};

asio::awaitable<control_answer> answer_of(const control_table& knows, std::string_view line)
{
    auto request = read_request(line);
    if (!request)
        co_return std::unexpected(request.error());
    const auto found = knows.find(request->command);
    if (found == knows.end())
        co_return fail(errc::not_found, "this server knows no command " + request->command);
    try
    {
        co_return co_await found->second(std::move(request->with));
    }
    catch (const std::exception&)
    {
        // A fault of ours: who asks hears of it at once, and what it said is for nobody's screen.
        co_return fail(errc::io, request->command + " went wrong inside the server");
    }
}

asio::awaitable<void> serve_one(local::socket& peer, const control_table& knows)
{
    const auto line = co_await read_line(peer, limits::control_line_bytes);
    if (!line)
        co_return;
    const auto answer = co_await answer_of(knows, *line);
    auto said = to_line(answer);
    if (said.size() >= limits::control_answer_bytes)
        said = to_line(control_answer(fail(errc::too_long, "the answer is too long to be sent")));
    co_await write_line(peer, std::move(said));
}

// Counts a connection for as long as it is there, however it ends.
class open_one
{
public:
    explicit open_one(std::shared_ptr<shared_table> of) : of_(std::move(of)) { ++of_->open; }
    ~open_one() { --of_->open; }
    open_one(const open_one&) = delete;
    open_one& operator=(const open_one&) = delete;

private:
    std::shared_ptr<shared_table> of_;
};

asio::awaitable<void> serve_peer(local::socket peer, std::shared_ptr<shared_table> with)
{
    const open_one counted(with);
    co_await (serve_one(peer, with->knows) || pass_deadline());
}

asio::awaitable<void>
accept_peers(std::shared_ptr<local::acceptor> on, std::shared_ptr<shared_table> with)
{
    for (;;)
    {
        auto [ec, peer] = co_await on->async_accept(tuple);
        if (!on->is_open())
            co_return;
        if (ec)
        {
            log(log_level::warning, "control_accept_failed");
            asio::steady_timer pause(on->get_executor(), std::chrono::seconds(1));
            static_cast<void>(co_await pause.async_wait(tuple));
            continue;
        }
        if (with->open >= limits::control_connections)
            continue;
        asio::co_spawn(
            on->get_executor(), serve_peer(std::move(peer), with), [](std::exception_ptr why) {
                if (why)
                    log(log_level::error, "control_failed");
            });
    }
}

class listening final : public control_socket
{
public:
    listening(asio::io_context& on, const std::filesystem::path& folder, control_table knows)
        : place_(folder), acceptor_(std::make_shared<local::acceptor>(on)),
          table_(std::make_shared<shared_table>())
    {
        table_->knows = std::move(knows);
    }
    ~listening() override { stop(); }

    std::expected<void, error> start()
    {
        if (!place_.is_open())
            return fail(errc::io, std::strerror(errno));
        place_.remove();
        boost::system::error_code ec;
        acceptor_->open(local(), ec);
        if (!ec)
            acceptor_->bind(local::endpoint(place_.path()), ec);
        // Nobody can connect before it listens, so there is no moment at which others may.
        if (!ec && !place_.make_private())
            return fail(errc::io, std::strerror(errno));
        if (!ec)
            acceptor_->listen(static_cast<int>(limits::control_connections), ec);
        if (ec)
            return fail(errc::io, ec.message());
        asio::co_spawn(
            acceptor_->get_executor(), accept_peers(acceptor_, table_), [](std::exception_ptr) {});
        return {};
    }

    void stop() noexcept override
    {
        if (!acceptor_->is_open())
            return;
        boost::system::error_code ignored;
        acceptor_->close(ignored);
        place_.remove();
    }

private:
    socket_place place_;
    std::shared_ptr<local::acceptor> acceptor_;
    std::shared_ptr<shared_table> table_;
};

asio::awaitable<control_answer> ask(std::string path, std::string line)
{
    local::socket peer(co_await asio::this_coro::executor);
    const auto [ec] = co_await peer.async_connect(local::endpoint(path), tuple);
    if (ec)
        co_return fail(errc::unavailable, "no server runs on this data folder");
    if (!co_await write_line(peer, std::move(line)))
        co_return fail(errc::io, "the server went away");
    const auto answer = co_await read_line(peer, limits::control_answer_bytes);
    if (!answer)
        co_return fail(errc::io, "the server went away before it answered");
    co_return read_answer(*answer);
}

} // namespace

std::expected<std::unique_ptr<control_socket>, error> control_socket::listen(
    asio::io_context& on, const std::filesystem::path& folder, control_table knows)
{
    auto out = std::make_unique<listening>(on, folder, std::move(knows));
    if (const auto started = out->start(); !started)
        return std::unexpected(started.error());
    return out;
}

control_answer ask_server(const std::filesystem::path& folder, const control_request& what)
{
    const socket_place place(folder);
    if (!place.is_open())
        return fail(errc::unavailable, "there is no data folder " + folder.string());
    asio::io_context on(1);
    control_answer out = fail(errc::timed_out, "the server did not answer in time");
    const auto run = [](std::string path, std::string line,
                        control_answer& to) -> asio::awaitable<void> {
        auto came = co_await (ask(std::move(path), std::move(line)) || pass_deadline());
        if (came.index() == 0)
            to = std::move(std::get<0>(came));
    };
    asio::co_spawn(on, run(place.path(), to_line(what), out), [](std::exception_ptr) {});
    on.run();
    return out;
}

} // namespace switchback
