#include "bot/core/run/event.hpp"

namespace switchback::run {
namespace {

void write_risk(writer& to, const risk::screening& from)
{
    // The words are in the event already; what decided is all a replay needs.
    to.u8(static_cast<std::uint8_t>(from.outcome));
    to.u8(static_cast<std::uint8_t>(from.category));
    to.text(from.rule);
}

bool read_risk(reader& from, risk::screening& out)
{
    const auto outcome = from.u8();
    const auto category = from.u8();
    out.rule = std::string(from.text());
    if (outcome > static_cast<std::uint8_t>(risk::outcome::crisis) ||
        category > static_cast<std::uint8_t>(risk::category::medical))
        return false;
    out.outcome = static_cast<risk::outcome>(outcome);
    out.category = static_cast<risk::category>(category);
    return from.ok();
}

} // namespace

void write_item(writer& to, const record_snapshot::item& from)
{
    to.text(from.collection);
    to.text(from.key);
    to.signed_varint(from.at_ms);
    flow::write_value(to, from.fields);
}

record_snapshot::item read_item(reader& from)
{
    record_snapshot::item out;
    out.collection = std::string(from.text());
    out.key = std::string(from.text());
    out.at_ms = from.signed_varint();
    out.fields = flow::read_record(from);
    return out;
}

void write_event(writer& to, const event& from)
{
    to.u8(static_cast<std::uint8_t>(from.kind));
    to.signed_varint(from.time_ms);
    to.signed_varint(from.utc_offset_min);
    to.text(from.language);
    to.varint(from.seed);
    to.text(from.words.reveal());
    flow::write_value(to, from.sent);
    to.text(from.ref);
    to.text(from.flow);
    flow::write_value(to, from.given);
    to.text(from.timer);
    to.varint(from.token);
    to.varint(from.index);
    to.boolean(from.confirmed);
    to.boolean(from.typing_ends);
    write_risk(to, from.risk);
    to.varint(from.record.items.size());
    for (const auto& item : from.record.items)
        write_item(to, item);
}

bool read_event(reader& from, event& out)
{
    const auto kind = from.u8();
    if (kind > static_cast<std::uint8_t>(event_kind::returned))
        return false;
    out.kind = static_cast<event_kind>(kind);
    out.time_ms = from.signed_varint();
    out.utc_offset_min = static_cast<int>(from.signed_varint());
    out.language = std::string(from.text());
    out.seed = from.varint();
    out.words = private_text(std::string(from.text()));
    out.sent = flow::read_value(from);
    out.ref = std::string(from.text());
    out.flow = std::string(from.text());
    out.given = flow::read_record(from);
    out.timer = std::string(from.text());
    out.token = static_cast<std::uint32_t>(from.varint());
    out.index = static_cast<std::uint32_t>(from.varint());
    out.confirmed = from.boolean();
    out.typing_ends = from.boolean();
    if (!read_risk(from, out.risk))
        return false;
    out.record.items.resize(from.count());
    for (auto& item : out.record.items)
        item = read_item(from);
    return from.ok();
}

} // namespace switchback::run
