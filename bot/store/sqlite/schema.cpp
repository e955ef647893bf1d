#include "bot/store/sqlite/schema.hpp"

#include <cstdint>
#include <fmt/format.h>

namespace switchback::store::sqlite {
namespace {

std::int64_t read_pragma(database& on, std::string_view name)
{
    statement ask(on, fmt::format("PRAGMA {}", name));
    const rows found(ask);
    return ask.next() ? ask.integer_at(0) : 0;
}

} // namespace

schema_seen read_schema(database& on)
{
    return {read_pragma(on, "application_id"), read_pragma(on, "user_version")};
}

std::string newer_schema(std::string_view file_name, std::int64_t seen, std::int64_t known)
{
    return fmt::format(
        "{} was made by a newer Switchback (schema {}; this program knows {})", file_name, seen,
        known);
}

std::expected<void, error> migrate(
    database& on, std::string_view file_name, std::span<const std::string_view> migrations,
    follow_up after)
{
    on.run("BEGIN IMMEDIATE");
    const auto [made_by, seen] = read_schema(on);
    const auto known = static_cast<std::int64_t>(migrations.size());
    if (made_by != application && (made_by != 0 || seen != 0))
    {
        on.run("ROLLBACK");
        return fail(errc::corrupt, fmt::format("{} is another program's database", file_name));
    }
    if (seen > known)
    {
        on.run("ROLLBACK");
        return fail(errc::not_allowed, newer_schema(file_name, seen, known));
    }
    for (auto next = seen; next < known; ++next)
    {
        on.run(std::string(migrations[static_cast<std::size_t>(next)]));
        if (after.run != nullptr && after.number == next + 1)
            after.run(on);
    }
    if (seen < known)
    {
        on.run(fmt::format("PRAGMA application_id = {}", application));
        on.run(fmt::format("PRAGMA user_version = {}", known));
    }
    on.run("COMMIT");
    return {};
}

id keep_log_id(database& on, id when_new)
{
    statement keep(on, "INSERT OR IGNORE INTO meta VALUES ('log_id', ?1)");
    keep.blob(1, when_new).run();
    statement ask(on, "SELECT value FROM meta WHERE name = 'log_id'");
    const rows found(ask);
    return ask.next() ? ask.id_at(0) : when_new;
}

} // namespace switchback::store::sqlite
