#include "tests/integration/server_process.hpp"

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace switchback::testing {
namespace {

namespace fs = std::filesystem;
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using tcp = asio::ip::tcp;

constexpr int read_timeout_s = 15; // a test that waits longer has failed

fs::path scratch_folder()
{
    std::string name = (fs::temp_directory_path() / "switchback-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
        throw std::runtime_error("no scratch folder");
    return name;
}

void limit_wait(tcp::socket& socket)
{
    const timeval wait{read_timeout_s, 0};
    ::setsockopt(socket.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
}

tcp::endpoint at(std::uint16_t port)
{
    return {asio::ip::make_address("127.0.0.1"), port};
}

} // namespace

server_process::server_process(server_setup how) : how_(std::move(how)), folder_(scratch_folder())
{
    data_ = folder_ / "data";
    if (how_.flows.empty())
        how_.flows = SWITCHBACK_FLOWS;
    std::ofstream config(folder_ / "config.yaml");
    config << "port: 0\ndata: " << data_.string() << "\nflows: " << how_.flows.string()
           << "\npractice: {id: demo, name: " << json(how_.practice_name).dump()
           << ", open: " << (how_.open ? "true" : "false")
           << (how_.visitors_are_clients ? ", visitors: as_clients" : "")
           << (how_.clinic.empty() ? "" : ", clinic: clinic.yaml")
           << "}\nlimits: {say_per_10s: " << how_.say_per_10s << "}\n";
    config.close();
    if (!how_.clinic.empty())
        std::ofstream(folder_ / "clinic.yaml") << how_.clinic;
    start();
}

server_process::~server_process()
{
    if (pid_ > 0)
    {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

void server_process::start()
{
    int out[2];
    if (::pipe2(out, O_CLOEXEC) != 0)
        throw std::runtime_error("pipe");
    const auto config = config_file();
    const auto errors = (folder_ / "stderr").string();
    pid_ = ::fork();
    if (pid_ == 0)
    {
        ::dup2(out[1], STDOUT_FILENO);
        const int log = ::open(errors.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        ::dup2(log, STDERR_FILENO);
        if (how_.largest_file != 0)
        {
            ::signal(SIGXFSZ, SIG_IGN);
            const rlimit most{how_.largest_file, how_.largest_file};
            ::setrlimit(RLIMIT_FSIZE, &most);
        }
        ::execl(SWITCHBACK_BINARY, "switchback", "serve", "--config", config.c_str(), nullptr);
        ::_exit(127);
    }
    ::close(out[1]);
    std::string line;
    char letter = 0;
    while (line.find('\n') == std::string::npos && ::read(out[0], &letter, 1) == 1)
        line.push_back(letter);
    ::close(out[0]);
    const auto colon = line.rfind(':');
    if (colon == std::string::npos)
        throw std::runtime_error("the server did not start: " + output());
    port_ = static_cast<std::uint16_t>(std::stoi(line.substr(colon + 1)));
}

void server_process::signal(int number) const
{
    ::kill(pid_, number);
}

int server_process::wait()
{
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

std::string server_process::output() const
{
    std::ifstream from(folder_ / "stderr", std::ios::binary);
    return {std::istreambuf_iterator<char>(from), {}};
}

std::pair<int, std::string>
server_process::get(const std::string& path, const std::string& language) const
{
    asio::io_context on;
    tcp::socket socket(on);
    socket.connect(at(port_));
    limit_wait(socket);
    beast::http::request<beast::http::empty_body> request(beast::http::verb::get, path, 11);
    request.set(beast::http::field::host, "localhost");
    if (!language.empty())
        request.set(beast::http::field::accept_language, language);
    beast::http::write(socket, request);
    beast::flat_buffer buffer;
    beast::http::response<beast::http::string_body> answer;
    beast::http::read(socket, buffer, answer);
    return {static_cast<int>(answer.result_int()), answer.body()};
}

server_process::reply server_process::ask(const asked& what) const
{
    namespace http = beast::http;
    asio::io_context on;
    tcp::socket socket(on);
    socket.connect(at(port_));
    limit_wait(socket);
    const auto method = what.body.is_null() ? http::verb::get : http::verb::post;
    http::request<http::string_body> request(method, what.path, 11);
    request.set(http::field::host, "localhost");
    request.set("X-Switchback", "1");
    request.set("Sec-Fetch-Site", "same-origin");
    if (!what.cookie.empty())
        request.set(http::field::cookie, what.cookie);
    if (!what.token.empty())
        request.set(http::field::authorization, "Bearer " + what.token);
    if (!what.forwarded_for.empty())
        request.set("X-Forwarded-For", what.forwarded_for);
    if (!what.body.is_null())
    {
        request.set(http::field::content_type, "application/json");
        request.body() = what.body.dump();
    }
    request.prepare_payload();
    http::write(socket, request);
    beast::flat_buffer buffer;
    http::response<http::string_body> answer;
    http::read(socket, buffer, answer);
    reply out;
    out.status = static_cast<int>(answer.result_int());
    out.text = answer.body();
    out.body = json::parse(out.text, nullptr, false);
    out.set_cookie = std::string(answer[http::field::set_cookie]);
    return out;
}

std::pair<int, std::string> server_process::command(const std::string& words) const
{
    const auto line =
        std::string(SWITCHBACK_BINARY) + " " + words + " --config " + config_file() + " 2>&1";
    auto* pipe = ::popen(line.c_str(), "r");
    if (pipe == nullptr)
        throw std::runtime_error("popen");
    std::string said;
    char buffer[512];
    while (std::fgets(buffer, sizeof buffer, pipe) != nullptr)
        said += buffer;
    const int status = ::pclose(pipe);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, said};
}

chat_client::chat_client(const server_process& server, std::string device)
    : stream_(on_), device_(std::move(device))
{
    auto& socket = stream_.next_layer();
    socket.connect(at(server.port()));
    limit_wait(socket);
    stream_.set_option(websocket::stream_base::decorator([](websocket::request_type& request) {
        request.set(beast::http::field::sec_websocket_protocol, "switchback.v1");
    }));
    stream_.read_message_max(64 * 1024 * 1024);
    stream_.handshake("localhost", "/ws");
    stream_.text(true);
}

json chat_client::hello(const std::string& token, std::uint64_t last)
{
    json frame{{"t", "hello"}, {"v", 1},       {"practice", "demo"},
               {"lang", "en"}, {"last", last}, {"caps", json::array()}};
    if (!token.empty())
        frame["token"] = token;
    send(frame);
    auto first = read();
    if (first.is_object() && first.value("t", "") == "welcome")
        token_ = first["token"];
    return first;
}

void chat_client::send(const json& frame)
{
    stream_.write(asio::buffer(frame.dump()));
}

void chat_client::send_raw(std::string_view bytes, bool binary)
{
    stream_.binary(binary);
    beast::error_code ignored;
    stream_.write(asio::buffer(bytes), ignored);
    stream_.text(true);
}

json chat_client::read()
{
    while (waiting_.empty())
    {
        beast::flat_buffer buffer;
        beast::error_code ec;
        stream_.read(buffer, ec);
        if (ec)
        {
            close_code_ = ec == websocket::error::closed ? stream_.reason().code : -1;
            return {};
        }
        auto frame = json::parse(beast::buffers_to_string(buffer.cdata()));
        if (frame.is_array())
            for (auto& one : frame)
                waiting_.push_back(std::move(one));
        else
            waiting_.push_back(std::move(frame));
    }
    auto out = std::move(waiting_.front());
    waiting_.erase(waiting_.begin());
    if (out.value("t", "") == "msg" && out.contains("seq"))
        last_ = out["seq"];
    return out;
}

std::string chat_client::next_cid()
{
    return device_ + "-" + std::to_string(++count_);
}

std::vector<json> chat_client::input(json frame)
{
    if (!frame.contains("cid"))
        frame["cid"] = next_cid();
    send(frame);
    const auto cid = frame["cid"].get<std::string>();
    std::vector<json> out;
    for (;;)
    {
        auto one = read();
        if (one.is_null())
            return out;
        const auto type = one.value("t", std::string());
        const bool ends = (type == "ack" && one["cid"] == cid) ||
                          (type == "err" && one.value("ref", std::string()) == cid);
        out.push_back(std::move(one));
        if (ends)
            break;
    }
    // The messages stand behind the ack in the same frame.
    while (!waiting_.empty())
        out.push_back(read());
    return out;
}

int chat_client::closed()
{
    while (close_code_ == 0 && !read().is_null())
        continue;
    return close_code_;
}

void chat_client::drop()
{
    beast::error_code ignored;
    stream_.next_layer().close(ignored);
}

void chat_client::shrink_receive_buffer()
{
    boost::system::error_code ignored;
    stream_.next_layer().set_option(asio::socket_base::receive_buffer_size(4'096), ignored);
}

std::vector<json> messages_of(const std::vector<json>& frames)
{
    std::vector<json> out;
    std::ranges::copy_if(frames, std::back_inserter(out), [](const json& one) {
        return one.value("t", "") == "msg";
    });
    return out;
}

json frame_of(const std::vector<json>& frames, const std::string& type)
{
    for (const auto& one : frames)
        if (one.value("t", "") == type)
            return one;
    return {};
}

} // namespace switchback::testing
