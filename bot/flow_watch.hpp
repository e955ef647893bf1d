// The flows a server serves, read from their folder and watched for change. The watcher's thread
// only looks and reads; what it read is handed over on the caller's executor.
#pragma once

#include "bot/base/error.hpp"
#include "bot/core/flow/library.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <filesystem>
#include <functional>
#include <memory>

namespace switchback {

/// Reads the folder into a library with the steps this program knows; proofs of bundles that
/// flows.lock vouches for are skipped. Errors as author::read_flow_folder.
[[nodiscard]] std::expected<flow::loaded_library, error>
load_flows(const std::filesystem::path& folder);

class flow_watch
{
public:
    using changed = std::function<void(flow::loaded_library)>;

    /// Looks every limits::flow_reload_ms; calls `then` on the executor when a text changed.
    flow_watch(std::filesystem::path folder, boost::asio::any_io_executor on, changed then);
    ~flow_watch();
    flow_watch(const flow_watch&) = delete;
    flow_watch& operator=(const flow_watch&) = delete;

    /// Looks now (SIGHUP), and calls `then` whether or not anything changed.
    void look_now();

private:
    struct inside;
    std::unique_ptr<inside> inside_;
};

} // namespace switchback
