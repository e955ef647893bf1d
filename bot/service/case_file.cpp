// What a client's case opens of their conversation, and no more: the messages around what raised
// it, what was written while they waited, the talk with a human, their safety net, and how a person
// may reach them.
#include "bot/service/case_window.hpp"
#include "bot/service/conversations.hpp"
#include "bot/service/sealed_rows.hpp"
#include "bot/service/turn_guard.hpp"

namespace switchback::service {
namespace {

constexpr std::string_view contact_collection = "safe_contact";

// The client's wait for a human and their talk, where they are those of this case.
void add_wait_and_talk(
    const run::safety_part& safety, const escalation::case_state& about, std::vector<stretch>& to)
{
    if (safety.held.case_number != about.case_number)
        return;
    const auto until = [](std::uint64_t seq) { return seq == 0 ? stretch{}.until : seq; };
    if (safety.wait_from != 0)
        to.push_back({safety.wait_from, until(safety.wait_until)});
    if (safety.talk_from != 0)
        to.push_back({safety.talk_from, until(safety.talk_until)});
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
    auto opened = co_await around_signals(with_.store, *key, conversation, about);
    if (!opened)
        co_return std::unexpected(opened.error());
    add_wait_and_talk(out.safety, about, *opened);
    for (const auto& one : joined(std::move(*opened), after))
    {
        const auto read = co_await read_stretch(
            with_.store, *key, conversation, one, limits::case_messages, out.messages);
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
        const stretch alone{at, at};
        const auto read = co_await read_stretch(with_.store, *key, conversation, alone, 1, found);
        if (!read)
            co_return std::unexpected(read.error());
        if (!found.empty())
            words = std::move(found.front().second.text);
    }
    co_return out;
}

} // namespace switchback::service
