#include "bot/store/sqlite/write_tables.hpp"

#include "bot/base/limits.hpp"
#include "bot/store/step_rules.hpp"

#include <array>
#include <fmt/format.h>

namespace switchback::store::sqlite {
namespace {

/// Sealed numbers are stored in SQLite's signed integers; ours stay far below the sign.
std::int64_t stored(std::uint64_t value) noexcept
{
    return static_cast<std::int64_t>(value);
}

std::int64_t last_event_number(database& on)
{
    statement ask(on, "SELECT coalesce(max(number), 0) FROM event");
    const rows found(ask);
    return ask.next() ? ask.integer_at(0) : 0;
}

} // namespace

write_tables::write_tables(database& on)
    : on_(on), next_event_(last_event_number(on) + 1),
      find_place_(on, "SELECT number, last_event, head, version FROM conversation WHERE id = ?1"),
      move_conversation_(
          on, "UPDATE conversation SET version = version + 1, head = ?3, changed_ms = ?4, "
              "last_event = ?5, devices = ?6, state = ?7 WHERE number = ?1 AND version = ?2"),
      add_event_(on, "INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
      set_timer_(on, "INSERT OR REPLACE INTO timer VALUES (?1, ?2, ?3, ?4, ?5)"),
      clear_timer_(on, "DELETE FROM timer WHERE conversation = ?1 AND name = ?2"),
      set_record_(on, "INSERT OR REPLACE INTO record VALUES (?1, ?2, ?3, ?4, ?5)"),
      drop_record_(
          on, "DELETE FROM record WHERE conversation = ?1 AND collection = ?2 AND key = ?3"),
      find_inbox_(on, "SELECT seq FROM inbox WHERE adapter = ?1 AND account = ?2 AND key = ?3"),
      add_inbox_(on, "INSERT INTO inbox VALUES (?1, ?2, ?3, ?4, ?5, ?6)"), audit_(on),
      add_conversation_(on, "INSERT INTO conversation VALUES (NULL, ?1, ?2, 0, 0, ?3, 0, x'', ?4)"),
      add_token_(on, "INSERT INTO token SELECT ?1, number, NULL FROM conversation WHERE id = ?2"),
      drop_tokens_(on, "DELETE FROM token WHERE conversation = ?1 AND old_until_ms < ?2"),
      retire_token_(
          on,
          "UPDATE token SET old_until_ms = ?2 WHERE conversation = ?1 AND old_until_ms IS NULL"),
      trim_tokens_(
          on, "DELETE FROM token WHERE hash IN (SELECT hash FROM token WHERE conversation = ?1 "
              "AND old_until_ms IS NOT NULL ORDER BY old_until_ms DESC, hash DESC "
              "LIMIT -1 OFFSET ?2)"),
      add_bundle_(on, "INSERT OR IGNORE INTO flow_version VALUES (?1, ?2, ?3, ?4, ?5)"), cases_(on),
      responders_(on), people_(on, audit_)
{}

write_tables::place* write_tables::find_place(const id& conversation)
{
    if (const auto known = places_.find(conversation); known != places_.end())
        return &known->second;
    find_place_.blob(1, conversation);
    const rows found(find_place_);
    if (!find_place_.next())
        return nullptr;
    // Emptying it now and then costs a look-up each and needs no order of use.
    if (places_.size() >= limits::store_places_kept)
        places_.clear();
    const place made{
        find_place_.integer_at(0), find_place_.integer_at(1),
        static_cast<std::uint64_t>(find_place_.integer_at(2)),
        static_cast<std::uint64_t>(find_place_.integer_at(3))};
    return &places_.emplace(conversation, made).first->second;
}

bool write_tables::has_client(const id& conversation)
{
    return find_place(conversation) != nullptr;
}

std::expected<port::commit_receipt, error> write_tables::commit(const port::step_write& step)
{
    auto* at = find_place(step.conversation);
    if (at == nullptr)
        return fail(errc::not_found);
    if (step.inbox)
        if (const auto seq = find_inbox(*step.inbox))
            return port::commit_receipt{at->version, true, *seq};
    if (at->version != step.expect_version)
        return fail(errc::conflict);
    if (auto sound = check_step(step, at->head); !sound)
        return std::unexpected(std::move(sound.error()));

    const auto last_event = step.event ? next_event_ : at->last_event;
    move_conversation_.integer(1, at->number)
        .integer(2, stored(step.expect_version))
        .integer(3, stored(step.head))
        .integer(4, step.at_ms)
        .integer(5, last_event)
        .blob(6, step.devices)
        .blob(7, step.state)
        .run();
    // The row is the proof, whatever was remembered about it.
    if (on_.changed_rows() != 1)
    {
        places_.erase(step.conversation);
        return fail(errc::conflict);
    }
    if (step.event)
        write_event(*step.event, *at);
    write_extras(step, *at);
    at->head = step.head;
    at->version = step.expect_version + 1;
    return port::commit_receipt{at->version, false, 0};
}

void write_tables::write_event(const port::event_row& event, place& at)
{
    add_event_.integer(1, next_event_)
        .integer(2, at.number)
        .integer(3, stored(event.seq))
        .integer(4, event.count)
        .integer(5, event.at_ms)
        .integer(6, at.last_event)
        .blob(7, event.body)
        .run();
    at.last_event = next_event_++;
}

void write_tables::write_extras(const port::step_write& step, const place& at)
{
    if (step.inbox)
        write_inbox(step, at);
    for (const auto& name : step.timers_cleared)
        clear_timer_.integer(1, at.number).text(2, name).run();
    for (const auto& timer : step.timers)
        set_timer_.integer(1, at.number)
            .text(2, timer.name)
            .integer(3, timer.token)
            .integer(4, timer.due_ms)
            .blob(5, timer.body)
            .run();
    for (const auto& dropped : step.records_dropped)
        drop_record_.integer(1, at.number).text(2, dropped.collection).text(3, dropped.key).run();
    for (const auto& record : step.records)
        set_record_.integer(1, at.number)
            .text(2, record.collection)
            .text(3, record.key)
            .integer(4, record.at_ms)
            .blob(5, record.body)
            .run();
    audit_.append(step.conversation, step.audit);
    cases_.write(step, at.number);
}

std::optional<std::uint64_t> write_tables::find_inbox(const port::inbox_key& key)
{
    find_inbox_.text(1, key.adapter).text(2, key.account).text(3, key.key);
    const rows found(find_inbox_);
    if (!find_inbox_.next())
        return std::nullopt;
    return static_cast<std::uint64_t>(find_inbox_.integer_at(0));
}

void write_tables::write_inbox(const port::step_write& step, const place& at)
{
    add_inbox_.text(1, step.inbox->adapter)
        .text(2, step.inbox->account)
        .text(3, step.inbox->key)
        .integer(4, at.number)
        .integer(5, stored(answer_seq(step)))
        .integer(6, step.at_ms)
        .run();
}

std::expected<void, error> write_tables::add_client(const port::new_client& added)
{
    if (has_client(added.conversation))
        return fail(errc::conflict);
    add_conversation_.blob(1, added.conversation)
        .blob(2, added.practice)
        .integer(3, added.at_ms)
        .blob(4, added.state)
        .run();
    add_token_.blob(1, added.token_hash).blob(2, added.conversation).run();
    return {};
}

std::expected<void, error> write_tables::rotate_token(const token_change& change)
{
    const auto* at = find_place(change.conversation);
    if (at == nullptr)
        return fail(errc::not_found);
    drop_tokens_.integer(1, at->number).integer(2, change.now_ms).run();
    retire_token_.integer(1, at->number).integer(2, change.old_until_ms).run();
    trim_tokens_.integer(1, at->number).integer(2, limits::store_tokens_kept).run();
    add_token_.blob(1, change.next_hash).blob(2, change.conversation).run();
    return {};
}

std::expected<void, error> write_tables::lease_outbox(const outbox_lease& lease)
{
    if (lease.until_ms <= lease.due_ms)
        return fail(errc::bad_request, "a lease that does not end later");
    const auto* at = find_place(lease.conversation);
    if (at == nullptr)
        return fail(errc::conflict);
    return cases_.lease(at->number, lease.key, lease.due_ms, lease.until_ms);
}

void write_tables::put_bundle(const port::bundle_row& row)
{
    add_bundle_.text(1, row.hash)
        .text(2, row.flow)
        .integer(3, row.version)
        .integer(4, row.at_ms)
        .blob(5, row.sources)
        .run();
}

void write_tables::erase(const id& conversation, std::int64_t at_ms)
{
    statement note(on_, "INSERT OR IGNORE INTO erasure VALUES (?1, ?2)");
    note.blob(1, conversation).integer(2, at_ms).run();
    people_.erase(conversation);
    const auto* at = find_place(conversation);
    if (at == nullptr)
        return;
    drop_events(*at);
    audit_.erase(conversation);
    static constexpr std::array tables{"timer", "record", "inbox",
                                       "token", "outbox", "safety_case"};
    for (const auto* table : tables)
    {
        statement drop(on_, fmt::format("DELETE FROM {} WHERE conversation = ?1", table));
        drop.integer(1, at->number).run();
    }
    statement drop(on_, "DELETE FROM conversation WHERE number = ?1");
    drop.integer(1, at->number).run();
    places_.erase(conversation);
}

void write_tables::drop_events(const place& at)
{
    statement previous(on_, "SELECT previous FROM event WHERE number = ?1 AND conversation = ?2");
    statement drop(on_, "DELETE FROM event WHERE number = ?1");
    for (auto event = at.last_event; event != 0;)
    {
        std::int64_t before = 0;
        {
            previous.integer(1, event).integer(2, at.number);
            const rows found(previous);
            if (!previous.next())
                return; // the chain is broken: nothing behind it can be this client's
            before = previous.integer_at(0);
        }
        drop.integer(1, event).run();
        event = before;
    }
}

} // namespace switchback::store::sqlite
