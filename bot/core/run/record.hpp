// A client's long-lived record as the engine meets it: items that earlier runs remembered, whole or
// packed. Values; pure; any thread.
#pragma once

#include "bot/base/codec.hpp"
#include "bot/core/flow/value.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::run {

/// The client's record, as the store keeps it.
struct record_snapshot
{
    struct item
    {
        std::string collection;
        std::string key; // (run, step path, item): what `remember` upserts by
        std::int64_t at_ms = 0;
        flow::record fields;
    };
    std::vector<item> items; // oldest first
};

/// The collection whose newest item "plan" shows.
inline constexpr std::string_view net_collection = "safety_net";

/// Items in the form they are stored in: a state carries them on every turn, and a step looks into
/// them once. Taken apart they are thirty times as many bytes in ten times as many places.
class packed_items
{
public:
    packed_items() = default;
    explicit packed_items(std::span<const record_snapshot::item> from);

    /// Without their keys: only what a run itself remembers is ever looked for by its key.
    [[nodiscard]] static packed_items
    without_keys(std::span<const record_snapshot::item* const> from);

    /// From stored bytes, which may be anything.
    [[nodiscard]] static packed_items of_bytes(std::string_view bytes);

    [[nodiscard]] bool empty() const noexcept { return bytes_.empty(); }
    [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }

    /// The items, oldest first; of damaged bytes those before the damage.
    [[nodiscard]] std::vector<record_snapshot::item> unpack() const;

    bool operator==(const packed_items&) const = default;

private:
    std::string bytes_;
};

/// One item for itself, as record rows hold it.
void write_item(writer& to, const record_snapshot::item& from);
[[nodiscard]] record_snapshot::item read_item(reader& from);

} // namespace switchback::run
