// Wakes when the earliest timer is due and has it fired; looks again at least every
// limits::timer_check_ms, so that a jump of the clock is seen. Owned by the composition root; lives
// on the service's executor.
#pragma once

#include "bot/base/clock.hpp"
#include "bot/service/conversations.hpp"
#include "bot/service/kept_loop.hpp"

namespace switchback::service {

class timers
{
public:
    timers(conversations& of, const clock& time, metrics& counts, boost::asio::any_io_executor on);

    void start() { loop_.start(); }
    void stop() { loop_.stop(); }

private:
    [[nodiscard]] boost::asio::awaitable<std::int64_t> look();
    void wake_by(std::int64_t due_ms);

    conversations& of_;
    const clock& time_;
    std::int64_t until_ms_ = 0; // asleep until then
    kept_loop loop_;
};

} // namespace switchback::service
