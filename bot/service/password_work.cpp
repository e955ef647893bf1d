#include "bot/service/password_work.hpp"

#include "bot/base/limits.hpp"
#include "bot/crypto/password.hpp"

#include <algorithm>
#include <boost/asio/async_result.hpp>
#include <boost/asio/execution.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace switchback::service {
namespace {

// Nobody's password: what an unknown name is checked against, so that it takes as long as a known.
const std::string& hash_of_nobody()
{
    static const std::string made = crypto::hash_password("nobody has this password").value_or("");
    return made;
}

} // namespace

struct password_work::state
{
    std::mutex mutex;
    std::condition_variable woken;
    std::deque<std::move_only_function<void()>> waiting;
    std::size_t at_work = 0;
    std::size_t most_at_work = 0;
    bool is_closed = false;
    std::vector<std::thread> threads;

    void run()
    {
        for (;;)
        {
            std::unique_lock lock(mutex);
            woken.wait(lock, [&] { return !waiting.empty() || is_closed; });
            if (waiting.empty())
                return;
            auto next = std::move(waiting.front());
            waiting.pop_front();
            most_at_work = std::max(most_at_work, ++at_work);
            lock.unlock();
            next();
            lock.lock();
            --at_work;
        }
    }
};

password_work::password_work(boost::asio::any_io_executor on)
    : on_(std::move(on)), state_(std::make_unique<state>())
{
    for (std::size_t i = 0; i < limits::passwords_at_once; ++i)
        state_->threads.emplace_back([kept = state_.get()] { kept->run(); });
}

password_work::~password_work()
{
    {
        const std::lock_guard lock(state_->mutex);
        state_->is_closed = true;
        state_->woken.notify_all();
    }
    for (auto& one : state_->threads)
        one.join();
}

std::size_t password_work::most_at_once() const noexcept
{
    const std::lock_guard lock(state_->mutex);
    return state_->most_at_work;
}

template <class value, class function>
password_work::task<value> password_work::run(function what)
{
    using outcome = std::expected<value, error>;
    return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(outcome)>(
        [this, what = std::move(what)](auto caller) mutable {
            // The executor stays busy for us, so that its loop does not end meanwhile.
            auto on = boost::asio::prefer(on_, boost::asio::execution::outstanding_work.tracked);
            const auto give = [](auto& to, auto&& whom, outcome result) {
                boost::asio::post(
                    to, [whom = std::move(whom), result = std::move(result)]() mutable {
                        std::move(whom)(std::move(result));
                    });
            };
            const std::lock_guard lock(state_->mutex);
            if (state_->waiting.size() >= limits::passwords_waiting)
                return give(on, std::move(caller), fail(errc::busy));
            state_->waiting.emplace_back(
                [on = std::move(on), give, what = std::move(what),
                 caller = std::move(caller)]() mutable { give(on, std::move(caller), what()); });
            state_->woken.notify_one();
        },
        boost::asio::use_awaitable);
}

password_work::task<std::string> password_work::hash(private_text password)
{
    return run<std::string>(
        [password = std::move(password)] { return crypto::hash_password(password.reveal()); });
}

password_work::task<bool> password_work::check(std::string hash, private_text password)
{
    return run<bool>([hash = std::move(hash), password = std::move(password)]() {
        const bool is_somebody = !hash.empty();
        const bool fits =
            crypto::is_password(is_somebody ? hash : hash_of_nobody(), password.reveal());
        return std::expected<bool, error>(is_somebody && fits);
    });
}

} // namespace switchback::service
