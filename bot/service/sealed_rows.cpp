#include "bot/service/sealed_rows.hpp"

namespace switchback::service {

std::uint64_t place_number(std::string_view one, std::string_view two) noexcept
{
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    const auto add = [&](std::string_view text) {
        for (const auto letter : text)
            hash = (hash ^ static_cast<std::uint8_t>(letter)) * 0x100000001B3ULL;
        hash = (hash ^ 0xFF) * 0x100000001B3ULL;
    };
    add(one);
    add(two);
    return hash; // FNV-1a
}

std::string seal_event(
    const crypto::data_key& key, const id& conversation, std::uint64_t seq, const run::event& event,
    std::span<const run::message> messages)
{
    writer to;
    to.reserve(1'024);
    run::write_event(to, event);
    to.varint(messages.size());
    for (const auto& one : messages)
        run::write_message(to, one);
    return crypto::seal(key, {"event", conversation, seq, "body"}, to.bytes());
}

std::expected<event_body, error>
open_event(const crypto::data_key& key, const id& conversation, const port::event_row& row)
{
    const auto plain = crypto::open(key, {"event", conversation, row.seq, "body"}, row.body);
    if (!plain)
        return std::unexpected(plain.error());
    reader from(*plain);
    event_body out;
    if (!run::read_event(from, out.event))
        return fail(errc::corrupt, "event row");
    out.messages.resize(from.count());
    for (auto& one : out.messages)
        if (!run::read_message(from, one))
            return fail(errc::corrupt, "event row: message");
    if (!from.at_end())
        return fail(errc::corrupt, "event row: length");
    return out;
}

std::string seal_state(
    const crypto::data_key& key, const id& conversation, std::uint64_t version,
    const kept_state_view& kept)
{
    return crypto::seal(key, {"conversation", conversation, version, "state"}, pack(kept));
}

std::expected<kept_state, error>
open_state(const crypto::data_key& key, const port::conversation_row& row)
{
    const auto plain =
        crypto::open(key, {"conversation", row.conversation, row.version, "state"}, row.state);
    if (!plain)
        return std::unexpected(plain.error());
    kept_state out;
    if (!unpack(*plain, out))
        return fail(errc::corrupt, "conversation row");
    return out;
}

port::record_row
seal_record(const crypto::data_key& key, const id& conversation, const run::put_record& from)
{
    writer to;
    run::write_item(to, {from.collection, from.key, from.at_ms, from.fields});
    const auto number = place_number(from.collection, from.key);
    return {
        from.collection, from.key, from.at_ms,
        crypto::seal(key, {"record", conversation, number, "body"}, to.bytes())};
}

std::expected<run::record_snapshot::item, error>
open_record(const crypto::data_key& key, const id& conversation, const port::record_row& row)
{
    const auto number = place_number(row.collection, row.key);
    const auto plain = crypto::open(key, {"record", conversation, number, "body"}, row.body);
    if (!plain)
        return std::unexpected(plain.error());
    reader from(*plain);
    auto out = run::read_item(from);
    if (!from.at_end())
        return fail(errc::corrupt, "record row");
    return out;
}

port::timer_row seal_reminder(
    const crypto::data_key& key, const id& conversation, const std::string& name,
    const reminder_body& from)
{
    writer to;
    to.signed_varint(from.due_ms);
    to.text(from.flow);
    to.text(from.words);
    flow::write_value(to, from.given);
    port::timer_row row;
    row.conversation = conversation;
    row.name = name;
    row.due_ms = from.due_ms;
    row.body = crypto::seal(key, {"timer", conversation, place_number(name), "body"}, to.bytes());
    return row;
}

std::expected<reminder_body, error>
open_reminder(const crypto::data_key& key, const port::timer_row& row)
{
    const auto plain =
        crypto::open(key, {"timer", row.conversation, place_number(row.name), "body"}, row.body);
    if (!plain)
        return std::unexpected(plain.error());
    reader from(*plain);
    reminder_body out;
    out.due_ms = from.signed_varint();
    out.flow = std::string(from.text());
    out.words = std::string(from.text());
    out.given = flow::read_record(from);
    if (!from.at_end())
        return fail(errc::corrupt, "reminder");
    return out;
}

port::audit_row seal_audit(
    const crypto::data_key& key, const id& conversation, std::int64_t at_ms, std::string_view what,
    const flow::record& fields)
{
    writer to;
    to.text(what);
    flow::write_value(to, fields);
    return {
        at_ms,
        crypto::seal(
            key, {"audit", conversation, static_cast<std::uint64_t>(at_ms), "body"}, to.bytes())};
}

std::expected<audit_body, error>
open_audit(const crypto::data_key& key, const id& conversation, const port::audit_row& row)
{
    const auto plain = crypto::open(
        key, {"audit", conversation, static_cast<std::uint64_t>(row.at_ms), "body"}, row.body);
    if (!plain)
        return std::unexpected(plain.error());
    reader from(*plain);
    audit_body out;
    out.what = std::string(from.text());
    const auto fields = flow::read_value(from);
    const auto* held = fields.as<flow::record>();
    if (held == nullptr || !from.at_end())
        return fail(errc::corrupt, "audit row");
    out.fields = *held;
    return out;
}

} // namespace switchback::service
