// Sends what waits for responders, and tells the case what became of it. A row is leased before it
// leaves, so that a sender who dies leaves it to be sent again: two pages are better than none.
// One dead channel holds up no other. Owned by the composition root; lives on the service's
// executor.
#pragma once

#include "bot/base/clock.hpp"
#include "bot/service/clinic_board.hpp"
#include "bot/service/conversations.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

namespace switchback::service {

class outbox
{
public:
    outbox(
        conversations& of, port::store& store, const clinic_board& clinic, const clock& time,
        metrics& counts, boost::asio::any_io_executor on);

    void start();
    void stop();

    /// Looks at once: something was left in it.
    void wake();

private:
    [[nodiscard]] boost::asio::awaitable<void> run();
    void launch(port::outbox_row row);
    /// False when the row stayed as it was.
    [[nodiscard]] boost::asio::awaitable<bool> send(port::outbox_row row);
    [[nodiscard]] boost::asio::awaitable<escalation::receipt>
    send_by(const posted_clinic& clinic, const struct outgoing& what, const port::outbox_row& row);

    conversations& of_;
    port::store& store_;
    const clinic_board& clinic_;
    const clock& time_;
    metrics& counts_;
    boost::asio::any_io_executor on_;
    boost::asio::steady_timer sleep_;
    std::size_t sending_ = 0;
    bool is_woken_ = false;
    bool stops_ = false;
};

} // namespace switchback::service
