#include "bot/core/run/event.hpp"

namespace switchback::run {
namespace {

void write_risk(writer& to, const risk::screening& from)
{
    // The words are in the event already; what decided is all a replay needs. Level and urgency
    // share the outcome's byte (bits 2-4 and 5-6), which rows written without them leave at 0.
    to.u8(static_cast<std::uint8_t>(
        static_cast<unsigned>(from.outcome) | from.level << 2U |
        static_cast<unsigned>(from.urgency) << 5U));
    to.u8(static_cast<std::uint8_t>(from.category));
    to.text(from.rule);
}

bool read_risk(reader& from, risk::screening& out)
{
    const unsigned packed = from.u8();
    const unsigned outcome = packed & 3U;
    const unsigned level = packed >> 2U & 7U;
    const unsigned urgency = packed >> 5U;
    const auto category = from.u8();
    out.rule = std::string(from.text());
    if (outcome > static_cast<std::uint8_t>(risk::outcome::crisis) || level > risk::gravest_level ||
        urgency > static_cast<std::uint8_t>(risk::urgency::now) ||
        category > static_cast<std::uint8_t>(risk::category::medical))
        return false;
    out.outcome = static_cast<risk::outcome>(outcome);
    out.level = level == 0 ? risk::level_of(out.outcome) : static_cast<risk::level>(level);
    out.urgency = static_cast<risk::urgency>(urgency);
    out.category = static_cast<risk::category>(category);
    return from.ok();
}

// Set in the first byte since events carry what a run can recall, packed, and not all of the
// record; and since the screen counts strain.
constexpr std::uint8_t carries_packed = 0x80;

void read_whole_record(reader& from, event& into)
{
    std::vector<record_snapshot::item> all(from.count());
    for (auto& item : all)
        item = read_item(from);
    into.record = packed_items(all);
    std::erase_if(
        all, [](const record_snapshot::item& one) { return one.collection != net_collection; });
    if (!all.empty())
        into.net = packed_items({&all.back(), 1});
}

} // namespace

void write_event(writer& to, const event& from)
{
    to.u8(static_cast<std::uint8_t>(from.kind) | carries_packed);
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
    to.u8(from.risk.strain);
    to.text(from.record.bytes());
    to.text(from.net.bytes());
}

bool read_event(reader& from, event& out)
{
    const auto first = from.u8();
    const auto kind = static_cast<std::uint8_t>(first & ~carries_packed);
    if (kind > static_cast<std::uint8_t>(event_kind::safety))
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
    if ((first & carries_packed) == 0)
    {
        read_whole_record(from, out);
        return from.ok();
    }
    out.risk.strain = from.u8();
    out.record = packed_items::of_bytes(from.text());
    out.net = packed_items::of_bytes(from.text());
    return from.ok();
}

} // namespace switchback::run
