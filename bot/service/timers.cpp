#include "bot/service/timers.hpp"

#include "bot/base/limits.hpp"

#include <algorithm>

namespace switchback::service {

timers::timers(
    conversations& of, const clock& time, metrics& counts, boost::asio::any_io_executor on)
    : of_(of), time_(time), loop_(on, counts, "timers_failed", [this] { return look(); })
{
    of_.on_timer_set([this](std::int64_t due_ms) { wake_by(due_ms); });
}

void timers::wake_by(std::int64_t due_ms)
{
    if (due_ms < until_ms_)
        loop_.wake();
}

boost::asio::awaitable<std::int64_t> timers::look()
{
    const auto next = co_await of_.fire_due_timers();
    of_.forget_idle();
    const auto now = time_.now_ms();
    const auto latest = now + limits::timer_check_ms;
    until_ms_ = std::clamp(next.value_or(latest), now + 1, latest);
    co_return until_ms_ - now;
}

} // namespace switchback::service
