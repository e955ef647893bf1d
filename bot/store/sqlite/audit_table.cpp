#include "bot/store/sqlite/audit_table.hpp"

#include <algorithm>
#include <cstdint>

namespace switchback::store::sqlite {
namespace {

constexpr std::size_t number_bytes = 8;

std::string pack(const audit_head& head)
{
    std::string out;
    for (int shift = 56; shift >= 0; shift -= 8)
        out.push_back(static_cast<char>((static_cast<std::uint64_t>(head.number) >> shift) & 0xFF));
    return out + head.hash;
}

} // namespace

audit_table::audit_table(database& on)
    : on_(on), add_(on, "INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
      set_head_(on, "INSERT OR REPLACE INTO meta VALUES ('audit_head', ?1)"),
      erase_(on, "UPDATE audit SET body = NULL WHERE conversation = ?1")
{}

/// A log that somebody has meddled with must not stop a step that warns of a client at risk: the
/// next entry gets a number that is free, and the check will name what does not fit.
audit_head audit_table::read_place()
{
    auto out = read_audit_head(on_).value_or(audit_head{});
    statement ask(on_, "SELECT coalesce(max(number), 0) FROM audit");
    rows found(ask);
    if (found.next())
        out.number = std::max(out.number, ask.integer_at(0));
    return out;
}

void audit_table::append(const id& conversation, const std::vector<port::audit_row>& rows)
{
    if (rows.empty())
        return;
    if (!head_)
        head_ = read_place();
    for (const auto& row : rows)
    {
        auto entry = entry_after(*head_, conversation, row.at_ms, row.body);
        add_.integer(1, entry.number)
            .blob(2, conversation)
            .integer(3, row.at_ms)
            .blob(4, row.body)
            .blob(5, entry.body_digest)
            .blob(6, entry.hash)
            .run();
        head_ = audit_head{entry.number, std::move(entry.hash)};
    }
    const auto packed = pack(*head_);
    set_head_.blob(1, packed).run();
}

void audit_table::erase(const id& conversation)
{
    erase_.blob(1, conversation).run();
}

std::optional<audit_head> read_audit_head(database& on)
{
    statement ask(on, "SELECT value FROM meta WHERE name = 'audit_head'");
    rows found(ask);
    if (!found.next())
        return std::nullopt;
    const auto packed = ask.bytes_at(0);
    if (packed.size() != number_bytes + audit_hash_bytes)
        return std::nullopt;
    std::uint64_t number = 0;
    for (std::size_t at = 0; at < number_bytes; ++at)
        number = number << 8 | static_cast<unsigned char>(packed[at]);
    return audit_head{static_cast<std::int64_t>(number), packed.substr(number_bytes)};
}

void chain_old_rows(database& on)
{
    {
        statement keep(on, "INSERT OR REPLACE INTO meta VALUES ('audit_head', ?1)");
        const auto packed = pack({});
        keep.blob(1, packed).run();
        audit_table table(on);
        statement ask(
            on, "SELECT c.id, a.at_ms, a.body FROM audit_unchained a "
                "JOIN conversation c ON c.number = a.conversation ORDER BY a.number");
        rows old(ask);
        while (old.next())
            table.append(ask.id_at(0), {{ask.integer_at(1), ask.bytes_at(2)}});
    }
    on.run("DROP TABLE audit_unchained");
}

} // namespace switchback::store::sqlite
