#include "bot/service/outbox.hpp"

#include "bot/base/limits.hpp"
#include "bot/base/log.hpp"
#include "bot/service/sealed_rows.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

namespace switchback::service {
namespace {

// The same page has the same key by whichever attempt it leaves.
id page_id(const port::outbox_row& row)
{
    const auto first = place_number(row.key, to_string(row.conversation));
    return make_id(0, first, place_number(to_string(row.conversation), row.key));
}

// A page is sent again by its case; a notice that failed waits longer each time.
std::int64_t lease_ms(const port::outbox_row& row)
{
    if (!row.key.starts_with(notice_key))
        return limits::outbox_lease_ms;
    const auto doubled = limits::outbox_lease_ms << std::min<std::uint32_t>(row.attempts, 10);
    return std::min(doubled, limits::notice_pause_most_ms);
}

port::page_form form_of(const outgoing& what)
{
    using escalation::notice_kind;
    if (!what.is_notice())
        return port::page_form::page;
    const bool is_review = what.notice == notice_kind::review ||
                           what.notice == notice_kind::digest ||
                           what.notice == notice_kind::follow_up;
    return is_review                              ? port::page_form::review
           : what.notice == notice_kind::no_cover ? port::page_form::fresh
                                                  : port::page_form::news;
}

} // namespace

outbox::outbox(
    conversations& of, port::store& store, const clinic_board& clinic, const clock& time,
    metrics& counts, boost::asio::any_io_executor on)
    : of_(of), store_(store), clinic_(clinic), time_(time), counts_(counts), on_(on),
      loop_(on, counts, "outbox_failed", [this] { return look(); })
{
    of_.on_outgoing([this] { wake(); });
}

boost::asio::awaitable<void> outbox::drain(std::int64_t within_ms)
{
    stop();
    boost::asio::steady_timer pause(on_);
    const auto until = time_.steady_ms() + within_ms;
    while (sending_ != 0 && time_.steady_ms() < until)
    {
        pause.expires_after(std::chrono::milliseconds(10));
        co_await pause.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    }
}

boost::asio::awaitable<std::int64_t> outbox::look()
{
    const auto now = time_.now_ms();
    auto due = co_await store_.due_outbox(now, limits::pages_at_once);
    if (due)
        for (auto& row : *due)
            if (sending_ < limits::pages_at_once && !loop_.is_stopped())
                launch(std::move(row));
    const auto next = co_await store_.next_outbox_due();
    if (!next || !*next)
        co_return limits::outbox_check_ms;
    co_return std::clamp(**next - time_.now_ms(), std::int64_t{50}, limits::outbox_check_ms);
}

void outbox::launch(port::outbox_row row)
{
    ++sending_;
    boost::asio::co_spawn(on_, send(std::move(row)), [this](std::exception_ptr fault, bool moved) {
        --sending_;
        if (fault)
            log(log_level::error, "page_failed");
        // A store that takes no writes leaves the row due: it is looked at again after a pause.
        if (moved)
            wake();
    });
}

boost::asio::awaitable<bool> outbox::send(port::outbox_row row)
{
    const auto leased = co_await store_.lease_outbox(
        row.conversation, row.key, row.due_ms, time_.now_ms() + lease_ms(row));
    if (!leased)
        co_return false; // somebody else has it, or the store takes no writes: it stays due
    const auto key = co_await of_.key_of(row.conversation);
    if (!key)
        co_return true;
    auto what = open_outgoing(*key, row);
    if (!what)
    {
        log(log_level::error, "outbox_row_unreadable", {{"conversation", row.conversation}});
        co_return true;
    }
    if (what->is_notice())
        co_return co_await send_notice(std::move(row), std::move(*what));
    // Held, so that new settings do not take the pager away under it.
    const auto clinic = clinic_.now();
    auto became = escalation::receipt::failed;
    if (clinic)
        became = co_await send_by(*clinic, *what, row);
    counts_.count(
        became == escalation::receipt::failed      ? metric::pages_failed
        : became == escalation::receipt::delivered ? metric::pages_delivered
                                                   : metric::pages_sent);
    const escalation::send_result result{what->page, what->responder, what->channel, became};
    co_return co_await tell(row, result);
}

boost::asio::awaitable<bool> outbox::send_notice(port::outbox_row row, outgoing what)
{
    if (co_await is_moot(what))
        co_return co_await tell(row, escalation::tick{});
    const auto clinic = clinic_.now();
    auto became = escalation::receipt::failed;
    if (clinic)
    {
        const auto ways = clinic->ways.find(what.responder);
        if (ways != clinic->ways.end() && !ways->second.empty())
            what.channel = static_cast<std::uint8_t>(row.attempts % ways->second.size());
        became = co_await send_by(*clinic, what, row);
    }
    const bool is_lost = became == escalation::receipt::failed;
    if (is_lost && row.attempts + 1 < limits::notice_tries)
        co_return true; // its lease is the pause before the next way
    counts_.count(is_lost ? metric::notices_lost : metric::notices_sent);
    const escalation::notice_result result{what.responder, what.notice, what.channel, became};
    co_return co_await tell(row, result);
}

// What was to be reviewed in the morning and was closed at night is nothing to look at any more.
boost::asio::awaitable<bool> outbox::is_moot(const outgoing& what)
{
    if (what.notice != escalation::notice_kind::review)
        co_return false;
    const auto about = co_await store_.find_case(what.reference);
    co_return about && !about->is_open;
}

boost::asio::awaitable<bool> outbox::tell(const port::outbox_row& row, escalation::occurrence what)
{
    happening told;
    told.outbox_done.push_back(row.key);
    told.what = std::move(what);
    const auto kept = co_await of_.happen(row.conversation, std::move(told));
    if (!kept)
        log(log_level::error, "receipt_not_kept", {{"code", kept.error().code}});
    co_return true;
}

boost::asio::awaitable<escalation::receipt>
outbox::send_by(const posted_clinic& clinic, const outgoing& what, const port::outbox_row& row)
{
    const auto ways = clinic.ways.find(what.responder);
    const auto link = port::page_link::from(clinic.link_base + what.reference);
    const auto reference = port::case_reference::from(what.reference);
    if (ways == clinic.ways.end() || what.channel >= ways->second.size() || !clinic.name || !link ||
        !reference)
    {
        log(log_level::error, "page_without_a_way", {{"conversation", row.conversation}});
        co_return escalation::receipt::failed;
    }
    const auto& way = ways->second[what.channel];
    port::page page{*clinic.name,  what.urgency, *reference,   *link,
                    what.is_drill, page_id(row), form_of(what)};
    const auto sent = co_await way.through->send(std::move(page), way.whom, limits::page_ms);
    if (!sent)
    {
        log(log_level::warning,
            what.is_notice() ? code_word("notice_not_sent") : code_word("page_not_sent"),
            {{"conversation", row.conversation},
             {"channel", std::int64_t{what.channel}},
             {"reply", std::int64_t{sent.error().reply}}});
        co_return escalation::receipt::failed;
    }
    if (*sent == port::receipt::delivered)
        co_return escalation::receipt::delivered;
    co_return way.through->gives_receipts() ? escalation::receipt::accepted
                                            : escalation::receipt::only_sent;
}

} // namespace switchback::service
