#include "bot/service/conversations.hpp"

#include "bot/base/log.hpp"
#include "bot/core/risk/screen.hpp"
#include "bot/service/sealed_rows.hpp"

#include <algorithm>

namespace switchback::service {
namespace {

overview overview_of(const flow_shelf& flows, const run::state& now, std::string_view language)
{
    overview out;
    out.where = run::where_is(flows, now);
    out.form = run::open_form(flows, now, language);
    out.country = now.country;
    out.leader = led(now);
    out.net = now.net;
    return out;
}

} // namespace

conversations::conversations(parts with) : with_(std::move(with)) {}

live_ptr conversations::find_live(const id& conversation)
{
    auto& found = live_[conversation];
    if (!found)
    {
        found = std::make_shared<live_conversation>();
        found->conversation = conversation;
    }
    found->used_ms = with_.time.steady_ms();
    return found;
}

task<crypto::data_key> conversations::key_of(id conversation)
{
    if (auto held = keys_.find(conversation))
        co_return *held;
    auto wrapped = co_await with_.store.wrapped_key(conversation);
    if (!wrapped)
        co_return std::unexpected(wrapped.error());
    auto key = with_.master.unwrap(conversation, *wrapped);
    if (key)
        keys_.put(conversation, *key);
    co_return key;
}

task<void> conversations::load(live_conversation& into)
{
    const auto key = co_await key_of(into.conversation);
    if (!key)
        co_return std::unexpected(key.error());
    const auto row = co_await with_.store.load(into.conversation);
    if (!row)
        co_return std::unexpected(row.error());
    auto kept = open_state(*key, *row);
    if (!kept)
        co_return std::unexpected(kept.error());
    if (!unpack(row->devices, into.devices))
        co_return fail(errc::corrupt, "device marks");
    // Where it does not matter nobody asks.
    if (!with_.where.open || !with_.where.visitors_are_clients)
    {
        const auto invited = co_await with_.store.people().is_invited(into.conversation);
        if (!invited)
            co_return std::unexpected(invited.error());
        into.is_invited = *invited;
    }
    into.kept = std::move(*kept);
    rest(into);
    if (const auto now = run::load(into.kept.packed))
        into.country = now->country;
    into.version = row->version;
    into.head = row->head;
    into.is_loaded = true;
    co_return std::expected<void, error>{};
}

std::expected<void, error> conversations::attach(const live_ptr& to, listener& added)
{
    if (to->listeners.size() >= limits::sockets_per_conversation)
        return fail(errc::not_allowed, "too many sockets on one conversation");
    to->listeners.push_back(&added);
    return {};
}

void conversations::detach(const live_ptr& from, listener& gone)
{
    std::erase(from->listeners, &gone);
    if (from->listeners.empty() && from->turns.is_idle())
        rest(*from);
    from->used_ms = with_.time.steady_ms();
}

void conversations::deliver(live_conversation& to, const delivery& step)
{
    for (auto* one : to.listeners)
        one->deliver(step);
}

overview conversations::glance(const live_conversation& at) const
{
    // While a turn is on its way, its state is out.
    if (at.busy)
        return overview_of(with_.flows, at.busy->now, at.kept.language);
    const auto now = run::load(at.kept.packed);
    return now ? overview_of(with_.flows, *now, at.kept.language) : overview{};
}

task<overview> conversations::look(live_ptr at)
{
    auto out = glance(*at);
    const auto key = co_await key_of(at->conversation);
    auto timers = co_await with_.store.timers(at->conversation);
    if (!key || !timers)
        co_return out;
    out.knows_reminders = true;
    for (const auto& row : *timers)
    {
        if (!row.name.starts_with("remind:") || out.reminders.size() >= limits::reminders_shown)
            continue;
        if (auto body = open_reminder(*key, row))
            out.reminders.push_back(
                {body->due_ms > with_.time.now_ms() ? body->due_ms : 0, body->flow});
    }
    co_return out;
}

void conversations::forget_idle()
{
    const auto now = with_.time.steady_ms();
    const bool crowded = live_.size() > limits::live_conversations;
    std::erase_if(live_, [&](const auto& entry) {
        auto& one = *entry.second;
        const bool is_idle =
            one.listeners.empty() && one.turns.is_idle() && entry.second.use_count() == 1;
        if (!is_idle || (!crowded && now - one.used_ms <= limits::idle_conversation_ms))
            return false;
        rest(one);
        return true;
    });
}

} // namespace switchback::service
