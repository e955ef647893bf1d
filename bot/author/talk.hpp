// `switchback talk FLOW`: a chat in the terminal, without a server. Blocking.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

namespace switchback::author {

struct talk_options
{
    bool colour = false;
    bool shows_why = false; // after every turn, without `:why`
};

/// Talks until the input ends or `:quit`. Commands: `:back :why :at +3d :state :help :quit`. Gives
/// 0; 1 when there is no such flow; 2 when the folder cannot be read.
[[nodiscard]] int talk(
    const std::filesystem::path& folder, const std::string& flow_id, const talk_options& how,
    std::istream& in, std::ostream& out);

} // namespace switchback::author
