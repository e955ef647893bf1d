#include "bot/service/case_record.hpp"

#include "bot/core/escalation/case_state.hpp"
#include "bot/service/case_rows.hpp"
#include "bot/service/case_window.hpp"
#include "bot/service/sealed_rows.hpp"

#include <algorithm>
#include <limits>

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

// Times between which everything that was written is opened, as they stand in the log of the case:
// from the first page, or from hearing that nobody is there, until a human was last in contact; and
// from the first word of a human to their last.
struct open_time
{
    std::int64_t from_ms = 0;
    std::int64_t until_ms = 0;
};

std::vector<open_time> times_of(const std::vector<record_line>& lines, bool is_open)
{
    open_time wait;
    open_time talk;
    bool waits = false;
    for (const auto& line : lines)
    {
        const bool is_here = line.event == "human_wrote" || line.event == "handed_back";
        if (is_here)
            talk = {talk.from_ms == 0 ? line.at_ms : talk.from_ms, line.at_ms};
        if (line.event == "page" || line.event == "no_cover")
        {
            wait.from_ms = wait.from_ms == 0 ? line.at_ms : wait.from_ms;
            waits = true;
        }
        if (waits && (is_here || line.event == "contact" || line.event == "closed"))
        {
            wait.until_ms = line.at_ms;
            waits = false;
        }
    }
    if (waits && is_open)
        wait.until_ms = std::numeric_limits<std::int64_t>::max();
    std::vector<open_time> out;
    for (const auto& one : {wait, talk})
        if (one.from_ms != 0 && one.until_ms != 0)
            out.push_back(one);
    return out;
}

bool is_in(const std::vector<stretch>& opened, std::uint64_t seq)
{
    return std::ranges::any_of(
        opened, [&](const stretch& one) { return seq >= one.from && seq <= one.until; });
}

// What a case opens, from its first message on, a read at a time.
task<void> add_messages(
    port::store& store, const crypto::data_key& key, id conversation, std::vector<stretch> opened,
    std::vector<open_time> times, case_record& to)
{
    if (opened.empty() && times.empty())
        co_return std::expected<void, error>{};
    auto next = opened.empty() ? 1 : std::ranges::min(opened, {}, &stretch::from).from;
    std::size_t bytes = 0;
    for (std::size_t looked = 0; looked < limits::record_rows;)
    {
        const auto rows = co_await store.events(conversation, next - 1, limits::record_rows_a_read);
        if (!rows)
            co_return std::unexpected(rows.error());
        for (const auto& row : *rows)
        {
            next = row.seq + row.count;
            const bool is_timed = std::ranges::any_of(times, [&](const open_time& one) {
                return row.at_ms >= one.from_ms && row.at_ms <= one.until_ms;
            });
            if (!is_timed && !is_in(opened, row.seq) && !is_in(opened, next - 1))
                continue;
            auto body = open_event(key, conversation, row);
            if (!body)
                co_return std::unexpected(body.error());
            for (auto& one : body->messages)
            {
                if (!is_timed && !is_in(opened, one.seq))
                    continue;
                bytes += one.text.reveal().size();
                to.is_cut = to.messages.size() == limits::record_messages ||
                            bytes > limits::record_words_bytes;
                if (to.is_cut)
                    co_return std::expected<void, error>{};
                to.messages.push_back(
                    {one.seq, row.at_ms, std::string(name_of(one.from)), one.name,
                     std::move(one.text)});
            }
        }
        looked += rows->size();
        if (rows->size() < limits::record_rows_a_read)
            co_return std::expected<void, error>{};
    }
    to.is_cut = true;
    co_return std::expected<void, error>{};
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
    const auto opened = co_await around_signals(store, *key, whose, *held);
    if (!opened)
        co_return std::unexpected(opened.error());
    const auto added =
        co_await add_messages(store, *key, whose, *opened, times_of(out.lines, out.is_open), out);
    if (!added)
        co_return std::unexpected(added.error());
    out.words_by = std::move(words_by);
    co_return out;
}

} // namespace switchback::service
