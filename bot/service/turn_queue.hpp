// One at a time, in order of arrival: the lock a conversation is processed under (invariant I4).
// Never held by a thread, only by a coroutine, so it may be held across a commit. Lives on the
// service's executor; not thread-safe. Whoever got in calls leave() exactly once.
#pragma once

#include "bot/base/error.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <expected>
#include <memory>
#include <vector>

namespace switchback::service {

/// A coroutine that waits for its turn.
class parked
{
public:
    parked() = default;
    parked(const parked&) = delete;
    parked& operator=(const parked&) = delete;
    virtual ~parked() = default;
    virtual void resume() = 0;
};

class turn_queue
{
public:
    /// True when nobody was inside: the caller now is, without waiting.
    [[nodiscard]] bool try_enter() noexcept;

    /// Waits for the turn; errc::busy when limits::inputs_waiting already wait.
    [[nodiscard]] boost::asio::awaitable<std::expected<void, error>> enter();

    /// Lets the next one in.
    void leave();

    [[nodiscard]] bool is_idle() const noexcept { return !inside_; }

private:
    struct waiter
    {
        boost::asio::any_io_executor on;
        std::unique_ptr<parked> caller;
    };

    bool inside_ = false;
    std::vector<waiter> waiting_; // a deque costs half a kilobyte even when empty
};

} // namespace switchback::service
