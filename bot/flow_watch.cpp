#include "bot/flow_watch.hpp"

#include "bot/author/flow_folder.hpp"
#include "bot/base/limits.hpp"
#include "bot/base/log.hpp"
#include "bot/core/steps/step_kind.hpp"

#include <boost/asio/post.hpp>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace switchback {
namespace {

flow::loaded_library read_texts(const flow::file_map& texts)
{
    return flow::read_library(texts, steps::all(), {.trust_lock = true});
}

} // namespace

std::expected<flow::loaded_library, error> load_flows(const std::filesystem::path& folder)
{
    const auto texts = author::read_flow_folder(folder);
    if (!texts)
        return std::unexpected(texts.error());
    return read_texts(*texts);
}

struct flow_watch::inside
{
    std::filesystem::path folder;
    boost::asio::any_io_executor on;
    changed then;
    std::mutex mutex;
    std::condition_variable woken;
    bool stops = false;
    bool looks_now = false;
    std::thread thread;

    void run()
    {
        auto known = author::read_flow_folder(folder).value_or(flow::file_map{});
        std::unique_lock lock(mutex);
        while (!stops)
        {
            woken.wait_for(lock, std::chrono::milliseconds(limits::flow_reload_ms), [&] {
                return stops || looks_now;
            });
            if (stops)
                return;
            const bool asked = std::exchange(looks_now, false);
            lock.unlock();
            look(asked, known);
            lock.lock();
        }
    }

    // The texts themselves are compared: they are few, and time stamps lie after a restore.
    void look(bool asked, flow::file_map& known)
    {
        auto texts = author::read_flow_folder(folder);
        if (!texts)
            return log(log_level::warning, "flows_unreadable", {{"code", texts.error().code}});
        if (!asked && *texts == known)
            return;
        known = std::move(*texts);
        auto loaded = std::make_shared<flow::loaded_library>(read_texts(known));
        boost::asio::post(on, [call = then, loaded] { call(std::move(*loaded)); });
    }
};

flow_watch::flow_watch(std::filesystem::path folder, boost::asio::any_io_executor on, changed then)
    : inside_(std::make_unique<inside>())
{
    inside_->folder = std::move(folder);
    inside_->on = std::move(on);
    inside_->then = std::move(then);
    inside_->thread = std::thread([this] { inside_->run(); });
}

flow_watch::~flow_watch()
{
    {
        const std::lock_guard lock(inside_->mutex);
        inside_->stops = true;
    }
    inside_->woken.notify_one();
    inside_->thread.join();
}

void flow_watch::look_now()
{
    {
        const std::lock_guard lock(inside_->mutex);
        inside_->looks_now = true;
    }
    inside_->woken.notify_one();
}

} // namespace switchback
