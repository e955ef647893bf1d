#include "bot/service/timers.hpp"

#include "bot/base/limits.hpp"
#include "bot/base/log.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

namespace switchback::service {

timers::timers(conversations& of, const clock& time, boost::asio::any_io_executor on)
    : of_(of), time_(time), on_(on), sleep_(on)
{
    of_.on_timer_set([this](std::int64_t due_ms) { wake_by(due_ms); });
}

void timers::start()
{
    boost::asio::co_spawn(on_, run(), [](std::exception_ptr fault) {
        if (fault)
            log(log_level::error, "timers_failed");
    });
}

void timers::stop()
{
    stops_ = true;
    sleep_.cancel();
}

void timers::wake_by(std::int64_t due_ms)
{
    if (due_ms < until_ms_)
        sleep_.cancel();
}

boost::asio::awaitable<void> timers::run()
{
    while (!stops_)
    {
        const auto next = co_await of_.fire_due_timers();
        of_.forget_idle();
        const auto now = time_.now_ms();
        const auto latest = now + limits::timer_check_ms;
        until_ms_ = std::clamp(next.value_or(latest), now + 1, latest);
        sleep_.expires_after(std::chrono::milliseconds(until_ms_ - now));
        co_await sleep_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    }
}

} // namespace switchback::service
