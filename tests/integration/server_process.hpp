// The real server as a child process on a scratch data folder, and a blocking client that speaks
// the protocol to it. Owned by one test; one thread.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace switchback::testing {

using json = nlohmann::json;

struct server_setup
{
    int say_per_10s = 0;              // no limit
    std::filesystem::path flows = {}; // empty: the shipped ones
    std::uint64_t largest_file = 0;   // bytes a file may grow to (a full disk); 0: no limit
    bool open = true;
    bool visitors_are_clients = true;
    std::string practice_name = "Test";
    std::string clinic = {}; // the clinic's file; empty: nobody is set up
};

class server_process
{
public:
    explicit server_process(server_setup how = {});
    ~server_process();
    server_process(const server_process&) = delete;
    server_process& operator=(const server_process&) = delete;

    /// Starts again on the same data folder.
    void start();
    void signal(int number) const;
    /// Waits for its end; the exit code, or minus the signal that ended it.
    int wait();

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
    [[nodiscard]] const std::filesystem::path& data() const noexcept { return data_; }
    [[nodiscard]] std::string output() const; // standard error so far
    [[nodiscard]] std::string config_file() const { return (folder_ / "config.yaml").string(); }

    /// GET; the status and the body.
    [[nodiscard]] std::pair<int, std::string>
    get(const std::string& path, const std::string& language = {}) const;

    /// As one of our own pages asks: with a cookie or a resume token when they are given. Without a
    /// body it is a GET.
    struct asked
    {
        std::string path;
        json body = {};
        std::string cookie = {};
        std::string token = {};
        std::string forwarded_for = {};
    };
    struct reply
    {
        int status = 0;
        json body;
        std::string set_cookie;
        std::string text;
    };
    [[nodiscard]] reply ask(const asked& what) const;

    /// Runs `switchback <words> --config ...`; the exit code, and all it said.
    [[nodiscard]] std::pair<int, std::string> command(const std::string& words) const;

private:
    server_setup how_;
    std::filesystem::path folder_;
    std::filesystem::path data_;
    pid_t pid_ = 0;
    std::uint16_t port_ = 0;
};

class chat_client
{
public:
    explicit chat_client(const server_process& server, std::string device = "test");

    /// Sends hello and reads the welcome with its replay and state.
    json hello(const std::string& token = {}, std::uint64_t last = 0);
    void send(const json& frame);
    void send_raw(std::string_view bytes, bool binary = false);
    /// The next object of the stream; arrays are taken apart. Null when the server closed.
    json read();
    /// Sends an input under the next cid and reads up to its ack or error, all that came with it.
    std::vector<json> input(json frame);
    std::vector<json> say(const std::string& words)
    {
        return input({{"t", "say"}, {"text", words}});
    }

    /// Reads until the server closes; its close code.
    int closed();
    [[nodiscard]] std::string next_cid();
    [[nodiscard]] const std::string& token() const noexcept { return token_; }
    [[nodiscard]] std::uint64_t last() const noexcept { return last_; }
    void drop(); // ends the connection without a close

    /// Small buffers, so that a client that does not read is soon a slow reader.
    void shrink_receive_buffer();

private:
    boost::asio::io_context on_;
    boost::beast::websocket::stream<boost::asio::ip::tcp::socket> stream_;
    std::vector<json> waiting_;
    std::string device_;
    std::string token_;
    std::uint64_t last_ = 0;
    int count_ = 0;
    int close_code_ = 0;
};

/// The messages among some frames.
[[nodiscard]] std::vector<json> messages_of(const std::vector<json>& frames);
/// The first frame of that type, or null.
[[nodiscard]] json frame_of(const std::vector<json>& frames, const std::string& type);

} // namespace switchback::testing
