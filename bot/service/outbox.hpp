// Sends what waits for responders, and tells the case what became of it. A row is leased before it
// leaves, so that a sender who dies leaves it to be sent again: two pages are better than none.
// One dead channel holds up no other. A page has a clock of its case behind it; a notice
// has none, so it goes by the next way at each try, and what reaches nobody is told to the case.
// Owned by the composition root; lives on the service's executor.
#pragma once

#include "bot/base/clock.hpp"
#include "bot/service/case_rows.hpp"
#include "bot/service/clinic_board.hpp"
#include "bot/service/conversations.hpp"
#include "bot/service/kept_loop.hpp"

#include <boost/asio/any_io_executor.hpp>

namespace switchback::service {

class outbox
{
public:
    outbox(
        conversations& of, port::store& store, const clinic_board& clinic, const clock& time,
        metrics& counts, boost::asio::any_io_executor on);

    void start() { loop_.start(); }

    /// Begins to send nothing more.
    void stop() { loop_.stop(); }

    /// Waits until what is on its way has arrived and its case has been told, for `within_ms` at
    /// most: what is then still on its way is sent again after the next start.
    [[nodiscard]] boost::asio::awaitable<void> drain(std::int64_t within_ms);

    /// Looks at once: something was left in it.
    void wake() { loop_.wake(); }

private:
    [[nodiscard]] boost::asio::awaitable<std::int64_t> look();
    void launch(port::outbox_row row);
    /// False when the row stayed as it was.
    [[nodiscard]] boost::asio::awaitable<bool> send(port::outbox_row row);
    [[nodiscard]] boost::asio::awaitable<bool> send_notice(port::outbox_row row, outgoing what);
    [[nodiscard]] boost::asio::awaitable<bool> is_moot(const outgoing& what);
    [[nodiscard]] boost::asio::awaitable<escalation::receipt>
    send_by(const posted_clinic& clinic, const outgoing& what, const port::outbox_row& row);
    [[nodiscard]] boost::asio::awaitable<bool>
    tell(const port::outbox_row& row, escalation::occurrence what);

    conversations& of_;
    port::store& store_;
    const clinic_board& clinic_;
    const clock& time_;
    metrics& counts_;
    boost::asio::any_io_executor on_;
    std::size_t sending_ = 0;
    kept_loop loop_;
};

} // namespace switchback::service
