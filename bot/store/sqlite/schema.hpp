// Brings a database up to the schema this program knows. Called once at start, by one thread.
#pragma once

#include "bot/store/sqlite/database.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace switchback::store::sqlite {

// "swbk", so that `file` and we can tell our databases from others.
inline constexpr std::int64_t application = 0x7377626B;

struct schema_seen
{
    std::int64_t made_by = 0; // `application` when it is ours
    std::int64_t version = 0;
};

/// What the file says of itself; throws sql_error.
[[nodiscard]] schema_seen read_schema(database& on);

/// The sentence for a file made by a newer program.
[[nodiscard]] std::string
newer_schema(std::string_view file_name, std::int64_t seen, std::int64_t known);

/// What SQL alone cannot do for the migration with this number; run right after it.
struct follow_up
{
    std::int64_t number = 0;
    void (*run)(database& on) = nullptr;
};

/// Runs the migrations the file has not seen, all in one transaction. errc::corrupt when the file
/// is another program's, errc::not_allowed when a newer Switchback made it; throws sql_error.
[[nodiscard]] std::expected<void, error> migrate(
    database& on, std::string_view file_name, std::span<const std::string_view> migrations,
    follow_up after = {});

/// The log's identity, made on first use from the given id.
[[nodiscard]] id keep_log_id(database& on, id when_new);

} // namespace switchback::store::sqlite
