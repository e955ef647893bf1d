// Is the log of a data folder as it was written? The command `audit verify`, and the verdict that
// an export of a case carries. Blocks its thread.
#pragma once

#include "bot/author/case_export.hpp"

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

/// Walks the log and says whether it is whole and holds every line of the record. A log that cannot
/// be read is told as a fault.
[[nodiscard]] author::log_verdict
verdict_on_log(const std::filesystem::path& data, const service::case_record& of);

} // namespace switchback
