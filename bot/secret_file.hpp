// A password or a webhook's secret, kept in a file of its own so that settings can be shown to
// others. Read at the start and at a reload; any thread.
#pragma once

#include "bot/base/error.hpp"

#include <filesystem>
#include <string>

namespace switchback {

/// The one line of systemd's credential of the file's name when the unit has one
/// ($CREDENTIALS_DIRECTORY), else of the file, which its owner alone may read (0400).
/// errc::not_found when there is none, errc::not_allowed when others may read it, errc::corrupt
/// when it is empty, not one line of printable ASCII, or over limits::secret_bytes.
[[nodiscard]] std::expected<std::string, error> read_secret(const std::filesystem::path& file);

} // namespace switchback
