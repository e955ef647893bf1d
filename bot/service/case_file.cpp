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

// The talk with a human is theirs to read: from their first word to their last, and on while they
// are there.
void keep_opened(std::vector<std::pair<std::int64_t, run::message>>& all, const run::state& now)
{
    const auto is_human = [](const auto& one) { return one.second.from == run::sender::human; };
    const auto first = std::ranges::find_if(all, is_human);
    const auto last = std::find_if(all.rbegin(), all.rend(), is_human);
    const auto from = first == all.end() ? 0 : first->second.seq;
    auto until = last == all.rend() ? 0 : last->second.seq;
    if (led(now).mode == talk_mode::human)
        until = now.seq;
    const auto& held = now.safety->held;
    std::erase_if(all, [&](const auto& one) {
        const auto seq = one.second.seq;
        const bool is_talk = until != 0 && seq + 1 >= from && seq <= until;
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
    const auto from = std::max(first_opened(out.safety.held, live->head), after + 1);
    auto rows = co_await with_.store.events(conversation, from - 1, limits::case_messages);
    if (!rows)
        co_return std::unexpected(rows.error());
    for (const auto& row : *rows)
    {
        auto body = open_event(*key, conversation, row);
        if (!body)
            co_return std::unexpected(body.error());
        for (auto& one : body->messages)
            if (one.seq >= from)
                out.messages.emplace_back(row.at_ms, std::move(one));
    }
    keep_opened(out.messages, *now);
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

} // namespace switchback::service
