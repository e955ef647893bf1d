// A bounded queue from the callers to one thread of the store. The thread is woken once per pass of
// the callers' loop, not once per call: the calls of one pass make one batch, and pushing costs no
// system call. Owned by the store; any thread pushes, one takes.
#pragma once

#include "bot/store/sqlite/call.hpp"

#include <boost/asio/post.hpp>
#include <chrono>
#include <condition_variable>
#include <iterator>
#include <memory>
#include <mutex>
#include <utility>

namespace switchback::store::sqlite {

template <class kept>
class queue
{
public:
    /// Holds at most `most`; a full batch of `enough` wakes the thread without waiting for the
    /// pass.
    queue(executor on, std::size_t most, std::size_t enough)
        : state_(std::make_shared<state>()), on_(std::move(on)), most_(most), enough_(enough)
    {}

    /// False, leaving the call with the caller, when the queue is full or closed.
    [[nodiscard]] bool push(std::unique_ptr<kept>& added)
    {
        bool is_to_wake = false;
        {
            const std::lock_guard lock(state_->mutex);
            if (state_->is_closed || state_->waiting.size() >= most_)
                return false;
            state_->waiting.push_back(std::move(added));
            if (state_->is_idle && state_->waiting.size() >= enough_)
                state_->wake();
            else
                is_to_wake = state_->is_idle && !std::exchange(state_->is_wake_posted, true);
        }
        if (is_to_wake)
            boost::asio::post(on_, [kept_state = state_] {
                const std::lock_guard lock(kept_state->mutex);
                kept_state->is_wake_posted = false;
                kept_state->wake();
            });
        return true;
    }

    /// The next calls in order, at most `most`; waits for one. Empty once closed and drained. With
    /// a linger it waits that much longer for `most` of them.
    [[nodiscard]] call_list<kept> take(std::size_t most, std::chrono::microseconds linger = {})
    {
        std::unique_lock lock(state_->mutex);
        while (state_->waiting.empty() && !state_->is_closed)
        {
            state_->is_idle = true;
            state_->woken.wait(lock, [&] { return !state_->is_idle || state_->is_closed; });
        }
        if (linger.count() > 0)
            state_->woken.wait_for(
                lock, linger, [&] { return state_->is_closed || state_->waiting.size() >= most; });
        state_->is_idle = false;
        auto& waiting = state_->waiting;
        if (waiting.size() <= most)
            return std::exchange(waiting, {});
        const auto end = waiting.begin() + static_cast<std::ptrdiff_t>(most);
        call_list<kept> out(std::make_move_iterator(waiting.begin()), std::make_move_iterator(end));
        waiting.erase(waiting.begin(), end);
        return out;
    }

    /// Takes no more; what is waiting will still be taken.
    void close()
    {
        const std::lock_guard lock(state_->mutex);
        state_->is_closed = true;
        state_->woken.notify_all();
    }

private:
    /// Shared with the posted wake-up, which may run after the queue is gone.
    struct state
    {
        std::mutex mutex;
        std::condition_variable woken;
        call_list<kept> waiting;
        bool is_idle = false; // the thread waits
        bool is_wake_posted = false;
        bool is_closed = false;

        void wake()
        {
            is_idle = false;
            woken.notify_one();
        }
    };

    std::shared_ptr<state> state_;
    executor on_;
    const std::size_t most_;
    const std::size_t enough_;
};

} // namespace switchback::store::sqlite
