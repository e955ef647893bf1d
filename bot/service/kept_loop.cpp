#include "bot/service/kept_loop.hpp"

#include "bot/base/limits.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

namespace switchback::service {

kept_loop::kept_loop(boost::asio::any_io_executor on, metrics& counts, code_word name, round look)
    : on_(on), sleep_(on), counts_(counts), name_(name), look_(std::move(look))
{}

void kept_loop::start()
{
    boost::asio::co_spawn(on_, run(), [name = name_](std::exception_ptr fault) {
        if (fault)
            log(log_level::error, name);
    });
}

void kept_loop::stop()
{
    stops_ = true;
    sleep_.cancel();
}

void kept_loop::wake()
{
    is_woken_ = true;
    sleep_.cancel();
}

boost::asio::awaitable<void> kept_loop::run()
{
    while (!stops_)
    {
        is_woken_ = false;
        auto wait_ms = limits::loop_pause_ms;
        bool is_done = false;
        try
        {
            wait_ms = co_await look_();
            is_done = true;
        }
        catch (...) // whatever it was, the pages and timers behind it must go on
        {
            counts_.count(metric::loop_faults);
        }
        if (!is_done)
        {
            log(log_level::error, name_);
            is_woken_ = false; // a fault that wakes itself must not spin
        }
        if (stops_ || is_woken_)
            continue;
        sleep_.expires_after(std::chrono::milliseconds(wait_ms));
        co_await sleep_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    }
}

} // namespace switchback::service
