#include "bot/core/run/state.hpp"

#include "bot/core/run/packed_parts.hpp"

namespace switchback::run {
namespace {

void write_instance(writer& to, const instance& from)
{
    to.varint(from.frame);
    to.varint(from.step);
    // Most steps stand in no loop: one byte says how many turns follow.
    std::uint8_t used = 0;
    for (std::uint8_t i = 0; i < from.turns.size(); ++i)
        if (from.turns[i] != 0)
            used = static_cast<std::uint8_t>(i + 1);
    to.u8(used);
    to.raw(from.turns.data(), used);
}

instance read_instance(reader& from)
{
    instance out;
    out.frame = static_cast<std::uint16_t>(from.varint());
    out.step = static_cast<flow::step_index>(from.varint());
    const auto used = from.u8();
    const auto turns = from.raw(used <= out.turns.size() ? used : static_cast<std::size_t>(-1));
    for (std::size_t i = 0; i < turns.size(); ++i)
        out.turns[i] = static_cast<std::uint8_t>(turns[i]);
    return out;
}

void write_cursor(writer& to, const cursor& from)
{
    to.varint(from.step);
    to.u8(from.loops);
    for (std::size_t i = 0; i < from.loops; ++i)
    {
        to.varint(from.loop_steps[i]);
        to.u8(from.turns[i]);
    }
}

cursor read_cursor(reader& from)
{
    cursor out;
    out.step = static_cast<flow::step_index>(from.varint());
    out.loops = from.u8();
    if (out.loops > limits::each_nesting)
    {
        spoil(from);
        out.loops = 0;
    }
    for (std::size_t i = 0; i < out.loops; ++i)
    {
        out.loop_steps[i] = static_cast<flow::step_index>(from.varint());
        out.turns[i] = from.u8();
    }
    return out;
}

void write_frame(writer& to, const frame& from)
{
    to.varint(from.flow);
    to.varint(from.parent);
    write_instance(to, from.called_from);
    write_cursor(to, from.at);
    write_slots(to, from.slots);
    to.text(from.outcome);
    to.boolean(from.open);
}

frame read_frame(reader& from, std::uint8_t written_as)
{
    frame out;
    out.flow = static_cast<std::uint16_t>(from.varint());
    out.parent = static_cast<std::uint16_t>(from.varint());
    out.called_from = read_instance(from);
    out.at = read_cursor(from);
    out.slots = read_slots(from, written_as);
    out.outcome = std::string(from.text());
    out.open = from.boolean();
    return out;
}

void write_entry(writer& to, const entry& from)
{
    write_instance(to, from.where);
    to.u8(static_cast<std::uint8_t>(
        static_cast<unsigned>(from.kind) | (static_cast<unsigned>(from.missed & 3U) << 4) |
        (from.passed ? 0x40U : 0U) | (from.ask_again ? 0x80U : 0U)));
    to.varint(from.token);
    flow::write_value(to, from.held);
}

entry read_entry(reader& from)
{
    entry out;
    out.where = read_instance(from);
    const auto packed = from.u8();
    out.kind = static_cast<entry_kind>(packed & 0x0F);
    out.missed = (packed >> 4) & 3;
    if (out.kind > entry_kind::gave_up)
    {
        spoil(from);
        out.kind = entry_kind::said;
    }
    out.passed = (packed & 0x40) != 0;
    out.ask_again = (packed & 0x80) != 0;
    out.token = static_cast<std::uint32_t>(from.varint());
    out.held = flow::read_value(from);
    return out;
}

void write_prompt(writer& to, const prompt& from)
{
    to.varint(from.token);
    write_instance(to, from.where);
    to.u8(from.tries);
    to.boolean(from.nudged);
    to.signed_varint(from.asked_ms);
    flow::write_value(to, from.suggested);
    to.text(from.fragments);
    to.signed_varint(from.wait_due_ms);
    to.signed_varint(from.wait_left_ms);
}

prompt read_prompt(reader& from)
{
    prompt out;
    out.token = static_cast<std::uint32_t>(from.varint());
    out.where = read_instance(from);
    out.tries = from.u8();
    out.nudged = from.boolean();
    out.asked_ms = read_time(from);
    out.suggested = flow::read_value(from);
    out.fragments = std::string(from.text());
    out.wait_due_ms = read_time(from);
    out.wait_left_ms = read_time(from);
    return out;
}

template <class items, class write_one>
void write_all(writer& to, const items& from, write_one write)
{
    to.varint(from.size());
    for (const auto& one : from)
        write(to, one);
}

template <class item, class read_one>
std::vector<item> read_all(reader& from, read_one read)
{
    std::vector<item> out(from.count());
    for (auto& one : out)
        one = read(from);
    return out;
}

void write_journey(writer& to, const journey& from)
{
    write_hex(to, from.id);
    write_hex(to, from.bundle);
    to.signed_varint(from.started_ms);
    write_all(to, from.frames, write_frame);
    to.varint(from.active);
    write_all(to, from.journal, write_entry);
    to.varint(from.jumps.size());
    for (const auto& one : from.jumps)
    {
        write_instance(to, one.where);
        to.u8(one.taken);
    }
    to.varint(from.changed.size());
    for (const auto& [frame_at, slot] : from.changed)
    {
        to.varint(frame_at);
        to.varint(slot);
    }
    to.boolean(from.open.has_value());
    if (from.open)
        write_prompt(to, *from.open);
    to.text(from.recalled.bytes());
    flow::write_value(to, from.given);
}

journey read_journey(reader& from, std::uint8_t written_as)
{
    journey out;
    out.id = read_hex(from, written_as);
    out.bundle = read_hex(from, written_as);
    out.started_ms = read_time(from);
    out.frames = read_all<frame>(from, [=](reader& next) { return read_frame(next, written_as); });
    out.active = static_cast<std::uint16_t>(from.varint());
    out.journal = read_all<entry>(from, read_entry);
    out.jumps.resize(from.count());
    for (auto& one : out.jumps)
    {
        one.where = read_instance(from);
        one.taken = from.u8();
    }
    out.changed.resize(from.count());
    for (auto& [frame_at, slot] : out.changed)
    {
        frame_at = static_cast<std::uint16_t>(from.varint());
        slot = static_cast<flow::slot>(from.varint());
    }
    if (from.boolean())
        out.open = read_prompt(from);
    out.recalled = read_items(from, written_as);
    out.given = flow::read_record(from);
    return out;
}

void write_aside(writer& to, const aside& from)
{
    to.u8(static_cast<std::uint8_t>(from.kind));
    to.varint(from.token);
    to.varint(from.about);
    flow::write_value(to, from.sent);
    to.text(from.flow);
    flow::write_value(to, from.given);
}

aside read_aside(reader& from)
{
    aside out;
    const auto kind = from.u8();
    if (kind > static_cast<std::uint8_t>(aside_kind::contact))
    {
        spoil(from);
        return out;
    }
    out.kind = static_cast<aside_kind>(kind);
    out.token = static_cast<std::uint32_t>(from.varint());
    out.about = static_cast<std::uint32_t>(from.varint());
    out.sent = flow::read_value(from);
    out.flow = std::string(from.text());
    out.given = flow::read_record(from);
    return out;
}

void write_safety(writer& to, const safety_part& from)
{
    to.text(escalation::save(from.held));
    to.text(from.language);
    to.varint(from.asked.before.size());
    for (const auto& one : from.asked.before)
        to.text(one);
    to.varint(from.talk_from);
    to.varint(from.talk_until);
    to.varint(from.wait_from);
    to.varint(from.wait_until);
    to.text(from.asked.wording);
    to.varint(from.asked.buttons.size());
    for (const auto& [answer, wording] : from.asked.buttons)
    {
        to.u8(static_cast<std::uint8_t>(answer));
        to.text(wording);
    }
}

safety_part read_safety(reader& from, std::uint8_t written_as)
{
    safety_part out;
    auto held = escalation::load(from.text());
    if (!held)
    {
        spoil(from);
        return out;
    }
    out.held = std::move(*held);
    out.language = std::string(from.text());
    out.asked.before.resize(from.count());
    for (auto& one : out.asked.before)
        one = std::string(from.text());
    out.talk_from = from.varint();
    out.talk_until = from.varint();
    if (written_as != format_without_wait)
    {
        out.wait_from = from.varint();
        out.wait_until = from.varint();
    }
    out.asked.wording = std::string(from.text());
    out.asked.buttons.resize(from.count());
    for (auto& [answer, wording] : out.asked.buttons)
    {
        const auto which = from.u8();
        if (which > static_cast<std::uint8_t>(escalation::answer::unclear))
            spoil(from);
        else
            answer = static_cast<escalation::answer>(which);
        wording = std::string(from.text());
    }
    return out;
}

} // namespace

std::string save(const state& from)
{
    writer to;
    to.reserve(256);
    to.u8(from.safety ? format_with_safety : format);
    to.varint(from.seq);
    to.varint(from.last_token);
    to.boolean(from.current.has_value());
    if (from.current)
        write_journey(to, *from.current);
    write_all(to, from.paused, write_journey);
    write_all(to, from.asides, write_aside);
    to.text(from.country);
    to.signed_varint(from.told_software_ms);
    to.signed_varint(0); // a time that nothing reads: its place in the row stays
    to.u8(from.heavy.score);
    to.u8(from.heavy.messages);
    to.signed_varint(from.heavy_ms);
    to.varint(from.finished_runs);
    to.text(from.net.bytes());
    if (from.safety)
        write_safety(to, *from.safety);
    return std::move(to).take();
}

std::expected<state, error> load(std::string_view bytes)
{
    reader from(bytes);
    state out;
    const auto written_as = from.u8();
    if (written_as < oldest_format || written_as > format_with_safety)
        return fail(errc::corrupt, "state: unknown format");
    out.seq = from.varint();
    out.last_token = static_cast<std::uint32_t>(from.varint());
    if (from.boolean())
        out.current = read_journey(from, written_as);
    out.paused =
        read_all<journey>(from, [=](reader& next) { return read_journey(next, written_as); });
    out.asides = read_all<aside>(from, read_aside);
    out.country = std::string(from.text());
    out.told_software_ms = read_time(from);
    static_cast<void>(read_time(from)); // a time that nothing reads
    if (written_as != oldest_format)
    {
        out.heavy.score = from.u8();
        out.heavy.messages = from.u8();
        out.heavy_ms = read_time(from);
    }
    out.finished_runs = from.varint();
    out.net = read_items(from, written_as);
    if (written_as >= format_without_wait)
        out.safety = read_safety(from, written_as);
    if (!from.at_end())
        return fail(errc::corrupt, "state: cut short or too long");
    return out;
}

} // namespace switchback::run
