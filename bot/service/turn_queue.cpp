#include "bot/service/turn_queue.hpp"

#include "bot/base/limits.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace switchback::service {
namespace {

// Written out: the move assignment of Boost 1.81's any_completion_handler calls itself without end,
// and taking the first of two out of a vector assigns.
template <class completion>
class waiting final : public parked
{
public:
    explicit waiting(completion by) : by_(std::move(by)) {}
    void resume() override
    {
        auto by = std::move(by_);
        std::move(by)();
    }

private:
    completion by_;
};

} // namespace

bool turn_queue::try_enter() noexcept
{
    if (inside_)
        return false;
    inside_ = true;
    return true;
}

boost::asio::awaitable<std::expected<void, error>> turn_queue::enter()
{
    if (try_enter())
        co_return std::expected<void, error>{};
    if (waiting_.size() >= limits::inputs_waiting)
        co_return fail(errc::busy, "too many inputs wait for this conversation");
    const auto on = co_await boost::asio::this_coro::executor;
    auto park = [this, on](auto handler) {
        waiting_.push_back({on, std::make_unique<waiting<decltype(handler)>>(std::move(handler))});
    };
    co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>&, void()>(
        std::move(park), boost::asio::use_awaitable);
    co_return std::expected<void, error>{};
}

void turn_queue::leave()
{
    if (waiting_.empty())
    {
        inside_ = false;
        return;
    }
    auto next = std::move(waiting_.front());
    waiting_.erase(waiting_.begin());
    // Posted, so that a long row of inputs does not grow the stack.
    boost::asio::post(next.on, [caller = std::move(next.caller)] { caller->resume(); });
}

} // namespace switchback::service
