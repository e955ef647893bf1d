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

bool is_around(const escalation::case_state& held, std::uint64_t seq)
{
    return std::ranges::any_of(held.signals, [&](const escalation::signal_note& one) {
        const auto at = message_named(one.reference);
        return at != 0 && seq + limits::case_messages_around >= at &&
               seq <= at + limits::case_messages_around;
    });
}

std::uint64_t first_opened(const escalation::case_state& held, std::uint64_t head)
{
    auto out = head + 1;
    for (const auto& one : held.signals)
        if (const auto at = message_named(one.reference); at != 0)
            out = std::min(
                out, at > limits::case_messages_around ? at - limits::case_messages_around
                                                       : std::uint64_t{1});
    return out;
}

using timed_message = std::pair<std::int64_t, run::message>;

bool is_human(const timed_message& one)
{
    return one.second.from == run::sender::human;
}

// Messages from `from` on, in at most limits::case_messages rows.
task<std::vector<timed_message>> read_messages(
    port::store& store, const crypto::data_key& key, id conversation, std::uint64_t from,
    std::size_t rows_at_most)
{
    auto rows = co_await store.events(conversation, from - 1, rows_at_most);
    if (!rows)
        co_return std::unexpected(rows.error());
    std::vector<timed_message> out;
    for (const auto& row : *rows)
    {
        auto body = open_event(key, conversation, row);
        if (!body)
            co_return std::unexpected(body.error());
        for (auto& one : body->messages)
            if (one.seq >= from)
                out.emplace_back(row.at_ms, std::move(one));
    }
    co_return out;
}

// The first word of a human from `from` to before `end`; 0 when there is none.
task<std::uint64_t> find_human(
    port::store& store, const crypto::data_key& key, id conversation, std::uint64_t from,
    std::uint64_t end)
{
    while (from < end)
    {
        const auto some =
            co_await read_messages(store, key, conversation, from, limits::case_messages);
        if (!some)
            co_return std::unexpected(some.error());
        if (const auto first = std::ranges::find_if(*some, is_human); first != some->end())
            co_return first->second.seq;
        if (some->empty())
            break;
        from = some->back().second.seq + 1;
    }
    co_return std::uint64_t{0};
}

// The talk with a human is theirs to read: from their first word to their last, and on while they
// are there. `began` is that first word, 0 when it is in `all` or nowhere.
void keep_opened(std::vector<timed_message>& all, const run::state& now, std::uint64_t began)
{
    if (const auto first = std::ranges::find_if(all, is_human); began == 0 && first != all.end())
        began = first->second.seq;
    const auto last = std::find_if(all.rbegin(), all.rend(), is_human);
    auto until = last == all.rend() ? 0 : last->second.seq;
    if (led(now).mode == talk_mode::human)
        until = now.seq;
    const auto& held = now.safety->held;
    std::erase_if(all, [&](const auto& one) {
        const auto seq = one.second.seq;
        const bool is_talk = until != 0 && seq + 1 >= began && seq <= until;
        return !is_talk && !is_around(held, seq);
    });
}

} // namespace

task<case_file> conversations::read_case(id conversation, std::uint64_t after)
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
    const auto first = first_opened(out.safety.held, live->head);
    const auto from = std::max(first, after + 1);
    // What a page has already is not read to it again, but it is where the talk began.
    const auto began = co_await find_human(with_.store, *key, conversation, first, from);
    if (!began)
        co_return std::unexpected(began.error());
    auto messages =
        co_await read_messages(with_.store, *key, conversation, from, limits::case_messages);
    if (!messages)
        co_return std::unexpected(messages.error());
    out.messages = std::move(*messages);
    keep_opened(out.messages, *now, *began);
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
        auto found = co_await read_messages(with_.store, *key, conversation, at, 1);
        if (!found)
            co_return std::unexpected(found.error());
        if (!found->empty() && found->front().second.seq == at)
            words = std::move(found->front().second.text);
    }
    co_return out;
}

} // namespace switchback::service
