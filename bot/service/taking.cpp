// An input comes in: the words are screened before everything else, and whoever is in danger hears
// it when what they wrote could not be kept.
#include "bot/base/log.hpp"
#include "bot/core/escalation/advance.hpp"
#include "bot/core/escalation/wording.hpp"
#include "bot/core/risk/screen.hpp"
#include "bot/service/conversations.hpp"
#include "bot/service/zone.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

namespace switchback::service {

bool conversations::over_rate(live_conversation& of)
{
    if (with_.where.say_per_10s == 0)
        return false;
    const auto now = with_.time.steady_ms();
    if (now - of.rate_from_ms >= 10'000)
    {
        of.rate_from_ms = now;
        of.rate_taken = 0;
    }
    return ++of.rate_taken > with_.where.say_per_10s;
}

std::expected<void, error> conversations::screen_input(
    live_conversation& in, inbound& input, listener* from, std::string_view cid)
{
    auto& event = input.event;
    if (event.kind != run::event_kind::say)
        return {};
    event.risk = risk::screen(event.words.reveal());
    if (event.risk.outcome == risk::outcome::crisis)
    {
        with_.counts.count(metric::crisis_help);
        if (from != nullptr)
            from->show_help(
                cid, risk::crisis_help(
                         in.country, risk::help_language(event.risk.rule, in.kept.language),
                         event.risk.category));
    }
    else if (event.risk.outcome == risk::outcome::ask)
    {
        with_.counts.count(metric::soft_help);
    }
    if (!over_rate(in))
        return {};
    with_.counts.count(metric::rate_limited);
    return fail(errc::rate_limited, "too many messages in ten seconds");
}

// What to say when the case of a crisis was not made durable: that nobody knows of it, and who can
// be reached.
void conversations::tell_not_kept(
    const live_conversation& in, const run::event& event, listener* from, std::string_view cid)
{
    with_.counts.count(metric::not_kept);
    log(log_level::error, "crisis_not_kept", {{"conversation", in.conversation}});
    if (from == nullptr)
        return;
    escalation::reading_place place;
    place.language = risk::help_language(event.risk.rule, in.kept.language);
    place.country = in.country;
    place.now_ms = with_.time.now_ms();
    place.utc_offset_min = utc_offset_min(in.kept.zone, place.now_ms);
    risk::help_text_block said;
    // The help itself was shown before this; what is new is that the clinic does not know.
    for (const auto& one : escalation::could_not_keep(escalation::category_of(event.risk.category)))
        if (const auto* show = std::get_if<escalation::show>(&one))
            said.push_back(escalation::render(show->wording, show->arguments, place));
    from->show_not_kept(cid, said);
}

task<taken> conversations::take(live_ptr into, inbound& input, listener* from, std::string_view cid)
{
    // Before the store, the duplicate check and every refusal: a person in danger is answered.
    if (const auto screened = screen_input(*into, input, from, cid); !screened)
    {
        if (input.event.risk.outcome == risk::outcome::crisis)
            tell_not_kept(*into, input.event, from, cid);
        co_return std::unexpected(screened.error());
    }
    if (input.event.risk.outcome != risk::outcome::crisis)
        co_return co_await take_screened(into, input, from, cid);
    // A store that hangs answers nothing: the client hears of it within limits::case_durable_ms.
    bool is_told = false;
    boost::asio::steady_timer patience(co_await boost::asio::this_coro::executor);
    patience.expires_after(std::chrono::milliseconds(limits::case_durable_ms));
    patience.async_wait([&, into](boost::system::error_code cancelled) {
        if (cancelled)
            return;
        is_told = true;
        tell_not_kept(*into, input.event, from, cid);
    });
    auto done = co_await take_screened(into, input, from, cid);
    // Cancelled and out of the way before what it refers to is gone.
    if (patience.cancel() == 0 && !is_told)
        co_await boost::asio::post(boost::asio::use_awaitable);
    if (!done && !is_told && done.error().code != errc::closed)
        tell_not_kept(*into, input.event, from, cid);
    co_return done;
}

} // namespace switchback::service
