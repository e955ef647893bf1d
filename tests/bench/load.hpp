// The load generator: many WebSocket clients on one thread over raw epoll. Each connection has one
// message in flight and sends the next when the answer is complete (closed loop), or when its time
// has come (open loop; latency counts from the intended time, so a slow server cannot hide).
// Owned by the program that measures; one thread. Throws std::runtime_error when the server is
// not there or breaks the protocol: a measurement has nothing to recover.
#pragma once

#include "tests/bench/latency.hpp"
#include "tests/bench/talk.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace switchback::bench {

using steady = std::chrono::steady_clock;

struct load_result
{
    std::uint64_t messages = 0;
    std::uint64_t refused = 0; ///< answers that were err
    double seconds = 0;
    latency times;
    std::uint64_t bytes_out = 0; ///< payload of the client's messages
    std::uint64_t bytes_in = 0;  ///< payload of the server's frames

    [[nodiscard]] double per_second() const
    {
        return seconds > 0 ? static_cast<double>(messages) / seconds : 0;
    }
};

class load
{
public:
    /// `port` on loopback; `talk` must outlive the load.
    load(std::uint16_t port, const script& talk);
    ~load();
    load(const load&) = delete;
    load& operator=(const load&) = delete;

    /// Opens `count` more connections and greets; resume tokens are given per connection, or none.
    void connect(std::size_t count, const std::vector<std::string>& tokens = {});
    /// Depth 1 on every connection for this long.
    load_result closed(std::chrono::milliseconds length);
    /// `rate` messages a second over all connections, for this long.
    load_result open(std::chrono::milliseconds length, double rate);
    /// Exactly `each` messages on every connection, at most 256 in flight.
    load_result exchange(std::size_t each);
    /// Closes all connections; the states stay readable until then.
    void disconnect();

    [[nodiscard]] const std::vector<talk_state>& states() const;
    [[nodiscard]] std::size_t size() const { return states().size(); }
    /// The first messages of connection 0, at most 256: what an echo should be given.
    [[nodiscard]] const std::vector<std::string>& recorded() const;
    /// The first err frame seen, empty when there was none.
    [[nodiscard]] const std::string& first_refusal() const;

private:
    class engine;
    std::unique_ptr<engine> engine_;
};

} // namespace switchback::bench
