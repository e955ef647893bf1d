#include "tests/bench/load_engine.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace switchback::bench {
namespace {

constexpr std::size_t opening_at_once = 64;
constexpr std::size_t connections_an_address = 16;

/// A loopback socket towards `port`; many source addresses, as many clients would have.
int open_socket(std::uint16_t port, std::size_t index)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        give_up(std::string("socket: ") + std::strerror(errno));
    const int yes = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    ::setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    const auto host = static_cast<std::uint32_t>(index / connections_an_address);
    address.sin_addr.s_addr = htonl(0x7f010001U + host);
    if (::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        give_up(std::string("bind: ") + std::strerror(errno));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        give_up(std::string("connect: ") + std::strerror(errno));
    return fd;
}

} // namespace

void give_up(const std::string& what)
{
    throw std::runtime_error("load: " + what);
}

load::engine::engine(std::uint16_t port, const script& talk)
    : port_(port), talk_(talk), epoll_(::epoll_create1(EPOLL_CLOEXEC))
{
    if (epoll_ < 0)
        give_up("epoll_create1");
}

load::engine::~engine()
{
    disconnect();
    ::close(epoll_);
}

void load::engine::open_one(const std::string& token)
{
    const std::size_t index = connections_.size();
    load_connection made;
    made.fd = open_socket(port_, index);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = index;
    if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, made.fd, &event) != 0)
        give_up("epoll_ctl");
    connections_.push_back(std::move(made));
    talk_state state;
    state.index = index;
    state.token = token;
    // A device keeps its numbers for life, so a second attachment to a conversation is a new one.
    state.device = 'b' + std::to_string(steady::now().time_since_epoch().count() % 1'000'000'000);
    states_.push_back(std::move(state));
    const std::string authority = "127.0.0.1:" + std::to_string(port_);
    send_all(
        connections_.back(),
        "GET /ws HTTP/1.1\r\nHost: " + authority + "\r\nOrigin: http://" + authority +
            "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Protocol: switchback.v1\r\n\r\n");
}

void load::engine::connect(std::size_t count, const std::vector<std::string>& tokens)
{
    begin(pace::none);
    const std::size_t wanted = connections_.size() + count;
    connections_.reserve(wanted);
    states_.reserve(wanted);
    auto last_progress = steady::now();
    for (std::size_t given = 0; ready_ < wanted;)
    {
        while (connections_.size() < wanted && connections_.size() - ready_ < opening_at_once)
            open_one(given < tokens.size() ? tokens[given++] : std::string{});
        const std::size_t before = ready_;
        poll(100);
        if (ready_ != before)
            last_progress = steady::now();
        else if (steady::now() - last_progress > patience)
            give_up("only " + std::to_string(ready_) + " connections were greeted");
    }
    next_due_.resize(wanted);
}

void load::engine::send_all(load_connection& to, std::string_view bytes)
{
    // One small message in flight: the socket's buffer always has room, so blocking is not met.
    while (!bytes.empty())
    {
        const ssize_t n = ::send(to.fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n <= 0)
            give_up(std::string("send: ") + std::strerror(errno));
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
}

void load::engine::send_text(std::size_t index, std::string_view text, unsigned opcode)
{
    mask_ ^= mask_ << 13U;
    mask_ ^= mask_ >> 17U;
    mask_ ^= mask_ << 5U;
    frame_.clear();
    append_client_frame(frame_, text, mask_, opcode);
    send_all(connections_[index], frame_);
}

bool load::engine::poll(int timeout_ms)
{
    const int n =
        ::epoll_wait(epoll_, events_.data(), static_cast<int>(events_.size()), timeout_ms);
    for (int i = 0; i < n; ++i)
        receive(events_[static_cast<std::size_t>(i)].data.u64);
    return n > 0;
}

void load::engine::receive(std::size_t index)
{
    load_connection& c = connections_[index];
    std::size_t have = c.part.size();
    std::memcpy(buffer_.data(), c.part.data(), have);
    const ssize_t n = ::recv(c.fd, buffer_.data() + have, buffer_.size() - have, 0);
    now_ = steady::now();
    if (n <= 0)
        give_up("connection " + std::to_string(index) + " was closed by the server");
    have += static_cast<std::size_t>(n);
    std::string_view bytes(buffer_.data(), have);
    if (c.at == load_stage::upgrading)
        bytes.remove_prefix(take_upgrade(index, bytes));
    while (c.at != load_stage::upgrading && !bytes.empty())
    {
        const server_frame frame = read_server_frame(bytes);
        if (frame.size == 0)
            break;
        take_frame(index, frame);
        bytes.remove_prefix(frame.size);
    }
    if (bytes.size() > buffer_.size() / 2)
        give_up("a frame of the server is too large");
    if (!bytes.empty() || !c.part.empty())
        c.part.assign(bytes);
}

std::size_t load::engine::take_upgrade(std::size_t index, std::string_view bytes)
{
    const std::size_t end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos)
        return 0;
    if (bytes.find(" 101 ") != 8)
        give_up("no upgrade: " + std::string(bytes.substr(0, bytes.find('\r'))));
    const std::string greeting = talk_.greeting(states_[index]);
    if (greeting.empty())
    {
        connections_[index].at = load_stage::idle;
        ++ready_;
    }
    else
    {
        connections_[index].at = load_stage::greeting;
        send_text(index, greeting, 1);
    }
    return end + 4;
}

void load::engine::take_frame(std::size_t index, const server_frame& frame)
{
    if (frame.opcode == 9)
        return send_text(index, frame.payload, 10);
    if (frame.opcode == 8)
        give_up(
            "the server closed connection " + std::to_string(index) + ": " +
            std::string(frame.payload.substr(std::min<std::size_t>(2, frame.payload.size()))));
    if (frame.opcode != 1)
        return;
    result_.bytes_in += frame.payload.size();
    if (frame.payload == R"({"t":"hb"})")
        return send_text(index, frame.payload, 1);
    load_connection& c = connections_[index];
    const heard what = talk_.hear(states_[index], frame.payload);
    if (what == heard::refused)
    {
        ++result_.refused;
        if (first_refusal_.empty())
            first_refusal_ = frame.payload;
        if (c.at == load_stage::greeting)
            give_up("hello was refused: " + first_refusal_);
        states_[index].restart = true;
    }
    if (what == heard::ready && c.at == load_stage::greeting)
    {
        c.at = load_stage::idle;
        ++ready_;
    }
    else if (c.at == load_stage::waiting && (what == heard::complete || what == heard::refused))
    {
        answered(index);
    }
}

void load::engine::disconnect()
{
    for (const load_connection& c : connections_)
        ::close(c.fd);
    connections_.clear();
    states_.clear();
    next_due_.clear();
    ready_ = 0;
    in_flight_ = 0;
}

} // namespace switchback::bench
