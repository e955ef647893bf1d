// The flow folder on disk: read whole, and watched for change. Functions and one watcher whose
// thread does nothing but look and read; what it read is handed over on the caller's executor.
#pragma once

#include "bot/core/flow/library.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace switchback {

/// Every file of the folder that a library is made of; empty when there is no such folder.
[[nodiscard]] flow::file_map read_flow_folder(const std::filesystem::path& folder);

/// Reads the folder into a library with the steps this program knows.
[[nodiscard]] flow::loaded_library load_flows(const std::filesystem::path& folder);

class flow_watch
{
public:
    using changed = std::function<void(flow::loaded_library)>;

    /// Looks every limits::flow_reload_ms; calls `then` on the executor when something changed.
    flow_watch(std::filesystem::path folder, boost::asio::any_io_executor on, changed then);
    ~flow_watch();
    flow_watch(const flow_watch&) = delete;
    flow_watch& operator=(const flow_watch&) = delete;

    /// Looks now (SIGHUP), whether or not a time stamp moved.
    void look_now();

private:
    struct inside;
    std::unique_ptr<inside> inside_;
};

} // namespace switchback
