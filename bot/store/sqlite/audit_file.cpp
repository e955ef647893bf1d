#include "bot/store/sqlite/audit_file.hpp"

#include "bot/base/limits.hpp"
#include "bot/store/migrations/migrations.hpp"
#include "bot/store/sqlite/audit_table.hpp"
#include "bot/store/sqlite/schema.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <utility>

namespace switchback::store {
namespace {

using namespace sqlite;

enum class look
{
    goes_on,
    at_end,
    at_fault
};

/// An id of another length was changed; whatever it is read as, the hash will not fit.
id conversation_of(const std::string& bytes)
{
    id out;
    if (bytes.size() == out.bytes.size())
        std::ranges::copy(bytes, out.bytes.begin());
    return out;
}

/// Takes entries numbered above `after`, at most a look's worth, and moves `after` behind them.
look look_at_some(statement& ask, audit_check& check, std::int64_t& after)
{
    ask.integer(1, after).integer(2, limits::audit_rows_a_look);
    rows found(ask);
    std::int64_t seen = 0;
    for (; found.next(); ++seen)
    {
        after = ask.integer_at(0);
        const audit_entry entry{
            after, conversation_of(ask.bytes_at(1)), ask.integer_at(2), ask.bytes_at(3),
            ask.bytes_at(4)};
        const auto body =
            ask.is_null_at(5) ? std::nullopt : std::optional<std::string>(ask.bytes_at(5));
        if (!check.take(entry, body, !ask.is_null_at(6)))
            return look::at_fault;
    }
    return seen == limits::audit_rows_a_look ? look::goes_on : look::at_end;
}

audit_report walk(database& on, std::optional<noted_head> noted)
{
    audit_check check(std::move(noted));
    statement ask(
        on, "SELECT a.number, a.conversation, a.at_ms, a.body_digest, a.hash, a.body, "
            "e.conversation FROM audit a LEFT JOIN erasure e ON e.conversation = a.conversation "
            "WHERE a.number > ?1 ORDER BY a.number LIMIT ?2");
    auto after = std::numeric_limits<std::int64_t>::min();
    for (;;)
    {
        // One snapshot a look: what an erasure does is seen whole, and so are the end and the head.
        on.run("BEGIN");
        const auto how = look_at_some(ask, check, after);
        const auto head = how == look::goes_on ? std::nullopt : read_audit_head(on);
        on.run("COMMIT");
        if (how != look::goes_on)
            return check.finish(head);
    }
}

std::expected<void, error> check_schema(database& on, const std::string& name)
{
    const auto [made_by, seen] = read_schema(on);
    const auto known = static_cast<std::int64_t>(main_migrations().size());
    if (made_by != application)
        return fail(errc::corrupt, fmt::format("{} is not a database of Switchback", name));
    if (seen > known)
        return fail(errc::not_allowed, newer_schema(name, seen, known));
    if (seen < audit_chain_schema)
        return fail(
            errc::not_allowed,
            fmt::format(
                "{} has no chain yet (schema {}; it comes with {}): start this version's server on "
                "it once",
                name, seen, audit_chain_schema));
    return {};
}

std::expected<audit_report, error>
look_into(const std::filesystem::path& file, std::optional<noted_head> noted, std::string vfs)
{
    open_options how;
    how.file = file;
    how.vfs = std::move(vfs);
    how.cache_kib = limits::store_small_cache_kib;
    // Without a log nobody has it open, and nothing need be made beside it to read it. Only the
    // system's own files can be asked for that.
    std::error_code ec;
    const bool has_log = std::filesystem::exists(file.string() + "-wal", ec);
    how.use = has_log || !how.vfs.empty() ? usage::beside_others : usage::alone_unchanged;
    database on(how);
    if (auto ready = check_schema(on, file.string()); !ready)
        return std::unexpected(std::move(ready.error()));
    return walk(on, std::move(noted));
}

} // namespace

std::expected<audit_report, error> verify_audit(
    const std::filesystem::path& folder, std::optional<noted_head> noted, const std::string& vfs)
{
    const auto file = folder / "switchback.db";
    std::error_code ec;
    if (!std::filesystem::is_directory(folder, ec))
        return fail(errc::not_found, fmt::format("{} is not a folder", folder.string()));
    if (!std::filesystem::exists(file, ec))
        return fail(
            errc::not_found,
            fmt::format("{} holds no switchback.db: is it the data folder?", folder.string()));
    try
    {
        return look_into(file, std::move(noted), vfs);
    }
    catch (const sql_error& why)
    {
        auto what = why.to_error();
        what.detail = fmt::format("cannot read {}: {}", file.string(), what.detail);
        return std::unexpected(std::move(what));
    }
}

} // namespace switchback::store
