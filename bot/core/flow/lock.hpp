// flows/flows.lock: which version of each flow was published, and what it said then. Written by
// `switchback check --lock`, read before flows are loaded. A value; any thread.
#pragma once

#include "bot/core/flow/position.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace switchback::flow {

struct lock_entry
{
    std::string flow;
    int version = 0;
    std::string logic;  // hash of everything but the words
    std::string text;   // hash of the words a client reads
    std::string bundle; // hash of the flow with all it calls: such a bundle was proved

    bool operator==(const lock_entry&) const = default;
};

/// Sorted by flow id.
using lock_file = std::vector<lock_entry>;

/// Reads the file; faults are added and give what could be read. An empty text is an empty lock.
[[nodiscard]] lock_file read_lock(std::string file, std::string_view text, diagnostics& found);

/// Writes it as YAML with one line a flow, so that changes read well in a review.
[[nodiscard]] std::string write_lock(const lock_file& from);

/// The entry of that flow, or null.
[[nodiscard]] const lock_entry* find_entry(const lock_file& in, std::string_view flow);

} // namespace switchback::flow
