// The load generator's inside: load_wire.cpp opens connections and moves frames, load.cpp decides
// when a message is sent. Owned by `load`; one thread.
#pragma once

#include "tests/bench/load.hpp"
#include "tests/bench/ws_frames.hpp"

#include <sys/epoll.h>

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::bench {

enum class load_stage
{
    upgrading,
    greeting,
    idle,
    waiting
};

struct load_connection
{
    int fd = -1;
    load_stage at = load_stage::upgrading;
    steady::time_point due{}; ///< when the message in flight should have been sent
    std::size_t left = 0;     ///< messages still to send in an exchange
    std::string part;         ///< the beginning of a frame that has not arrived in full
};

class load::engine
{
public:
    engine(std::uint16_t port, const script& talk);
    ~engine();
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
    void send_all(load_connection& to, std::string_view bytes);
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

    static constexpr std::chrono::seconds patience{10};

    std::uint16_t port_;
    const script& talk_;
    int epoll_;
    std::vector<load_connection> connections_;
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

/// Ends the measurement with a reason.
[[noreturn]] void give_up(const std::string& what);

} // namespace switchback::bench
