// Brings a database up to the schema this program knows. Called once at start, by one thread.
#pragma once

#include "bot/store/sqlite/database.hpp"

#include <span>
#include <string_view>

namespace switchback::store::sqlite {

/// Runs the migrations the file has not seen, all in one transaction. errc::corrupt when the file
/// is another program's, errc::not_allowed when a newer Switchback made it; throws sql_error.
[[nodiscard]] std::expected<void, error>
migrate(database& on, std::string_view file_name, std::span<const std::string_view> migrations);

/// The log's identity, made on first use from the given id.
[[nodiscard]] id keep_log_id(database& on, id when_new);

} // namespace switchback::store::sqlite
