// Checks the audit log of a data folder from outside: the database is opened read-only, beside a
// running server or without one, and no key is needed. Blocking; any thread.
#pragma once

#include "bot/base/error.hpp"
#include "bot/store/sqlite/audit_chain.hpp"

#include <expected>
#include <filesystem>
#include <optional>
#include <string>

namespace switchback::store {

/// Walks the chain to its end or to the first entry that does not fit. It reads
/// limits::audit_rows_a_look entries at a time, so that a server beside it can cut its log in
/// between. errc::not_found when there is no such folder or no database in it, errc::not_allowed
/// when its schema is too old or newer than this program's, errc::corrupt when it is no database
/// of ours or SQLite finds it broken, errc::io or errc::busy otherwise; the detail is one line for
/// the operator. `vfs` is for tests of what a disk may do.
[[nodiscard]] std::expected<audit_report, error> verify_audit(
    const std::filesystem::path& folder, std::optional<noted_head> noted = {},
    const std::string& vfs = {});

} // namespace switchback::store
