// What a client's case opens of their conversation, and no more: the messages around what raised
// it, the talk with a human, their safety net, and how a person may reach them.
#include "bot/service/conversations.hpp"
#include "bot/service/sealed_rows.hpp"
#include "bot/service/turn_guard.hpp"

#include <algorithm>
#include <charconv>

namespace switchback::service {
namespace {

constexpr std::string_view contact_collection = "safe_contact";

// "m12" names the message 12; 0 for what is no message.
std::uint64_t message_named(std::string_view reference)
{
    std::uint64_t out = 0;
    if (reference.starts_with('m'))
        std::from_chars(reference.data() + 1, reference.data() + reference.size(), out);
    return out;
}

// Messages of a conversation, both included.
struct stretch
{
    std::uint64_t from = 1;
    std::uint64_t until = 0;
};

// What a case opens, in order and without an overlap: around each message that raised it, and the
// talk with a human.
std::vector<stretch>
opened_by(const escalation::case_state& about, const run::state& now, std::uint64_t after)
{
    std::vector<stretch> all;
    for (const auto& one : about.signals)
        if (const auto at = message_named(one.reference); at != 0)
            all.push_back(
                {at > limits::case_messages_around ? at - limits::case_messages_around : 1,
                 at + limits::case_messages_around});
    const auto& safety = *now.safety;
    if (safety.talk_from != 0 && safety.held.case_number == about.case_number)
        all.push_back({safety.talk_from, safety.talk_until == 0 ? now.seq : safety.talk_until});
    std::ranges::sort(all, {}, &stretch::from);
    std::vector<stretch> out;
    for (auto one : all)
    {
        one.from = std::max(one.from, out.empty() ? after + 1 : out.back().until + 1);
        one.until = std::min(one.until, now.seq);
        if (one.from <= one.until)
            out.push_back(one);
    }
    return out;
}

using timed_message = std::pair<std::int64_t, run::message>;

// The messages of a stretch, in at most so many rows: what comes after them is read at the next
// look.
task<void> read_stretch(
    port::store& store, const crypto::data_key& key, id conversation, stretch what,
    std::size_t rows_at_most, std::vector<timed_message>& into)
{
    auto rows = co_await store.events(conversation, what.from - 1, rows_at_most);
    if (!rows)
        co_return std::unexpected(rows.error());
    for (const auto& row : *rows)
    {
        if (row.seq > what.until)
            break;
        auto body = open_event(key, conversation, row);
        if (!body)
            co_return std::unexpected(body.error());
        for (auto& one : body->messages)
            if (one.seq >= what.from && one.seq <= what.until)
                into.emplace_back(row.at_ms, std::move(one));
    }
    co_return std::expected<void, error>{};
}

} // namespace

task<case_file>
conversations::read_case(id conversation, escalation::case_state about, std::uint64_t after)
{
    const auto live = find_live(conversation);
    const auto entered = co_await live->turns.enter();
    if (!entered)
        co_return std::unexpected(entered.error());
    const turn_guard leave(live->turns);
    if (!live->is_loaded)
        if (const auto loaded = co_await load(*live); !loaded)
            co_return std::unexpected(loaded.error());
    const auto now = run::load(live->kept.packed);
    if (!now)
        co_return std::unexpected(now.error());
    if (!now->safety)
        co_return fail(errc::not_found, "no case");
    const auto key = co_await key_of(conversation);
    if (!key)
        co_return std::unexpected(key.error());

    case_file out;
    out.safety = *now->safety;
    for (const auto& one : opened_by(about, *now, after))
    {
        const auto left =
            limits::case_messages - std::min(limits::case_messages, out.messages.size());
        const auto read =
            co_await read_stretch(with_.store, *key, conversation, one, left, out.messages);
        if (!read)
            co_return std::unexpected(read.error());
    }
    for (auto& net : now->net.unpack())
        out.nets.push_back(std::move(net));
    auto contact = co_await with_.store.records(conversation, std::string(contact_collection));
    if (!contact)
        co_return std::unexpected(contact.error());
    for (const auto& row : *contact)
    {
        auto item = open_record(*key, conversation, row);
        if (!item)
            co_return std::unexpected(item.error());
        out.contact = std::move(item->fields);
    }
    co_return out;
}

task<std::vector<private_text>>
conversations::read_signals(id conversation, escalation::case_state of)
{
    const auto key = co_await key_of(conversation);
    if (!key)
        co_return std::unexpected(key.error());
    std::vector<private_text> out;
    for (const auto& one : of.signals)
    {
        auto& words = out.emplace_back();
        const auto at =
            one.from == escalation::source::text ? message_named(one.reference) : std::uint64_t{0};
        if (at == 0)
            continue;
        std::vector<timed_message> found;
        const auto read =
            co_await read_stretch(with_.store, *key, conversation, {at, at}, 1, found);
        if (!read)
            co_return std::unexpected(read.error());
        if (!found.empty())
            words = std::move(found.front().second.text);
    }
    co_return out;
}

} // namespace switchback::service
