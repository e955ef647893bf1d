// The flow folder on disk, as the texts the library reads. Owned by whoever calls; blocking file
// reads, so not on a thread that serves.
#pragma once

#include "bot/base/error.hpp"
#include "bot/core/flow/library.hpp"

#include <expected>
#include <filesystem>

namespace switchback::author {

/// Reads every file of the folder that the library knows, and the packs of homework.
/// errc::not_found when it is no folder, errc::io when a file cannot be read. A file over
/// limits::flow_file_bytes is cut one byte past it, so that the reader refuses it with its place.
[[nodiscard]] std::expected<flow::file_map, error>
read_flow_folder(const std::filesystem::path& folder);

} // namespace switchback::author
