// A loop whose rounds end by a fault goes on: the pages and timers behind it wait for nobody.
#include "bot/base/limits.hpp"
#include "bot/service/kept_loop.hpp"

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <chrono>
#include <stdexcept>

using namespace switchback;

namespace {

// Ends by a fault so often, then does its work.
struct faulty_work
{
    int faults = 0;
    int rounds = 0;

    boost::asio::awaitable<std::int64_t> look()
    {
        ++rounds;
        if (faults-- > 0)
            throw std::runtime_error("a row that cannot be read");
        co_return 1;
    }
};

// Is woken in the middle of its first round, and stops in its second.
struct waking_work
{
    service::kept_loop* loop = nullptr;
    int rounds = 0;

    boost::asio::awaitable<std::int64_t> look()
    {
        if (++rounds == 1)
            loop->wake();
        else
            loop->stop();
        co_return limits::hour_ms;
    }
};

} // namespace

TEST_CASE("kept loop: a round that ends by a fault is counted, and another begins", "[service]")
{
    set_log_level(log_level::error);
    boost::asio::io_context on(1);
    metrics counts;
    faulty_work work{1};
    service::kept_loop loop(
        on.get_executor(), counts, "test_failed", [&work] { return work.look(); });
    loop.start();
    on.run_for(std::chrono::milliseconds(limits::loop_pause_ms / 2));
    CHECK(work.rounds == 1); // it pauses, so that a lasting fault does not spin
    on.run_for(std::chrono::milliseconds(limits::loop_pause_ms));
    CHECK(work.rounds > 2);
    CHECK(counts.value(metric::loop_faults) == 1);
    loop.stop();
    on.run();
    const auto rounds = work.rounds;
    loop.wake();
    on.restart();
    on.run();
    CHECK(work.rounds == rounds);
}

TEST_CASE("kept loop: what wakes it during a round is not lost", "[service]")
{
    boost::asio::io_context on(1);
    metrics counts;
    waking_work work;
    service::kept_loop loop(
        on.get_executor(), counts, "test_failed", [&work] { return work.look(); });
    work.loop = &loop;
    loop.start();
    on.run_for(std::chrono::seconds(5));
    CHECK(work.rounds == 2);
}
