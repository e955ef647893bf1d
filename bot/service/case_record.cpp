#include "bot/service/case_record.hpp"

#include "bot/core/escalation/case_state.hpp"
#include "bot/service/case_rows.hpp"
#include "bot/service/sealed_rows.hpp"

#include <algorithm>
#include <charconv>

namespace switchback::service {
namespace {

constexpr std::string_view of_case = "case.";

bool is_name(std::string_view text)
{
    const auto is_control = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    };
    return text.size() <= limits::responder_name_bytes && std::ranges::none_of(text, is_control);
}

// A name that stands twice (the rules of a false alarm) becomes one, so that every name is unique.
void add_field(record_line& to, const std::string& name, std::string words)
{
    const auto known =
        std::ranges::find(to.fields, name, &std::pair<std::string, std::string>::first);
    if (known == to.fields.end())
        to.fields.emplace_back(name, std::move(words));
    else
        known->second.append(" ").append(words);
}

std::uint64_t message_named(std::string_view reference)
{
    std::uint64_t out = 0;
    if (reference.starts_with('m'))
        std::from_chars(reference.data() + 1, reference.data() + reference.size(), out);
    return out;
}

bool is_around(const escalation::case_state& held, std::uint64_t seq)
{
    return std::ranges::any_of(held.signals, [&](const escalation::signal_note& one) {
        const auto at = message_named(one.reference);
        return at != 0 && seq + limits::case_messages_around >= at &&
               seq <= at + limits::case_messages_around;
    });
}

std::uint64_t first_around(const escalation::case_state& held)
{
    std::uint64_t out = 0;
    for (const auto& one : held.signals)
        if (const auto at = message_named(one.reference); at != 0)
        {
            const auto from = at > limits::case_messages_around ? at - limits::case_messages_around
                                                                : std::uint64_t{1};
            out = out == 0 ? from : std::min(out, from);
        }
    return out;
}

// From the first word of a human in the case to the last, as it stands in the log of the case.
std::pair<std::int64_t, std::int64_t> talk_of(const std::vector<record_line>& lines)
{
    std::int64_t from_ms = 0;
    std::int64_t until_ms = 0;
    for (const auto& line : lines)
        if (line.event == "human_wrote" || line.event == "handed_back")
        {
            from_ms = from_ms == 0 ? line.at_ms : from_ms;
            until_ms = line.at_ms;
        }
    return {from_ms, until_ms};
}

task<std::vector<record_message>> messages_of(
    port::store& store, crypto::data_key key, id conversation, escalation::case_state held,
    std::pair<std::int64_t, std::int64_t> talk)
{
    std::vector<record_message> out;
    const auto first = first_around(held);
    if (first == 0)
        co_return out;
    const auto rows = co_await store.events(conversation, first - 1, limits::case_messages);
    if (!rows)
        co_return std::unexpected(rows.error());
    for (const auto& row : *rows)
    {
        auto body = open_event(key, conversation, row);
        if (!body)
            co_return std::unexpected(body.error());
        const bool is_talk = row.at_ms >= talk.first && row.at_ms <= talk.second;
        for (auto& one : body->messages)
            if (is_talk || is_around(held, one.seq))
                out.push_back(
                    {one.seq, row.at_ms, std::string(name_of(one.from)), one.name,
                     std::move(one.text)});
    }
    co_return out;
}

void describe(const port::case_row& row, const escalation::case_state& held, case_record& to)
{
    to.reference = row.reference;
    to.is_open = row.is_open;
    to.is_drill = held.is_drill;
    to.is_false_alarm = held.is_false_alarm;
    to.level = name_of(held.now_at);
    to.category = name_of(held.about);
    to.reason = name_of(held.reason);
    to.outcome = name_of(held.outcome);
    to.opened_ms = held.opened_ms;
}

} // namespace

std::expected<std::vector<record_line>, error> lines_of_case(
    const crypto::data_key& key, const id& conversation, std::span<const port::audit_row> rows,
    std::string_view reference)
{
    std::vector<record_line> out;
    for (const auto& row : rows)
    {
        const auto body = open_audit(key, conversation, row);
        if (!body)
            return std::unexpected(body.error());
        const auto* of = flow::find(body->fields, "case");
        if (!body->what.starts_with(of_case) || of == nullptr || flow::to_text(*of) != reference)
            continue;
        record_line line{row.number, row.at_ms, body->what.substr(of_case.size()), {}};
        for (const auto& [name, held] : body->fields)
            if (name != "case")
                add_field(line, name, flow::to_text(held));
        out.push_back(std::move(line));
    }
    return out;
}

task<case_record>
read_record(conversations& talks, port::store& store, std::string reference, std::string words_by)
{
    if (!is_name(words_by))
        co_return fail(errc::bad_request, "a name is at most 128 bytes on one line");
    const auto row = co_await store.find_case(reference);
    if (!row)
        co_return std::unexpected(row.error());
    const auto& whose = row->conversation;
    // Noted before anything is read, so that the record tells of itself.
    if (!words_by.empty())
    {
        flow::record fields{{"by", {words_by}}, {"words", {"true"}}, {"case", {reference}}};
        const auto noted = co_await talks.note(whose, "case.exported", std::move(fields));
        if (!noted)
            co_return std::unexpected(noted.error());
    }
    const auto key = co_await talks.key_of(whose);
    if (!key)
        co_return std::unexpected(key.error());
    const auto held = open_case(*key, *row);
    if (!held)
        co_return std::unexpected(held.error());
    const auto log = co_await store.audit(whose, limits::record_lines + 1);
    if (!log)
        co_return std::unexpected(log.error());
    if (log->size() > limits::record_lines)
        co_return fail(errc::too_long, "the log of this client is too long for one record");
    auto lines = lines_of_case(*key, whose, *log, reference);
    if (!lines)
        co_return std::unexpected(lines.error());
    case_record out;
    describe(*row, *held, out);
    out.lines = std::move(*lines);
    if (words_by.empty())
        co_return out;
    auto messages = co_await messages_of(store, *key, whose, *held, talk_of(out.lines));
    if (!messages)
        co_return std::unexpected(messages.error());
    out.messages = std::move(*messages);
    out.words_by = std::move(words_by);
    co_return out;
}

} // namespace switchback::service
