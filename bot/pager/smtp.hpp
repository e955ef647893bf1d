// Pages by e-mail. An accepted e-mail is SENT, never DELIVERED. Owned by the composition root, with
// the `transfers` it uses; any thread.
#pragma once

#include "bot/net/transfers.hpp"
#include "bot/port/pager.hpp"

namespace switchback::pager {

/// What the end of an e-mail's transfer means.
[[nodiscard]] std::expected<port::receipt, port::page_failure>
mail_outcome(const net::transfer_result& ended);

class smtp final : public port::pager
{
public:
    smtp(net::transfers& over, net::mail_server server) : over_(over), server_(std::move(server)) {}

    [[nodiscard]] bool gives_receipts() const noexcept override { return false; }

    /// As the port says; an address that is no e-mail address is `refused`.
    boost::asio::awaitable<std::expected<port::receipt, port::page_failure>>
    send(port::page what, port::recipient whom, std::int64_t within_ms) override;

    /// As the port says: to that person's own address.
    boost::asio::awaitable<std::expected<port::receipt, port::page_failure>>
    send_link(port::link_notice what, port::recipient whom, std::int64_t within_ms) override;

    /// Connects, starts TLS, logs in and says NOOP: no mail leaves.
    boost::asio::awaitable<std::expected<void, port::page_failure>>
    probe(std::int64_t within_ms) override;

private:
    net::transfers& over_;
    net::mail_server server_;
};

} // namespace switchback::pager
