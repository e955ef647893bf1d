#include "bot/service/outbox.hpp"

#include "bot/base/limits.hpp"
#include "bot/base/log.hpp"
#include "bot/service/case_rows.hpp"
#include "bot/service/sealed_rows.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
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

} // namespace

outbox::outbox(
    conversations& of, port::store& store, const clinic_board& clinic, const clock& time,
    metrics& counts, boost::asio::any_io_executor on)
    : of_(of), store_(store), clinic_(clinic), time_(time), counts_(counts), on_(on), sleep_(on)
{
    of_.on_outgoing([this] { wake(); });
}

void outbox::start()
{
    boost::asio::co_spawn(on_, run(), [](std::exception_ptr fault) {
        if (fault)
            log(log_level::error, "outbox_failed");
    });
}

void outbox::stop()
{
    stops_ = true;
    sleep_.cancel();
}

void outbox::wake()
{
    is_woken_ = true;
    sleep_.cancel();
}

boost::asio::awaitable<void> outbox::run()
{
    while (!stops_)
    {
        is_woken_ = false;
        const auto now = time_.now_ms();
        auto due = co_await store_.due_outbox(now, limits::pages_at_once);
        if (due)
            for (auto& row : *due)
                if (sending_ < limits::pages_at_once)
                    launch(std::move(row));
        const auto next = co_await store_.next_outbox_due();
        auto wait_ms = limits::outbox_check_ms;
        if (next && *next)
            wait_ms = std::clamp(**next - time_.now_ms(), std::int64_t{50}, wait_ms);
        if (stops_ || is_woken_)
            continue;
        sleep_.expires_after(std::chrono::milliseconds(wait_ms));
        co_await sleep_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    }
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
        row.conversation, row.key, row.due_ms, time_.now_ms() + limits::outbox_lease_ms);
    if (!leased)
        co_return false; // somebody else has it, or the store takes no writes: it stays due
    const auto key = co_await of_.key_of(row.conversation);
    if (!key)
        co_return true;
    const auto what = open_outgoing(*key, row);
    if (!what)
    {
        log(log_level::error, "outbox_row_unreadable", {{"conversation", row.conversation}});
        co_return true;
    }
    // Held, so that new settings do not take the pager away under it.
    const auto clinic = clinic_.now();
    auto became = escalation::receipt::failed;
    if (clinic)
        became = co_await send_by(*clinic, *what, row);
    counts_.count(
        became == escalation::receipt::failed      ? metric::pages_failed
        : became == escalation::receipt::delivered ? metric::pages_delivered
                                                   : metric::pages_sent);
    const bool is_notice = what->page == 0;
    // A notice has no clock of the case behind it: it is tried again here, and then let go.
    if (is_notice && became == escalation::receipt::failed &&
        row.attempts + 1 < limits::notice_tries)
        co_return true;
    happening told;
    told.outbox_done.push_back(row.key);
    if (!is_notice)
        told.what = escalation::send_result{what->page, what->responder, what->channel, became};
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
    const auto sent = co_await way.through->send(
        {*clinic.name, what.urgency, *reference, *link, what.is_drill, page_id(row)}, way.whom,
        limits::page_ms);
    if (!sent)
    {
        log(log_level::warning, "page_not_sent",
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
