#include "bot/net/transfers.hpp"

#include "bot/base/limits.hpp"
#include "bot/net/transfer_call.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <csignal>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <variant>

namespace switchback::net {

namespace asio = boost::asio;

// The thread and what is handed to it.
class transfers::loop
{
public:
    loop();
    ~loop();

    /// False when too many are under way or the end has come.
    bool add(const std::shared_ptr<transfer_call>& what);
    void wake() noexcept { ::curl_multi_wakeup(multi_); }

private:
    void run();
    void begin_added();
    void end_done();
    void end_cut();
    void let_go(const std::shared_ptr<transfer_call>& what);

    CURLM* multi_;
    std::mutex mutex_;
    std::vector<std::shared_ptr<transfer_call>> added_;
    std::size_t count_ = 0; // added and under way
    bool is_ending_ = false;
    std::vector<std::shared_ptr<transfer_call>> under_way_; // the thread's own
    std::thread thread_;
};

transfers::loop::loop()
{
    static const auto started = ::curl_global_init(CURL_GLOBAL_DEFAULT);
    multi_ = started == CURLE_OK ? ::curl_multi_init() : nullptr;
    if (multi_ == nullptr)
        throw std::runtime_error("libcurl does not start");
    // The process' signals are the main thread's; a broken pipe is an error like any other.
    sigset_t all, before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    thread_ = std::thread([this] { run(); });
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

transfers::loop::~loop()
{
    {
        const std::lock_guard lock(mutex_);
        is_ending_ = true;
    }
    wake();
    thread_.join();
    ::curl_multi_cleanup(multi_);
}

bool transfers::loop::add(const std::shared_ptr<transfer_call>& what)
{
    {
        const std::lock_guard lock(mutex_);
        if (is_ending_ || count_ >= limits::transfers)
            return false;
        ++count_;
        added_.push_back(what);
    }
    wake();
    return true;
}

void transfers::loop::run()
{
    for (;;)
    {
        begin_added();
        {
            const std::lock_guard lock(mutex_);
            if (is_ending_)
                break;
        }
        int running = 0;
        ::curl_multi_perform(multi_, &running);
        end_done();
        end_cut();
        ::curl_multi_poll(multi_, nullptr, 0, limits::transfer_look_ms, nullptr);
    }
    begin_added();
    for (const auto& one : std::exchange(under_way_, {}))
    {
        one->cut();
        ::curl_multi_remove_handle(multi_, one->handle());
        one->answer({transfer_end::cancelled, 0, one->has_left(), {}});
    }
}

void transfers::loop::begin_added()
{
    std::vector<std::shared_ptr<transfer_call>> added;
    {
        const std::lock_guard lock(mutex_);
        added.swap(added_);
    }
    for (auto& one : added)
    {
        ::curl_multi_add_handle(multi_, one->handle());
        under_way_.push_back(std::move(one));
    }
}

void transfers::loop::end_done()
{
    int left = 0;
    while (const auto* message = ::curl_multi_info_read(multi_, &left))
    {
        if (message->msg != CURLMSG_DONE)
            continue;
        const auto ended = message->data.result; // gone with the handle
        const auto found = std::ranges::find(
            under_way_, message->easy_handle, [](const auto& one) { return one->handle(); });
        if (found == under_way_.end())
            continue;
        const auto one = *found;
        let_go(one);
        one->answer(one->result_of(ended));
    }
}

void transfers::loop::end_cut()
{
    const auto all = under_way_;
    for (const auto& one : all)
        if (one->is_cut())
            let_go(one);
}

void transfers::loop::let_go(const std::shared_ptr<transfer_call>& what)
{
    ::curl_multi_remove_handle(multi_, what->handle());
    std::erase(under_way_, what);
    const std::lock_guard lock(mutex_);
    --count_;
}

namespace {

using call_pointer = std::shared_ptr<transfer_call>;

// Written out: with any_completion_handler of Boost 1.81 in its place the heap was spoiled.
template <class completion>
class waiting final : public waiting_caller
{
public:
    explicit waiting(completion by) : by_(std::move(by)) {}
    void resume(transfer_result how) override
    {
        auto by = std::move(by_);
        std::move(by)(std::move(how));
    }

private:
    completion by_;
};

template <class loop>
asio::awaitable<transfer_result> hand_over(std::weak_ptr<loop> to, call_pointer what)
{
    auto begin = [to, what](auto handler) {
        what->home = asio::prefer(
            asio::any_io_executor(asio::get_associated_executor(handler)),
            asio::execution::outstanding_work.tracked);
        auto slot = asio::get_associated_cancellation_slot(handler);
        what->caller = std::make_unique<waiting<decltype(handler)>>(std::move(handler));
        if (slot.is_connected())
            slot.assign([to, what](asio::cancellation_type) {
                what->cut();
                if (const auto on = to.lock())
                    on->wake();
                what->answer({transfer_end::cancelled, 0, what->has_left(), {}});
            });
        const auto on = to.lock();
        if (on == nullptr || !on->add(what))
            what->answer({transfer_end::busy, 0, false, {}});
    };
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(transfer_result)>(
        begin, asio::use_awaitable);
}

std::int64_t bounded(std::int64_t within_ms) noexcept
{
    return std::clamp<std::int64_t>(within_ms, 1, limits::page_ms);
}

// The caller's own clock keeps the deadline, also while libcurl holds its thread up.
template <class loop>
asio::awaitable<transfer_result>
run(std::weak_ptr<loop> on, call_pointer what, std::int64_t within_ms)
{
    using namespace asio::experimental::awaitable_operators;
    asio::steady_timer deadline(
        co_await asio::this_coro::executor, std::chrono::milliseconds(within_ms));
    auto either = co_await (
        hand_over(std::move(on), what) || deadline.async_wait(asio::as_tuple(asio::use_awaitable)));
    if (auto* ended = std::get_if<0>(&either))
        co_return std::move(*ended);
    co_return transfer_result{transfer_end::timed_out, 0, what->has_left(), {}};
}

} // namespace

transfers::transfers() : loop_(std::make_shared<loop>()) {}
transfers::~transfers() = default;

asio::awaitable<transfer_result> transfers::post(http_call what, std::int64_t within_ms)
{
    const auto made = std::make_shared<transfer_call>();
    if (!made->set_up(std::move(what), bounded(within_ms)))
        co_return transfer_result{};
    co_return co_await run(std::weak_ptr(loop_), made, bounded(within_ms));
}

asio::awaitable<transfer_result> transfers::mail(mail_call what, std::int64_t within_ms)
{
    const auto made = std::make_shared<transfer_call>();
    if (!made->set_up(std::move(what), bounded(within_ms)))
        co_return transfer_result{};
    co_return co_await run(std::weak_ptr(loop_), made, bounded(within_ms));
}

asio::awaitable<transfer_result> transfers::look_at(mail_server what, std::int64_t within_ms)
{
    const auto made = std::make_shared<transfer_call>();
    if (!made->set_up(what, bounded(within_ms)))
        co_return transfer_result{};
    co_return co_await run(std::weak_ptr(loop_), made, bounded(within_ms));
}

} // namespace switchback::net
