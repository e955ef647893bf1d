// A loop of the service that goes on whatever happens in one of its rounds: a fault ends the round,
// is logged and counted, and after a pause the next one begins. Owned by the part whose loop it is;
// lives on the service's executor.
#pragma once

#include "bot/base/log.hpp"
#include "bot/base/metrics.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <functional>

namespace switchback::service {

class kept_loop
{
public:
    /// One round; gives how many milliseconds may pass until the next.
    using round = std::function<boost::asio::awaitable<std::int64_t>()>;

    /// `name` stands in the log when a round ends by a fault.
    kept_loop(boost::asio::any_io_executor on, metrics& counts, code_word name, round look);

    void start();

    /// No round begins after this; one under way ends by itself.
    void stop();
    [[nodiscard]] bool is_stopped() const noexcept { return stops_; }

    /// The next round begins at once, or when the one under way ends.
    void wake();

private:
    [[nodiscard]] boost::asio::awaitable<void> run();

    boost::asio::any_io_executor on_;
    boost::asio::steady_timer sleep_;
    metrics& counts_;
    code_word name_;
    round look_;
    bool is_woken_ = false;
    bool stops_ = false;
};

} // namespace switchback::service
