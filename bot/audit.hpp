// The command `audit verify`: is the log of a data folder as it was written? One call of `main`.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

namespace switchback {

/// Walks the log and says in one line what it found. `expected` is empty or HASH[:NUMBER]. Exit
/// code 0: whole; 1: the first entry that does not fit is named; 2: it cannot be read, or
/// `expected` is no head (the reason goes to `problems`).
[[nodiscard]] int verify_audit_log(
    const std::filesystem::path& data, const std::string& expected, std::ostream& out,
    std::ostream& problems);

} // namespace switchback
