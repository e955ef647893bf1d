#include "bot/service/drills.hpp"

#include "bot/base/log.hpp"
#include "bot/crypto/token.hpp"
#include "bot/service/case_rows.hpp"
#include "bot/service/sealed_rows.hpp"

namespace switchback::service {

id drills::drill_conversation()
{
    return make_id(0, place_number("drill", "one"), place_number("drill", "two"));
}

drills::drills(conversations& of, parts with, boost::asio::any_io_executor on)
    : of_(of), with_(std::move(with)),
      loop_(on, with_.counts, "drills_failed", [this] { return look(); })
{}

void drills::look_again()
{
    probed_ms_ = 0;
    loop_.wake();
}

boost::asio::awaitable<std::int64_t> drills::look()
{
    co_await probe_all();
    co_await drill_if_due();
    co_return limits::drill_check_ms;
}

boost::asio::awaitable<void> drills::probe_all()
{
    const auto clinic = with_.clinic.now();
    const auto now = with_.time.now_ms();
    if (!clinic || (probed_ms_ != 0 && now - probed_ms_ < limits::probe_every_ms))
        co_return;
    probed_ms_ = now;
    std::map<std::string, channel_health> found;
    for (const auto& [responder, ways] : clinic->ways)
        for (const auto& one : ways)
        {
            if (loop_.is_stopped() || found.contains(one.name))
                continue;
            found[one.name] = co_await probe(one);
            // What an operator reads is never half of the channels.
            if (!health_.contains(one.name))
                health_[one.name] = found[one.name];
        }
    if (!loop_.is_stopped())
        health_ = std::move(found);
}

boost::asio::awaitable<channel_health> drills::probe(way one)
{
    channel_health out;
    out.why = "the check ended by a fault";
    int reply = 0;
    try
    {
        const auto found = co_await one.through->probe(limits::page_ms);
        out.is_well = found.has_value();
        out.why = found ? std::string() : std::string(found.error().why);
        reply = found ? 0 : found.error().reply;
    }
    catch (...) // one channel's fault leaves the others checked
    {
        with_.counts.count(metric::loop_faults);
    }
    out.checked_ms = with_.time.now_ms();
    if (out.is_well)
        co_return out;
    with_.counts.count(metric::channels_failed);
    log(log_level::error, "channel_failed",
        {{"channel", setting_name(one.name)}, {"reply", std::int64_t{reply}}});
    co_return out;
}

// Drills have a conversation of their own, so that no client's case is ever touched by one.
boost::asio::awaitable<bool> drills::has_place()
{
    const auto place = drill_conversation();
    if (const auto there = co_await with_.store.load(place); there)
        co_return true;
    const auto key = crypto::make_data_key();
    kept_state kept;
    kept.packed = run::save({});
    port::new_client row;
    row.conversation = place;
    row.practice = with_.where.practice_id;
    row.at_ms = with_.time.now_ms();
    row.wrapped_key = with_.master.wrap(place, key);
    row.token_hash = crypto::hash_token(crypto::make_token()); // nobody holds it
    row.state = seal_state(key, place, 0, kept.view());
    const auto added = co_await with_.store.add_client(std::move(row));
    co_return added.has_value();
}

// A drill is over after an hour, answered or not: it must not go on paging through the night.
boost::asio::awaitable<void> drills::end_drill(const port::case_row& row)
{
    const auto key = co_await of_.key_of(row.conversation);
    if (!key)
        co_return;
    const auto held = open_case(*key, row);
    if (!held)
        co_return;
    if (held->held.id.empty())
    {
        with_.counts.count(metric::drills_missed);
        log(log_level::error, "drill_missed");
    }
    happening over;
    over.what = escalation::closed{
        held->epoch, "drill", escalation::close_reason::other, escalation::close_outcome::unknown,
        0};
    const auto ended = co_await of_.happen(row.conversation, std::move(over));
    if (!ended)
        log(log_level::error, "drill_not_ended", {{"code", ended.error().code}});
}

boost::asio::awaitable<void> drills::drill_if_due()
{
    const auto now = with_.time.now_ms();
    const auto before = co_await with_.store.cases_of(drill_conversation());
    if (!before)
        co_return;
    const auto is_open = !before->empty() && before->front().is_open;
    if (is_open && now - before->front().opened_ms >= limits::drill_open_ms)
        co_await end_drill(before->front());
    if (!with_.clinic.has_responders() ||
        !escalation::cover_of(with_.clinic.clinic(), now).is_open || !co_await has_place())
        co_return;
    const auto place = co_await with_.store.load(drill_conversation());
    if (!place)
        co_return;
    // The first one comes when the clinic has had the time to tell its people.
    const auto last_ms = before->empty() ? place->changed_ms : before->front().opened_ms;
    if (now - last_ms < limits::drill_every_ms)
        co_return;
    escalation::signal signal;
    signal.from = escalation::source::text;
    signal.about = escalation::category::suicide;
    signal.outcome = risk::outcome::crisis;
    signal.rule = "drill";
    signal.reference = "drill " + std::to_string(now);
    signal.is_drill = true;
    happening begins;
    begins.what = escalation::raised{std::move(signal)};
    const auto begun = co_await of_.happen(drill_conversation(), std::move(begins));
    if (!begun)
        log(log_level::error, "drill_not_begun", {{"code", begun.error().code}});
}

} // namespace switchback::service
