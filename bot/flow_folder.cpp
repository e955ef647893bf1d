#include "bot/flow_folder.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/steps/step_kind.hpp"

#include <boost/asio/post.hpp>
#include <chrono>
#include <condition_variable>
#include <fstream>
#include <iterator>
#include <mutex>
#include <thread>

namespace switchback {
namespace {

namespace fs = std::filesystem;

// Calls `with(name, path)` for every file a library is made of, name relative to the folder.
template <class callback>
void each_file(const fs::path& folder, callback with)
{
    std::error_code ec;
    for (fs::recursive_directory_iterator at(folder, ec), end; !ec && at != end; at.increment(ec))
    {
        if (at.depth() > 2)
            at.pop();
        else if (at->is_regular_file(ec))
        {
            const auto name = fs::relative(at->path(), folder, ec).generic_string();
            if (flow::is_library_file(name))
                with(name, at->path());
        }
    }
}

// A number that changes when a file comes, goes or is written.
std::size_t fingerprint(const fs::path& folder)
{
    std::size_t out = 0;
    each_file(folder, [&](const std::string& name, const fs::path& path) {
        std::error_code ec;
        const auto written = fs::last_write_time(path, ec).time_since_epoch().count();
        const auto size = fs::file_size(path, ec);
        out ^= std::hash<std::string>{}(name) * 31 + std::hash<long long>{}(written) * 17 + size;
    });
    return out;
}

} // namespace

flow::file_map read_flow_folder(const fs::path& folder)
{
    flow::file_map out;
    each_file(folder, [&](const std::string& name, const fs::path& path) {
        std::error_code ec;
        std::string text;
        // An oversize file is handed on cut, one byte too long, so that the reader refuses it.
        const auto size =
            std::min<std::uintmax_t>(fs::file_size(path, ec), limits::flow_file_bytes + 1);
        std::ifstream file(path, std::ios::binary);
        text.resize(ec ? 0 : static_cast<std::size_t>(size));
        file.read(text.data(), static_cast<std::streamsize>(text.size()));
        text.resize(static_cast<std::size_t>(file.gcount()));
        out.emplace(name, std::move(text));
    });
    return out;
}

flow::loaded_library load_flows(const fs::path& folder)
{
    return flow::read_library(read_flow_folder(folder), steps::all(), {.trust_lock = true});
}

struct flow_watch::inside
{
    fs::path folder;
    boost::asio::any_io_executor on;
    changed then;
    std::mutex mutex;
    std::condition_variable woken;
    bool stops = false;
    bool looks_now = false;
    std::thread thread;

    void run()
    {
        auto seen = fingerprint(folder);
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
            look(asked, seen);
            lock.lock();
        }
    }

    void look(bool asked, std::size_t& seen)
    {
        const auto now = fingerprint(folder);
        if (!asked && now == seen)
            return;
        seen = now;
        auto loaded = std::make_shared<flow::loaded_library>(load_flows(folder));
        boost::asio::post(on, [call = then, loaded] { call(std::move(*loaded)); });
    }
};

flow_watch::flow_watch(fs::path folder, boost::asio::any_io_executor on, changed then)
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
