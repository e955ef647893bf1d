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
namespace {

task<taken> refused(error why)
{
    co_return std::unexpected(std::move(why));
}

} // namespace

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

escalation::reading_place
conversations::place_of(const live_conversation* in, const risk::screening& found) const
{
    escalation::reading_place out;
    out.language = risk::help_language(found.rule, in == nullptr ? "en" : in->kept.language);
    if (in != nullptr)
        out.country = in->country;
    if (const auto* clinic = with_.clinic.clinic(); out.country.empty() && clinic != nullptr)
    {
        out.country = clinic->country;
        if (!out.country.empty())
            out.known_from = risk::country_from::clinic;
    }
    out.now_ms = with_.time.now_ms();
    if (in != nullptr)
        out.utc_offset_min = utc_offset_min(in->kept.zone, out.now_ms);
    return out;
}

void conversations::show_crisis_help(
    const risk::screening& found, const escalation::reading_place& at, listener* to,
    std::string_view cid)
{
    with_.counts.count(metric::crisis_help);
    if (to != nullptr)
        to->show_help(
            cid, risk::crisis_help(at.country, at.language, found.category, at.known_from));
}

// What to say when the case of a crisis was not made durable: that nobody knows of it, and who can
// be reached. The help itself was shown before this.
void conversations::tell_not_kept(
    const risk::screening& found, const escalation::reading_place& at, listener* to,
    std::string_view cid)
{
    with_.counts.count(metric::not_kept);
    if (to == nullptr)
        return;
    risk::help_text_block said;
    for (const auto& one : escalation::could_not_keep(escalation::category_of(found.category)))
        if (const auto* show = std::get_if<escalation::show>(&one))
            said.push_back(escalation::render(show->wording, show->arguments, at));
    to->show_not_kept(cid, said);
}

void conversations::screen_refused(std::string_view words, listener* from, std::string_view cid)
{
    const auto found = risk::screen(words);
    if (found.outcome != risk::outcome::crisis)
        return;
    const auto at = place_of(nullptr, found);
    show_crisis_help(found, at, from, cid);
    tell_not_kept(found, at, from, cid);
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
        show_crisis_help(event.risk, place_of(&in, event.risk), from, cid);
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

void conversations::lose(
    const live_conversation& in, const run::event& event, listener* from, std::string_view cid)
{
    log(log_level::error, "crisis_not_kept", {{"conversation", in.conversation}});
    tell_not_kept(event.risk, place_of(&in, event.risk), from, cid);
}

task<taken> conversations::take(live_ptr into, inbound& input, listener* from, std::string_view cid)
{
    // Before the store, the duplicate check and every refusal: a person in danger is answered.
    const auto screened = screen_input(*into, input, from, cid);
    const bool is_crisis = input.event.risk.outcome == risk::outcome::crisis;
    if (!screened)
    {
        if (is_crisis)
            lose(*into, input.event, from, cid);
        return refused(screened.error());
    }
    if (is_crisis)
        return take_crisis(std::move(into), input, from, cid);
    // Guarded, or a page would send what caused a fault again at each new connection.
    return guarded(take_screened(std::move(into), input, from, cid));
}

task<taken>
conversations::take_crisis(live_ptr into, inbound& input, listener* from, std::string_view cid)
{
    // A store that hangs answers nothing: the client hears of it within limits::case_durable_ms.
    bool is_told = false;
    boost::asio::steady_timer patience(co_await boost::asio::this_coro::executor);
    patience.expires_after(std::chrono::milliseconds(limits::case_durable_ms));
    patience.async_wait([&, into](boost::system::error_code cancelled) {
        if (cancelled)
            return;
        is_told = true;
        lose(*into, input.event, from, cid);
    });
    // A fault is a loss too: what is not known to be kept is said not to be.
    auto done = co_await guarded(take_screened(into, input, from, cid));
    // Cancelled and out of the way before what it refers to is gone.
    if (patience.cancel() == 0 && !is_told)
        co_await boost::asio::post(boost::asio::use_awaitable);
    if (!done && !is_told && done.error().code != errc::closed)
        lose(*into, input.event, from, cid);
    co_return done;
}

} // namespace switchback::service
