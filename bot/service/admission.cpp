// Letting a client in: tokens, new visitors, and the messages they missed.
#include "bot/base/log.hpp"
#include "bot/crypto/token.hpp"
#include "bot/service/conversations.hpp"
#include "bot/service/sealed_rows.hpp"
#include "bot/service/turn_guard.hpp"
#include "bot/service/zone.hpp"

namespace switchback::service {

task<live_ptr> conversations::add_client(std::string token)
{
    if (!with_.store.is_writable())
        co_return fail(errc::busy, "the store takes no writes");
    const auto now = with_.time.now_ms();
    const auto made = make_id(now, with_.random.next(), with_.random.next());
    const auto key = crypto::make_data_key();
    kept_state kept;
    kept.packed = run::save({});
    port::new_client row;
    row.conversation = made;
    row.practice = with_.where.practice_id;
    row.at_ms = now;
    row.wrapped_key = with_.master.wrap(made, key);
    row.token_hash = crypto::hash_token(token);
    row.state = seal_state(key, made, 0, kept.view());
    const auto added = co_await with_.store.add_client(std::move(row));
    if (!added)
        co_return std::unexpected(added.error());
    keys_.put(made, key);
    with_.counts.count(metric::clients);
    auto live = find_live(made);
    live->kept = std::move(kept);
    live->is_loaded = true;
    // A new client has no record yet: nothing needs to be read for the first run.
    live->busy = std::make_unique<busy_state>();
    live->busy->record.emplace();
    stay_busy(*live);
    co_return live;
}

task<new_comer> conversations::add_invited()
{
    auto token = crypto::make_token();
    const auto live = co_await add_client(token);
    if (!live)
        co_return std::unexpected(live.error());
    co_return new_comer{(*live)->conversation, std::move(token)};
}

void conversations::note_invited(const id& client, bool is_invited)
{
    const auto at = live_.find(client);
    if (at == live_.end())
        return;
    auto& one = *at->second;
    one.is_invited = is_invited;
    if (may_stay(one))
        return;
    const auto shown_to = one.listeners; // they may leave while they are told
    for (auto* each : shown_to)
        each->withdraw();
}

bool conversations::may_stay(const live_conversation& who) const
{
    if (with_.where.open || counts_as_invited(who))
        return true;
    // Whoever a human is being found for stays, whatever became of their invite.
    if (who.busy)
        return is_with_clinic(who.busy->now);
    const auto known = run::load(who.kept.packed);
    return known && is_with_clinic(*known);
}

task<id> conversations::holder_of(std::string token)
{
    const auto row =
        co_await with_.store.find_token(crypto::hash_token(token), with_.time.now_ms());
    if (!row)
        co_return fail(
            row.error().code == errc::not_found ? errc::not_allowed : row.error().code, "token");
    co_return row->conversation;
}

task<live_ptr> conversations::admit(const greeting& from, bool& is_new)
{
    is_new = from.token.empty();
    if (is_new && !with_.where.open)
        co_return fail(errc::not_allowed, "this practice takes no visitors without an invite");
    // The visitor's token is made when they are let in; until then nobody holds one.
    if (is_new)
        co_return co_await add_client(crypto::make_token());
    const auto row =
        co_await with_.store.find_token(crypto::hash_token(from.token), with_.time.now_ms());
    if (!row)
        co_return fail(
            row.error().code == errc::not_found ? errc::not_allowed : row.error().code, "token");
    co_return find_live(row->conversation);
}

task<opened> conversations::open(greeting from)
{
    opened out;
    auto live = co_await admit(from, out.is_new);
    if (!live)
        co_return std::unexpected(live.error());
    out.live = *live;
    auto& conversation = *out.live;
    const auto entered = co_await conversation.turns.enter();
    if (!entered)
        co_return std::unexpected(entered.error());
    const turn_guard leave(conversation.turns);
    if (conversation.is_erased)
        co_return fail(errc::closed, "erased");
    if (!conversation.is_loaded)
        if (const auto loaded = co_await load(conversation); !loaded)
            co_return std::unexpected(loaded.error());
    if (!may_stay(conversation))
        co_return fail(errc::not_allowed, std::string(withdrawn_invite));
    if (is_zone(from.zone))
        conversation.kept.zone = from.zone;
    conversation.kept.language = from.language;
    if (auto known = run::load(conversation.kept.packed))
        if (const auto brought = co_await bring_bundles(*known); !brought)
            log(log_level::warning, "bundle_missing", {{"code", brought.error().code}});

    out.replay = {};
    auto missed =
        co_await messages_after(conversation, from.last, limits::replayed_messages, out.recovered);
    if (!missed)
        co_return std::unexpected(missed.error());
    out.replay = std::move(*missed);

    out.token = crypto::make_token();
    const auto now = with_.time.now_ms();
    const auto rotated = co_await with_.store.rotate_token(
        conversation.conversation, crypto::hash_token(out.token), now,
        now + limits::token_overlap_ms);
    if (!rotated)
    {
        // A store that takes no writes still lets a known client read: the token stays as it is.
        if (out.is_new)
            co_return std::unexpected(rotated.error());
        out.token = from.token;
    }
    co_return out;
}

task<std::vector<run::message>> conversations::messages_after(
    live_conversation& of, std::uint64_t after, std::size_t limit, bool& all)
{
    std::vector<run::message> out;
    all = true;
    if (after >= of.head)
        co_return out;
    if (of.head - after > limit)
    {
        all = false;
        after = of.head - limit;
    }
    const auto key = co_await key_of(of.conversation);
    if (!key)
        co_return std::unexpected(key.error());
    auto rows = co_await with_.store.events(of.conversation, after, limit);
    if (!rows)
        co_return std::unexpected(rows.error());
    for (const auto& row : *rows)
    {
        auto body = open_event(*key, of.conversation, row);
        if (!body)
            co_return std::unexpected(body.error());
        for (auto& one : body->messages)
            if (one.seq > after)
                out.push_back(std::move(one));
    }
    co_return out;
}

task<std::vector<run::message>> conversations::history(std::string token, std::uint64_t after)
{
    const auto row =
        co_await with_.store.find_token(crypto::hash_token(token), with_.time.now_ms());
    if (!row)
        co_return fail(errc::not_allowed, "token");
    const auto live = find_live(row->conversation);
    const auto entered = co_await live->turns.enter();
    if (!entered)
        co_return std::unexpected(entered.error());
    const turn_guard leave(live->turns);
    if (!live->is_loaded)
        if (const auto loaded = co_await load(*live); !loaded)
            co_return std::unexpected(loaded.error());
    const auto key = co_await key_of(live->conversation);
    auto rows = co_await with_.store.events(live->conversation, after, limits::history_page);
    if (!key || !rows)
        co_return std::unexpected(key ? rows.error() : key.error());
    std::vector<run::message> out;
    for (const auto& one : *rows)
    {
        auto body = open_event(*key, live->conversation, one);
        if (!body)
            co_return std::unexpected(body.error());
        for (auto& message : body->messages)
            if (message.seq > after && out.size() < limits::history_page)
                out.push_back(std::move(message));
    }
    co_return out;
}

} // namespace switchback::service
