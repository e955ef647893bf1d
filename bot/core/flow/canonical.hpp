// What a flow file says, apart from how it is typed: the same bytes whatever the comments, the
// quotes, the indentation and the line ends. Hashes are taken over it. Pure; any thread.
#pragma once

#include "bot/core/flow/yaml_tree.hpp"

#include <string>
#include <string_view>

namespace switchback::flow {

/// SHA-256, 64 lower-case hex digits.
[[nodiscard]] std::string sha256(std::string_view bytes);

struct canonical_hashes
{
    std::string logic; // everything but the words a client reads
    std::string text;  // those words, in order
};

/// Hashes of one file. A change of either is a change of the flow; `version` is left out, so that
/// a new version alone moves nothing.
[[nodiscard]] canonical_hashes hash_of(const yaml_tree& from);

} // namespace switchback::flow
