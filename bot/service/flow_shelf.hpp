// The flows being served: the published library, and the bundles that live runs are still pinned
// to. A reload swaps the library whole; what a run is pinned to stays. Owned by the service; lives
// on its executor; `find` and `current` hand out pointers that stay good until the shelf is gone.
#pragma once

#include "bot/base/error.hpp"
#include "bot/core/flow/flow.hpp"
#include "bot/core/flow/library.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace switchback::service {

class flow_shelf final : public flow::bundle_source
{
public:
    /// Starts with a library that was read.
    explicit flow_shelf(std::shared_ptr<const flow::library> first);

    [[nodiscard]] const flow::bundle* find(std::string_view hash) const noexcept override;
    [[nodiscard]] const flow::bundle* current(std::string_view flow_id) const noexcept override;

    /// Publishes a newly read library. Bundles of the one before stay findable by hash, and flows
    /// in `faulty` stay published as they were. Gives how many of those there are.
    std::size_t
    publish(std::shared_ptr<flow::library> next, const std::vector<std::string>& faulty);

    /// The library now published.
    [[nodiscard]] const flow::library& published() const noexcept { return *now_; }

    /// Every bundle served under its flow id, those kept as before included.
    [[nodiscard]] std::vector<const flow::bundle*> served() const;

    /// What the store must keep so that `adopt` can bring the bundle back.
    [[nodiscard]] std::string sources(std::string_view hash) const;

    /// Puts back a bundle from the sources the store kept; errc::corrupt when they do not give it.
    [[nodiscard]] std::expected<void, error> adopt(std::string_view hash, std::string_view sources);

private:
    std::shared_ptr<const flow::library> now_;
    std::map<std::string, const flow::bundle*, std::less<>> as_before_; // kept by now_
    std::vector<std::shared_ptr<const flow::library>> adopted_;         // one bundle each
};

} // namespace switchback::service
