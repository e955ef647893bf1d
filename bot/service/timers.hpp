// Wakes when the earliest timer is due and has it fired; looks again at least every
// limits::timer_check_ms, so that a jump of the clock is seen. Owned by the composition root; lives
// on the service's executor.
#pragma once

#include "bot/base/clock.hpp"
#include "bot/service/conversations.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

namespace switchback::service {

class timers
{
public:
    timers(conversations& of, const clock& time, boost::asio::any_io_executor on);

    void start();
    void stop();

private:
    [[nodiscard]] boost::asio::awaitable<void> run();
    void wake_by(std::int64_t due_ms);

    conversations& of_;
    const clock& time_;
    boost::asio::any_io_executor on_;
    boost::asio::steady_timer sleep_;
    std::int64_t until_ms_ = 0; // asleep until then
    bool stops_ = false;
};

} // namespace switchback::service
