// Sends sign-in links to those they sign in, and finds who that is by what they typed. What waits
// is kept in memory alone: a link that is lost is asked for again, and none outlives its minutes.
// Owned by the composition root; lives on the service's executor.
#pragma once

#include "bot/base/clock.hpp"
#include "bot/base/private_text.hpp"
#include "bot/base/random.hpp"
#include "bot/service/clinic_board.hpp"
#include "bot/service/sign_in.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace switchback::service {

class link_post
{
public:
    link_post(
        const clinic_board& clinic, const clock& time, random_source& random,
        boost::asio::any_io_executor on);

    /// Who that is on the rota as it stands: by id, by name, or by an e-mail address that only one
    /// of them is reached by. Letters of an address may be large or small.
    [[nodiscard]] std::optional<known_responder> find(std::string_view typed) const;

    /// Whether anybody on the rota has a mailbox.
    [[nodiscard]] bool can_send() const;

    /// Queues a link for that person's first mailbox. Lost, with a line in the log, when they have
    /// none, the link is no sign-in link, or limits::links_waiting wait already.
    void send(const known_responder& to, private_text link);

    /// Forgets what waits.
    void stop();

private:
    struct waiting
    {
        std::string responder;
        port::sign_in_link link;
        std::int64_t until_ms = 0;
    };

    void launch();
    [[nodiscard]] boost::asio::awaitable<void> deliver(waiting what);

    const clinic_board& clinic_;
    const clock& time_;
    random_source& random_;
    boost::asio::any_io_executor on_;
    std::deque<waiting> queue_;
    std::size_t sending_ = 0;
    bool stops_ = false;
};

} // namespace switchback::service
