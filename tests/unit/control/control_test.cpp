#include "bot/base/limits.hpp"
#include "bot/base/log.hpp"
#include "bot/control_line.hpp"
#include "bot/control_socket.hpp"
#include "tests/contract/store_contract.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>
#include <stdexcept>
#include <sys/stat.h>
#include <thread>

using namespace switchback;
namespace asio = boost::asio;
using local = asio::local::stream_protocol;

namespace {

control_table echo_table()
{
    control_table out;
    out["echo"] = [](control_words with) -> asio::awaitable<control_answer> { co_return with; };
    out["refuse"] = [](control_words) -> asio::awaitable<control_answer> {
        co_return fail(errc::not_found, "nobody \"there\"\n");
    };
    out["break"] = [](control_words) -> asio::awaitable<control_answer> {
        throw std::runtime_error("a handler with a fault");
        co_return control_words{};
    };
    out["long"] = [](control_words with) -> asio::awaitable<control_answer> {
        co_return control_words{{"text", std::string(std::stoul(with["bytes"]), 'x')}};
    };
    return out;
}

// A server that knows two commands, in a thread of its own.
class running_socket
{
public:
    explicit running_socket(const std::filesystem::path& folder)
        : socket_(control_socket::listen(on_, folder, echo_table()).value()),
          thread_([this] { on_.run(); })
    {}
    ~running_socket() { stop(); }

    void stop()
    {
        if (!thread_.joinable())
            return;
        asio::post(on_, [this] { socket_->stop(); });
        thread_.join();
    }

private:
    asio::io_context on_{1};
    std::unique_ptr<control_socket> socket_;
    std::thread thread_;
};

// Sends bytes and reads until the server closes.
std::string raw_answer(const std::filesystem::path& folder, const std::string& bytes)
{
    asio::io_context on;
    local::socket peer(on);
    peer.connect(local::endpoint((folder / "control.sock").string()));
    boost::system::error_code ignored;
    asio::write(peer, asio::buffer(bytes), ignored);
    std::string out;
    asio::read(peer, asio::dynamic_buffer(out), ignored);
    return out;
}

} // namespace

TEST_CASE("control: a command is answered by its handler", "[control]")
{
    const contract::scratch_folder folder;
    const running_socket server(folder.path());
    const control_words words{{"id", "meier"}, {"any", "\"quoted\"\n\xC3\xA9"}};
    CHECK(ask_server(folder.path(), {"echo", words}) == words);
    const auto refused = ask_server(folder.path(), {"refuse", {}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == errc::not_found);
    CHECK(refused.error().detail == "nobody \"there\"\n");
    CHECK(ask_server(folder.path(), {"unknown", {}}).error().code == errc::not_found);
}

TEST_CASE("control: a handler with a fault takes no place from those after it", "[control]")
{
    set_log_level(log_level::error);
    const contract::scratch_folder folder;
    const running_socket server(folder.path());
    for (std::size_t i = 0; i <= limits::control_connections; ++i)
        CHECK_FALSE(ask_server(folder.path(), {"break", {}}));
    CHECK(ask_server(folder.path(), {"echo", {}}));
}

TEST_CASE("control: only its owner can open the socket", "[control]")
{
    const contract::scratch_folder folder;
    const running_socket server(folder.path());
    struct stat status = {};
    REQUIRE(::stat((folder.path() / "control.sock").c_str(), &status) == 0);
    CHECK(S_ISSOCK(status.st_mode));
    CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE(
    "control: without a server nobody answers, and a dead one's socket is replaced", "[control]")
{
    const contract::scratch_folder folder;
    CHECK(ask_server(folder.path(), {"echo", {}}).error().code == errc::unavailable);
    CHECK(ask_server(folder.path() / "gone", {"echo", {}}).error().code == errc::unavailable);
    {
        // What a killed server leaves: a socket nobody listens on.
        asio::io_context on;
        local::acceptor dead(on, local::endpoint((folder.path() / "control.sock").string()));
        dead.close();
    }
    CHECK(ask_server(folder.path(), {"echo", {}}).error().code == errc::unavailable);
    running_socket server(folder.path());
    CHECK(ask_server(folder.path(), {"echo", {}}));
    server.stop();
    CHECK_FALSE(std::filesystem::exists(folder.path() / "control.sock"));
}

TEST_CASE("control: a folder may lie deeper than a socket's address is long", "[control]")
{
    const contract::scratch_folder folder;
    const auto deep = folder.path() / std::string(100, 'a') / std::string(100, 'b');
    std::filesystem::create_directories(deep);
    const running_socket server(deep);
    CHECK(ask_server(deep, {"echo", {}}));
}

TEST_CASE("control: a bad line harms nobody", "[control]")
{
    const contract::scratch_folder folder;
    const running_socket server(folder.path());
    for (const std::string line :
         {"\n", "{\n", "[]\n", "{\"command\":1}\n", "\xFF\n",
          "{\"command\":\"echo\",\"with\":{\"a\":1}}\n"})
        CHECK(read_answer(raw_answer(folder.path(), line)).error().code == errc::bad_request);
    CHECK(raw_answer(folder.path(), std::string(limits::control_line_bytes + 1, 'x')).empty());
    CHECK(ask_server(folder.path(), {"echo", {}}));
}

TEST_CASE("control: an answer may be long, and one that is too long is refused", "[control]")
{
    const contract::scratch_folder folder;
    const running_socket server(folder.path());
    const auto ask = [&](std::size_t bytes) {
        return ask_server(folder.path(), {"long", {{"bytes", std::to_string(bytes)}}});
    };
    CHECK(ask(1'000'000)->at("text").size() == 1'000'000);
    CHECK(ask(limits::control_answer_bytes).error().code == errc::too_long);
}

TEST_CASE("control: more than a few at once are turned away", "[control]")
{
    const contract::scratch_folder folder;
    const running_socket server(folder.path());
    asio::io_context on;
    std::vector<local::socket> held;
    for (std::size_t i = 0; i < limits::control_connections; ++i)
    {
        auto& one = held.emplace_back(on);
        one.connect(local::endpoint((folder.path() / "control.sock").string()));
    }
    CHECK(raw_answer(folder.path(), to_line(control_request{"echo", {}}) + "\n").empty());
    held.clear();
    control_answer came = fail(errc::unavailable);
    for (int i = 0; i < 100 && !came; ++i) // the server sees the ends one after the other
        came = ask_server(folder.path(), {"echo", {}});
    CHECK(came);
}
