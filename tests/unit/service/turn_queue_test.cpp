// One at a time, in order, however many wait.
#include "bot/base/limits.hpp"
#include "bot/service/turn_guard.hpp"
#include "bot/service/turn_queue.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>
#include <vector>

using namespace switchback;

namespace {

namespace asio = boost::asio;

struct visitors
{
    service::turn_queue queue;
    std::vector<int> came;
    int inside = 0;
    int refused = 0;

    asio::awaitable<void> visit(int number)
    {
        const auto entered = co_await queue.enter();
        if (!entered)
        {
            CHECK(entered.error().code == errc::busy);
            ++refused;
            co_return;
        }
        const service::turn_guard leave(queue);
        CHECK(++inside == 1);
        // Others come meanwhile.
        co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
        came.push_back(number);
        --inside;
    }
};

} // namespace

TEST_CASE("turn queue: many wait, and each has its turn in order", "[service]")
{
    asio::io_context on(1);
    visitors all;
    const auto most = static_cast<int>(limits::inputs_waiting) + 1; // one is inside
    for (int i = 0; i < most + 2; ++i)
        asio::co_spawn(on, all.visit(i), [](std::exception_ptr fault) { CHECK(fault == nullptr); });
    on.run();
    REQUIRE(all.came.size() == static_cast<std::size_t>(most));
    for (int i = 0; i < most; ++i)
        CHECK(all.came[static_cast<std::size_t>(i)] == i);
    CHECK(all.refused == 2);
    CHECK(all.queue.is_idle());
}
