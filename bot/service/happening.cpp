// What happens to a client's case outside the chat, taken one at a time with the client's own
// inputs: a human's act, a receipt, a change of the rota, leaving and coming back.
#include "bot/base/log.hpp"
#include "bot/core/escalation/status.hpp"
#include "bot/service/conversations.hpp"
#include "bot/service/sealed_rows.hpp"
#include "bot/service/turn_guard.hpp"

namespace switchback::service {
namespace {

bool may_need(const run::state& now, bool is_back)
{
    if (!now.safety)
        return false;
    const auto& held = now.safety->held;
    // Coming back says something only to who was asked something, or left in haste.
    return is_back ? held.is_away_quietly || held.asks_on_return : held.is_open;
}

} // namespace

std::string_view name_of(talk_mode value) noexcept
{
    constexpr std::string_view names[]{"bot", "waiting", "human"};
    return names[static_cast<std::size_t>(value)];
}

led_by led(const run::state& now)
{
    if (!now.safety)
        return {};
    const auto& held = now.safety->held;
    if (held.dialogue == escalation::dialogue_part::with_human)
        return {talk_mode::human, held.held.name};
    using escalation::page_part;
    const bool is_called = held.page == page_part::sent || held.page == page_part::delivered ||
                           held.page == page_part::chain || held.page == page_part::unanswered;
    return {is_called && is_with_clinic(now) ? talk_mode::waiting : talk_mode::bot, {}};
}

bool is_with_clinic(const run::state& now)
{
    if (!now.safety)
        return false;
    const auto& held = now.safety->held;
    if (held.dialogue == escalation::dialogue_part::with_human)
        return true;
    // Where nobody is set up, nobody is waited for.
    return held.is_open && held.page != escalation::page_part::none && !held.has_no_responders &&
           !held.is_drill;
}

task<taken> conversations::happen(id conversation, happening what)
{
    const auto live = find_live(conversation);
    inbound input;
    input.event.kind = run::event_kind::safety;
    input.event.safety = std::move(what.what);
    input.event.words = std::move(what.words);
    const auto entered = co_await live->turns.enter();
    if (!entered)
        co_return std::unexpected(entered.error());
    const turn_guard leave(live->turns);
    // Looked up before it is decided: what was done moves the epoch, and the same act again would
    // be refused as a stale one.
    if (what.key)
    {
        const auto known = co_await with_.store.find_inbox(*what.key);
        if (known)
            co_return taken{*known, true};
        if (known.error().code != errc::not_found)
            co_return std::unexpected(known.error());
    }
    for (int attempt = 0; attempt < limits::commit_attempts; ++attempt)
    {
        if (live->is_erased)
            co_return fail(errc::closed, "erased");
        if (!live->is_loaded)
            if (const auto loaded = co_await load(*live); !loaded)
                co_return std::unexpected(loaded.error());
        input.key = what.key;
        input.outbox_done = what.outbox_done;
        const auto done = co_await guarded(try_turn(live, input, nullptr, std::string_view()));
        if (done || done.error().code != errc::conflict)
        {
            if (!done)
                live->is_loaded = false;
            co_return done;
        }
        live->is_loaded = false;
    }
    co_return fail(errc::busy, "the conversation kept changing");
}

boost::asio::awaitable<void> conversations::left_quickly(live_ptr from)
{
    const auto now = run::load(from->kept.packed);
    if (!now || !may_need(*now, false))
        co_return;
    happening left;
    left.what = escalation::left_quickly{};
    const auto told = co_await happen(from->conversation, std::move(left));
    if (!told)
        log(log_level::error, "quick_exit_not_told", {{"code", told.error().code}});
}

boost::asio::awaitable<void> conversations::came_back(live_ptr back)
{
    const auto now = run::load(back->kept.packed);
    if (!now || !may_need(*now, true))
        co_return;
    happening returned;
    returned.what = escalation::came_back{};
    const auto told = co_await happen(back->conversation, std::move(returned));
    if (!told)
        log(log_level::error, "return_not_told", {{"code", told.error().code}});
}

port::step_write
conversations::bare_write(const live_conversation& of, const crypto::data_key& key) const
{
    port::step_write write;
    write.conversation = of.conversation;
    write.expect_version = of.version;
    write.head = of.head;
    write.at_ms = with_.time.now_ms();
    write.state = seal_state(key, of.conversation, of.version + 1, of.kept.view());
    write.devices = pack(of.devices);
    return write;
}

task<void> conversations::note(id conversation, std::string what, flow::record fields)
{
    const auto live = find_live(conversation);
    const auto entered = co_await live->turns.enter();
    if (!entered)
        co_return std::unexpected(entered.error());
    const turn_guard leave(live->turns);
    if (!live->is_loaded)
        if (const auto loaded = co_await load(*live); !loaded)
            co_return std::unexpected(loaded.error());
    const auto key = co_await key_of(conversation);
    if (!key)
        co_return std::unexpected(key.error());
    auto write = bare_write(*live, *key);
    write.audit.push_back(seal_audit(*key, conversation, write.at_ms, what, fields));
    const auto kept = co_await with_.store.commit(std::move(write));
    if (!kept)
    {
        live->is_loaded = false;
        co_return std::unexpected(kept.error());
    }
    live->version = kept->version;
    co_return std::expected<void, error>{};
}

} // namespace switchback::service
