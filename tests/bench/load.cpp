#include "tests/bench/load.hpp"

#include "tests/bench/ws_frames.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace switchback::bench {
namespace {

constexpr std::size_t opening_at_once = 64;
constexpr std::size_t recorded_at_most = 256;
constexpr std::size_t connections_an_address = 16;
constexpr auto patience = std::chrono::seconds(10);

[[noreturn]] void give_up(const std::string& what)
{
    throw std::runtime_error("load: " + what);
}

enum class stage
{
    upgrading,
    greeting,
    idle,
    waiting
};

struct connection
{
    int fd = -1;
    stage at = stage::upgrading;
    steady::time_point due{}; ///< when the message in flight should have been sent
    std::size_t left = 0;     ///< messages still to send in an exchange
    std::string part;         ///< the beginning of a frame that has not arrived in full
};

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

class load::engine
{
public:
    engine(std::uint16_t port, const script& talk)
        : port_(port), talk_(talk), epoll_(::epoll_create1(EPOLL_CLOEXEC))
    {
        if (epoll_ < 0)
            give_up("epoll_create1");
    }
    ~engine()
    {
        disconnect();
        ::close(epoll_);
    }
    engine(const engine&) = delete;
    engine& operator=(const engine&) = delete;

    void connect(std::size_t count, const std::vector<std::string>& tokens);
    load_result closed(std::chrono::milliseconds length);
    load_result open(std::chrono::milliseconds length, double rate);
    load_result exchange(std::size_t each);
    void disconnect();

    std::vector<talk_state> states_;
    std::vector<std::string> recorded_;
    std::string first_refusal_;

private:
    enum class pace
    {
        none,     ///< answers are counted, nothing new is sent
        closed,   ///< the answer sends the next message
        open,     ///< the clock sends
        exchange, ///< the answer sends the next message until none is left
    };

    void open_one(const std::string& token);
    void send_all(connection& to, std::string_view bytes);
    void send_text(std::size_t index, std::string_view text, unsigned opcode);
    void say(std::size_t index, steady::time_point due);
    bool poll(int timeout_ms);
    void receive(std::size_t index);
    std::size_t take_upgrade(std::size_t index, std::string_view bytes);
    void take_frame(std::size_t index, const server_frame& frame);
    void answered(std::size_t index);
    void drain();
    void begin(pace how);
    load_result finish(steady::time_point start);

