// A bounded queue from the callers to one thread of the store. Calls are handed over when a pass of
// the callers' loop ends, not one by one: the calls of one pass make one batch, pushing costs no
// system call, and a thread that comes back from the disk does not leave with half a pass (measured
// at 1,000 connections: 15 steps a commit became 128). Owned by the store; any thread pushes, one
// takes.
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
    /// Holds at most `most`; a full batch of `enough` is handed over without waiting for the pass.
    queue(executor on, std::size_t most, std::size_t enough)
        : state_(std::make_shared<state>()), on_(std::move(on)), most_(most), enough_(enough)
    {}

    /// False, leaving the call with the caller, when the queue is full or closed.
    [[nodiscard]] bool push(std::unique_ptr<kept>& added)
    {
        bool is_first = false;
        {
            const std::lock_guard lock(state_->mutex);
            if (state_->is_closed || state_->waiting.size() >= most_)
                return false;
            state_->waiting.push_back(std::move(added));
            if (state_->waiting.size() >= enough_)
                state_->hand_over();
            is_first = !std::exchange(state_->is_end_posted, true);
        }
        if (is_first)
            boost::asio::post(on_, [kept_state = state_] {
                const std::lock_guard lock(kept_state->mutex);
                kept_state->is_end_posted = false;
                kept_state->hand_over();
            });
        return true;
    }

    /// The next calls in order, at most `most`; waits for one. Empty once closed and drained. With
    /// a linger it waits that much longer for `most` of them.
    [[nodiscard]] call_list<kept> take(std::size_t most, std::chrono::microseconds linger = {})
    {
        std::unique_lock lock(state_->mutex);
        state_->woken.wait(lock, [&] { return state_->is_handed_over || state_->is_closed; });
        if (linger.count() > 0)
            state_->woken.wait_for(
                lock, linger, [&] { return state_->is_closed || state_->waiting.size() >= most; });
        auto& waiting = state_->waiting;
        state_->is_handed_over = waiting.size() > most;
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
    /// Shared with the posted end of the pass, which may come after the queue is gone.
    struct state
    {
        std::mutex mutex;
        std::condition_variable woken;
        call_list<kept> waiting;
        bool is_handed_over = false; // there is something to take
        bool is_end_posted = false;  // the end of this pass will hand over
        bool is_closed = false;

        void hand_over()
        {
            if (waiting.empty() || std::exchange(is_handed_over, true))
                return;
            woken.notify_one();
        }
    };

    std::shared_ptr<state> state_;
    executor on_;
    const std::size_t most_;
    const std::size_t enough_;
};

} // namespace switchback::store::sqlite
