#include "bot/store/sqlite/queue.hpp"

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include <atomic>
#include <stdexcept>
#include <thread>

using namespace switchback;
using namespace switchback::store::sqlite;

namespace {

struct numbered
{
    explicit numbered(int n, std::vector<int>* finished = nullptr) : number(n), done(finished) {}
    void finish(const executor&)
    {
        if (done != nullptr)
            done->push_back(number);
        if (number < 0)
            throw std::runtime_error("a caller threw");
    }
    int number;
    std::vector<int>* done;
};

bool push(queue<numbered>& to, int number)
{
    auto added = std::make_unique<numbered>(number);
    return to.push(added);
}

} // namespace

TEST_CASE("queue: gives calls in order, at most so many at once", "[queue]")
{
    boost::asio::io_context loop;
    queue<numbered> waiting(loop.get_executor(), 100, 100);
    for (int i = 0; i < 5; ++i)
        REQUIRE(push(waiting, i));
    loop.run();
    const auto first = waiting.take(3);
    REQUIRE(first.size() == 3);
    CHECK(first.front()->number == 0);
    const auto second = waiting.take(3);
    REQUIRE(second.size() == 2);
    CHECK(second.back()->number == 4);
}

TEST_CASE("queue: full or closed it leaves the call with the caller", "[queue]")
{
    boost::asio::io_context loop;
    queue<numbered> waiting(loop.get_executor(), 2, 100);
    CHECK(push(waiting, 1));
    CHECK(push(waiting, 2));
    auto third = std::make_unique<numbered>(3);
    CHECK_FALSE(waiting.push(third));
    REQUIRE(third);
    CHECK(third->number == 3);
    waiting.close();
    CHECK(waiting.take(10).size() == 2); // what was taken is still given
    CHECK(waiting.take(10).empty());
    CHECK_FALSE(push(waiting, 4));
}

TEST_CASE("queue: the calls of one pass of the loop are one batch", "[queue]")
{
    boost::asio::io_context loop;
    queue<numbered> waiting(loop.get_executor(), 1'000, 1'000);
    std::atomic<std::size_t> taken = 0;
    std::atomic<int> batches = 0;
    std::thread worker([&] {
        for (;;)
        {
            const auto got = waiting.take(1'000);
            if (got.empty())
                return;
            ++batches; // first: the test goes on as soon as all are taken
            taken += got.size();
        }
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(20)); // it waits
    for (int i = 0; i < 50; ++i)
        REQUIRE(push(waiting, i));
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    CHECK(taken == 0); // not before the pass is over
    loop.run();
    while (taken < 50)
        std::this_thread::yield();
    CHECK(batches == 1);
    waiting.close();
    worker.join();
}

TEST_CASE("queue: a full batch does not wait for the pass", "[queue]")
{
    boost::asio::io_context loop;
    queue<numbered> waiting(loop.get_executor(), 1'000, 10);
    std::atomic<std::size_t> taken = 0;
    std::thread worker([&] {
        while (taken < 10)
            taken += waiting.take(1'000).size();
    });
    for (int i = 0; i < 10; ++i)
        REQUIRE(push(waiting, i));
    worker.join(); // the loop never ran
    CHECK(taken == 10);
}

TEST_CASE("queue: a wake-up that comes after the queue is gone is harmless", "[queue]")
{
    boost::asio::io_context loop;
    {
        queue<numbered> waiting(loop.get_executor(), 10, 10);
        std::thread worker([&] { CHECK(waiting.take(10).size() <= 1); });
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        REQUIRE(push(waiting, 1));
        waiting.close();
        worker.join();
    }
    loop.run();
}

TEST_CASE("finish_all: a caller that throws keeps nobody else waiting", "[queue]")
{
    boost::asio::io_context loop;
    std::vector<int> done;
    call_list<numbered> all;
    for (const int n : {1, -2, 3, 4})
        all.push_back(std::make_unique<numbered>(n, &done));
    finish_all(executor(loop.get_executor()), std::move(all));
    CHECK_THROWS(loop.run());
    loop.run();
    CHECK(done == std::vector<int>{1, -2, 3, 4});
}
