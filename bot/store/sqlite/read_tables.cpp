#include "bot/store/sqlite/read_tables.hpp"

#include "bot/base/limits.hpp"

#include <algorithm>
#include <sqlite3.h>

namespace switchback::store::sqlite {
namespace {

std::uint64_t unsigned_at(const statement& from, int column)
{
    return static_cast<std::uint64_t>(from.integer_at(column));
}

std::int64_t cap(std::size_t limit) noexcept
{
    return static_cast<std::int64_t>(std::min(limit, limits::store_rows_a_read));
}

port::timer_row timer_of(const statement& from)
{
    return {
        from.id_at(0), from.bytes_at(1), static_cast<std::uint32_t>(from.integer_at(2)),
        from.integer_at(3), from.bytes_at(4)};
}

/// One snapshot for several statements; ends with the function that opened it.
class snapshot
{
public:
    explicit snapshot(database& of) : of_(of) { of_.run("BEGIN"); }
    snapshot(const snapshot&) = delete;
    snapshot& operator=(const snapshot&) = delete;
    ~snapshot() { sqlite3_exec(of_.handle(), "ROLLBACK", nullptr, nullptr, nullptr); }

private:
    database& of_;
};

} // namespace

read_tables::read_tables(database& main, database& keys)
    : main_(main), load_(
                       main, "SELECT id, practice, version, head, state, devices, changed_ms "
                             "FROM conversation WHERE id = ?1"),
      last_event_(main, "SELECT number, last_event FROM conversation WHERE id = ?1"),
      previous_(
          main, "SELECT previous, seq + count - 1 FROM event WHERE number = ?1 AND "
                "conversation = ?2"),
      event_(main, "SELECT seq, count, at_ms, body FROM event WHERE number = ?1"),
      records_(
          main, "SELECT r.collection, r.key, r.at_ms, r.body FROM conversation c "
                "JOIN record r ON r.conversation = c.number WHERE c.id = ?1 "
                "AND (?2 = '' OR r.collection = ?2) ORDER BY r.at_ms, r.collection, r.key"),
      audit_(
          main,
          "SELECT at_ms, body, number FROM audit WHERE conversation = ?1 AND body IS NOT NULL "
          "ORDER BY number LIMIT ?2"),
      wrapped_key_(keys, "SELECT wrapped FROM client_key WHERE conversation = ?1"),
      find_token_(
          main, "SELECT c.id, t.old_until_ms FROM token t "
                "JOIN conversation c ON c.number = t.conversation WHERE t.hash = ?1"),
      due_timers_(
          main, "SELECT c.id, t.name, t.token, t.due_ms, t.body FROM timer t "
                "JOIN conversation c ON c.number = t.conversation WHERE t.due_ms <= ?1 "
                "ORDER BY t.due_ms, c.id, t.name LIMIT ?2"),
      next_due_(main, "SELECT min(due_ms) FROM timer"),
      timers_(
          main, "SELECT c.id, t.name, t.token, t.due_ms, t.body FROM conversation c "
                "JOIN timer t ON t.conversation = c.number WHERE c.id = ?1 "
                "ORDER BY t.due_ms, t.name"),
      find_bundle_(
          main, "SELECT hash, flow, version, sources, at_ms FROM flow_version WHERE hash = ?1"),
      find_inbox_(main, "SELECT seq FROM inbox WHERE adapter = ?1 AND account = ?2 AND key = ?3"),
      cases_(main), responders_(main), people_(main)
{}

std::expected<port::conversation_row, error> read_tables::load(const id& conversation)
{
    load_.blob(1, conversation);
    rows found(load_);
    if (!found.next())
        return fail(errc::not_found);
    return port::conversation_row{load_.id_at(0),        load_.id_at(1),    unsigned_at(load_, 2),
                                  unsigned_at(load_, 3), load_.bytes_at(4), load_.bytes_at(5),
                                  load_.integer_at(6)};
}

std::vector<std::int64_t> read_tables::chain(const id& conversation, std::uint64_t after)
{
    std::int64_t number = 0;
    std::int64_t event = 0;
    {
        last_event_.blob(1, conversation);
        rows found(last_event_);
        if (!found.next())
            return {};
        number = last_event_.integer_at(0);
        event = last_event_.integer_at(1);
    }
    std::vector<std::int64_t> out;
    while (event != 0)
    {
        previous_.integer(1, event).integer(2, number);
        rows found(previous_);
        if (!found.next())
            throw sql_error{SQLITE_CORRUPT};
        if (unsigned_at(previous_, 1) <= after)
            break;
        out.push_back(event);
        event = previous_.integer_at(0);
    }
    std::ranges::reverse(out);
    return out;
}

std::expected<std::vector<port::event_row>, error>
read_tables::events(const id& conversation, std::uint64_t after, std::size_t limit)
{
    const snapshot whole(main_);
    auto numbers = chain(conversation, after);
    numbers.resize(std::min(numbers.size(), static_cast<std::size_t>(cap(limit))));
    std::vector<port::event_row> out;
    out.reserve(numbers.size());
    for (const auto number : numbers)
    {
        event_.integer(1, number);
        rows found(event_);
        if (!found.next())
            return fail(errc::corrupt, "an event is missing");
        out.push_back(
            {unsigned_at(event_, 0), static_cast<std::uint32_t>(event_.integer_at(1)),
             event_.integer_at(2), event_.bytes_at(3)});
    }
    return out;
}

std::vector<port::record_row>
read_tables::records(const id& conversation, std::string_view collection)
{
    records_.blob(1, conversation).text(2, collection);
    std::vector<port::record_row> out;
    rows found(records_);
    while (found.next())
        out.push_back(
            {records_.bytes_at(0), records_.bytes_at(1), records_.integer_at(2),
             records_.bytes_at(3)});
    return out;
}

std::vector<port::audit_row> read_tables::audit(const id& conversation, std::size_t limit)
{
    audit_.blob(1, conversation).integer(2, cap(limit));
    std::vector<port::audit_row> out;
    rows found(audit_);
    while (found.next())
        out.push_back({audit_.integer_at(0), audit_.bytes_at(1), audit_.integer_at(2)});
    return out;
}

std::expected<std::string, error> read_tables::wrapped_key(const id& conversation)
{
    wrapped_key_.blob(1, conversation);
    rows found(wrapped_key_);
    if (!found.next())
        return fail(errc::not_found);
    return wrapped_key_.bytes_at(0);
}

std::expected<port::token_row, error>
read_tables::find_token(std::string_view hash, std::int64_t now_ms)
{
    find_token_.blob(1, hash);
    rows found(find_token_);
    if (!found.next())
        return fail(errc::not_found);
    const bool is_old = !find_token_.is_null_at(1);
    const auto until = find_token_.integer_at(1);
    if (is_old && until < now_ms)
        return fail(errc::not_found);
    return port::token_row{find_token_.id_at(0), is_old, is_old ? until : 0};
}

std::vector<port::timer_row> read_tables::due_timers(std::int64_t now_ms, std::size_t limit)
{
    due_timers_.integer(1, now_ms).integer(2, cap(limit));
    std::vector<port::timer_row> out;
    rows found(due_timers_);
    while (found.next())
        out.push_back(timer_of(due_timers_));
    return out;
}

std::optional<std::int64_t> read_tables::next_due()
{
    rows found(next_due_);
    if (!found.next() || next_due_.is_null_at(0))
        return std::nullopt;
    return next_due_.integer_at(0);
}

std::vector<port::timer_row> read_tables::timers(const id& conversation)
{
    timers_.blob(1, conversation);
    std::vector<port::timer_row> out;
    rows found(timers_);
    while (found.next())
        out.push_back(timer_of(timers_));
    return out;
}

std::expected<port::bundle_row, error> read_tables::find_bundle(std::string_view hash)
{
    find_bundle_.text(1, hash);
    rows found(find_bundle_);
    if (!found.next())
        return fail(errc::not_found);
    return port::bundle_row{
        find_bundle_.bytes_at(0), find_bundle_.bytes_at(1),
        static_cast<int>(find_bundle_.integer_at(2)), find_bundle_.bytes_at(3),
        find_bundle_.integer_at(4)};
}

std::expected<std::uint64_t, error> read_tables::find_inbox(const port::inbox_key& key)
{
    find_inbox_.text(1, key.adapter).text(2, key.account).text(3, key.key);
    rows found(find_inbox_);
    if (!found.next())
        return fail(errc::not_found);
    return static_cast<std::uint64_t>(find_inbox_.integer_at(0));
}

} // namespace switchback::store::sqlite
