// A call of the port on its way: queued by the caller's thread, worked on by the store's, finished
// on the caller's executor. Finished calls go back many at a time, because a post for each would
// cost a wake-up each. A call belongs to whoever holds its pointer.
#pragma once

#include "bot/base/error.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <utility>
#include <vector>

namespace switchback::store::sqlite {

using executor = boost::asio::any_io_executor;

class call
{
public:
    virtual ~call() = default;
    /// Decides the outcome without doing the work.
    virtual void refuse(const error& why) = 0;
    /// Resumes the caller; once, on the store's executor.
    virtual void finish(const executor& here) = 0;
};

/// The part of a call that knows its caller. `base` adds what is to be done.
template <class value, class base, class handler>
class call_of : public base
{
public:
    template <class... arguments>
    explicit call_of(handler caller, arguments&&... rest)
        : base(std::forward<arguments>(rest)...), caller_(std::move(caller)),
          home_(boost::asio::prefer(
              boost::asio::get_associated_executor(caller_),
              boost::asio::execution::outstanding_work.tracked))
    {}

    void refuse(const error& why) override { this->outcome = std::unexpected(why); }

    void finish(const executor& here) override
    {
        auto resume = [caller = std::move(caller_), outcome = std::move(this->outcome)]() mutable {
            std::move(caller)(std::move(outcome));
        };
        const auto home = boost::asio::prefer(
            std::move(home_), boost::asio::execution::outstanding_work.untracked);
        if (home == here)
            resume();
        else
            boost::asio::dispatch(home, std::move(resume));
    }

private:
    handler caller_;
    executor home_; // kept busy, so that the caller's loop does not end while we work
};

template <class kept>
using call_list = std::vector<std::unique_ptr<kept>>;

/// Finishes calls on the executor with one post for all of them.
template <class kept>
void finish_all(const executor& on, call_list<kept> done);

/// Calls that are being finished; when a resumed caller throws, the others still get theirs.
template <class kept>
class finishing
{
public:
    finishing(executor on, call_list<kept> done) : on_(std::move(on)), done_(std::move(done)) {}
    finishing(finishing&&) = default;

    void operator()()
    {
        while (next_ < done_.size())
        {
            const auto one = std::move(done_[next_++]);
            try
            {
                one->finish(on_);
            }
            catch (...)
            {
                done_.erase(
                    done_.begin(),
                    done_.begin() + static_cast<std::ptrdiff_t>(std::exchange(next_, 0)));
                finish_all(on_, std::move(done_));
                throw;
            }
        }
    }

private:
    executor on_;
    call_list<kept> done_;
    std::size_t next_ = 0;
};

template <class kept>
void finish_all(const executor& on, call_list<kept> done)
{
    if (!done.empty())
        boost::asio::post(on, finishing<kept>(on, std::move(done)));
}

} // namespace switchback::store::sqlite