    std::uint16_t port_;
    const script& talk_;
    int epoll_;
    std::vector<connection> connections_;
    std::vector<steady::time_point> next_due_;
    std::size_t ready_ = 0;
    std::size_t in_flight_ = 0;
    pace pace_ = pace::none;
    std::chrono::nanoseconds gap_{};
    steady::time_point until_{};
    steady::time_point now_{};
    load_result result_;
    std::uint32_t mask_ = 0x9e3779b9U;
    std::string text_;
    std::string frame_;
    std::array<char, 256 * 1024> buffer_{};
    std::array<epoll_event, 256> events_{};
};

void load::engine::open_one(const std::string& token)
{
    const std::size_t index = connections_.size();
    connection made;
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

void load::engine::send_all(connection& to, std::string_view bytes)
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

void load::engine::say(std::size_t index, steady::time_point due)
{
    connection& c = connections_[index];
    text_.clear();
    talk_.say(states_[index], text_);
    if (index == 0 && recorded_.size() < recorded_at_most)
        recorded_.push_back(text_);
    c.due = due;
    c.at = stage::waiting;
    ++in_flight_;
    result_.bytes_out += text_.size();
    send_text(index, text_, 1);
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
    connection& c = connections_[index];
    std::size_t have = c.part.size();
    std::memcpy(buffer_.data(), c.part.data(), have);
    const ssize_t n = ::recv(c.fd, buffer_.data() + have, buffer_.size() - have, 0);
    now_ = steady::now();
    if (n <= 0)
        give_up("connection " + std::to_string(index) + " was closed by the server");
    have += static_cast<std::size_t>(n);
    std::string_view bytes(buffer_.data(), have);
    if (c.at == stage::upgrading)
        bytes.remove_prefix(take_upgrade(index, bytes));
    while (c.at != stage::upgrading && !bytes.empty())
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
        connections_[index].at = stage::idle;
        ++ready_;
    }
    else
    {
        connections_[index].at = stage::greeting;
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
    connection& c = connections_[index];
    const heard what = talk_.hear(states_[index], frame.payload);
    if (what == heard::refused)
    {
        ++result_.refused;
        if (first_refusal_.empty())
            first_refusal_ = frame.payload;
        if (c.at == stage::greeting)
            give_up("hello was refused: " + first_refusal_);
        states_[index].restart = true;
    }
    if (what == heard::ready && c.at == stage::greeting)
    {
        c.at = stage::idle;
        ++ready_;
    }
    else if (c.at == stage::waiting && (what == heard::complete || what == heard::refused))
    {
        answered(index);
    }
}

void load::engine::answered(std::size_t index)
{
    connection& c = connections_[index];
    c.at = stage::idle;
    --in_flight_;
    result_.times.add((now_ - c.due).count());
    if (now_ <= until_)
        ++result_.messages;
    if (pace_ == pace::closed && now_ < until_)
    {
        say(index, now_);
    }
    else if (pace_ == pace::open && next_due_[index] <= now_ && now_ < until_)
    {
        const auto due = next_due_[index];
        next_due_[index] += gap_;
        say(index, due);
    }
    else if (pace_ == pace::exchange && c.left > 0)
    {
        --c.left;
        say(index, now_);
    }
}

void load::engine::begin(pace how)
{
    pace_ = how;
    result_ = {};
    until_ = steady::time_point::max();
}

void load::engine::drain()
{
    const auto last = steady::now() + patience;
    while (in_flight_ > 0)
    {
        poll(10);
        if (steady::now() > last)
            give_up(std::to_string(in_flight_) + " messages were never answered");
    }
}

load_result load::engine::finish(steady::time_point start)
{
    result_.seconds = std::chrono::duration<double>(steady::now() - start).count();
    drain();
    pace_ = pace::none;
    return result_;
}

load_result load::engine::closed(std::chrono::milliseconds length)
{
    begin(pace::closed);
    const auto start = steady::now();
    until_ = start + length;
    for (std::size_t i = 0; i < connections_.size(); ++i)
        say(i, steady::now());
    while (steady::now() < until_)
        poll(10);
    return finish(start);
}

load_result load::engine::open(std::chrono::milliseconds length, double rate)
{
    begin(pace::open);
    const std::chrono::duration<double> tick(1.0 / rate);
    gap_ = std::chrono::duration_cast<std::chrono::nanoseconds>(
        tick * static_cast<double>(connections_.size()));
    const auto start = steady::now();
    until_ = start + length;
    for (std::size_t i = 0; i < connections_.size(); ++i)
        next_due_[i] = start + std::chrono::duration_cast<std::chrono::nanoseconds>(
                                   tick * static_cast<double>(i));
    // The clock walks over the connections in turn; one that is still waiting catches up when its
    // answer comes, and the wait counts against the server.
    std::uint64_t ticks = 0;
    auto next_tick = start;
    for (auto now = start; now < until_; now = steady::now())
    {
        for (; next_tick <= now; next_tick = start + std::chrono::duration_cast<steady::duration>(
                                                         tick * static_cast<double>(ticks)))
        {
            const std::size_t i = ticks++ % connections_.size();
            if (connections_[i].at == stage::idle && next_due_[i] <= now)
            {
                const auto due = next_due_[i];
                next_due_[i] += gap_;
                say(i, due);
            }
        }
        poll(0);
    }
    return finish(start);
}

load_result load::engine::exchange(std::size_t each)
{
    constexpr std::size_t at_once = 256;
    begin(pace::exchange);
    const auto start = steady::now();
    for (std::size_t i = 0; i < connections_.size() && each > 0; ++i)
    {
        while (in_flight_ >= at_once)
            poll(10);
        connections_[i].left = each - 1;
        say(i, steady::now());
    }
    return finish(start);
}

void load::engine::disconnect()
{
    for (const connection& c : connections_)
        ::close(c.fd);
    connections_.clear();
    states_.clear();
    next_due_.clear();
    ready_ = 0;
    in_flight_ = 0;
}

load::load(std::uint16_t port, const script& talk) : engine_(std::make_unique<engine>(port, talk))
{}
load::~load() = default;

void load::connect(std::size_t count, const std::vector<std::string>& tokens)
{
    engine_->connect(count, tokens);
}
load_result load::closed(std::chrono::milliseconds length)
{
    return engine_->closed(length);
}
load_result load::open(std::chrono::milliseconds length, double rate)
{
    return engine_->open(length, rate);
}
load_result load::exchange(std::size_t each)
{
    return engine_->exchange(each);
}
void load::disconnect()
{
    engine_->disconnect();
}
const std::vector<talk_state>& load::states() const
{
    return engine_->states_;
}
const std::vector<std::string>& load::recorded() const
{
    return engine_->recorded_;
}
const std::string& load::first_refusal() const
{
    return engine_->first_refusal_;
}

} // namespace switchback::bench
