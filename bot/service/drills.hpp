// Looks after the ways to reach responders while nobody needs them: each channel is checked weekly
// without disturbing anybody, and people are drilled monthly in working hours. Owned by the
// composition root; lives on the service's executor.
#pragma once

#include "bot/base/clock.hpp"
#include "bot/service/clinic_board.hpp"
#include "bot/service/conversations.hpp"
#include "bot/service/kept_loop.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <cstdint>
#include <map>
#include <string>

namespace switchback::service {

/// How the last check of a channel went.
struct channel_health
{
    bool is_well = false;
    std::int64_t checked_ms = 0;
    std::string why; // compiled-in words for an operator; empty when it is well
};

class drills
{
public:
    drills(conversations& of, parts with, boost::asio::any_io_executor on);

    void start() { loop_.start(); }
    void stop() { loop_.stop(); }

    /// The settings changed: the channels are checked at once.
    void look_again();

    [[nodiscard]] const std::map<std::string, channel_health>& channels() const noexcept
    {
        return health_;
    }

    /// The conversation that drills are held in; nobody's.
    [[nodiscard]] static id drill_conversation();

private:
    [[nodiscard]] boost::asio::awaitable<std::int64_t> look();
    [[nodiscard]] boost::asio::awaitable<void> probe_all();
    [[nodiscard]] boost::asio::awaitable<channel_health> probe(way one);
    [[nodiscard]] boost::asio::awaitable<void> drill_if_due();
    [[nodiscard]] boost::asio::awaitable<void> end_drill(const port::case_row& row);
    [[nodiscard]] boost::asio::awaitable<bool> has_place();

    conversations& of_;
    parts with_;
    std::map<std::string, channel_health> health_;
    std::int64_t probed_ms_ = 0;
    kept_loop loop_;
};

} // namespace switchback::service
