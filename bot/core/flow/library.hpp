// Every published flow with all it calls, as one immutable snapshot: current by flow id, any kept
// bundle by hash. Built from the texts of the flow folder; a broken flow is left out and every
// other stays. Once built it is shared freely; any thread.
#pragma once

#include "bot/core/flow/flow.hpp"
#include "bot/core/flow/lock.hpp"

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::flow {

/// File name relative to the flow folder -> text: `small-step/flow.yaml`, `record.yaml`,
/// `measures/two-weeks.yaml`, `packs/core-10.yaml`, `flows.lock`. Other names are ignored.
using file_map = std::map<std::string, std::string, std::less<>>;

/// True for the names `read_library` reads.
[[nodiscard]] bool is_library_file(std::string_view name) noexcept;

/// A bundle as the store keeps it while runs are pinned to it.
struct stored_bundle
{
    std::string hash;
    std::string flow;
    file_map files; // exactly those that make the bundle
};

class library final : public bundle_source
{
public:
    [[nodiscard]] const bundle* find(std::string_view hash) const noexcept override;
    [[nodiscard]] const bundle* current(std::string_view flow_id) const noexcept override;

    /// The bundles now published, by flow id.
    [[nodiscard]] std::vector<const bundle*> published() const;
    /// What to store so that `pin` can make this bundle again; an empty hash when it is unknown.
    [[nodiscard]] stored_bundle stored(std::string_view hash) const;
    [[nodiscard]] const record_schema& record() const noexcept { return record_; }

    /// Keeps every bundle an older snapshot has, for the runs pinned to them. Before sharing.
    void keep_from(const library& older);
    /// Makes a stored bundle findable by its hash; false when the files no longer give that hash.
    /// Before sharing.
    [[nodiscard]] bool
    pin(const stored_bundle& from, std::span<const steps::step_kind* const> kinds);

private:
    friend class library_builder;
    struct kept
    {
        std::shared_ptr<const bundle> what;
        std::shared_ptr<const stored_bundle> sources;
    };
    std::map<std::string, kept, std::less<>> by_hash_;
    std::map<std::string, std::string, std::less<>> current_; // flow id -> hash
    record_schema record_;
};

struct library_options
{
    bool trust_lock = false; // skip the proofs of bundles whose hash flows.lock holds
    bool prove = true;
};

struct loaded_library
{
    std::shared_ptr<library> made;     // never null
    diagnostics found;                 // sorted by file and line
    std::vector<std::string> left_out; // flow ids, or folders of files that name none
    lock_file now;                     // what flows.lock would say of these files
    lock_file published;               // what it says
};

/// Reads the whole folder. Never fails: what is wrong is in `found`, what is right in `made`.
/// Limits: those of read_yaml and read_flow, call_depth, flows_per_bundle.
[[nodiscard]] loaded_library read_library(
    const file_map& files, std::span<const steps::step_kind* const> kinds,
    const library_options& how = {});

/// Adds version-not-raised and not-published.
void check_lock(loaded_library& loaded);

} // namespace switchback::flow
