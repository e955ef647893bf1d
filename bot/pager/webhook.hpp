// Pages by a signed request to the clinic's own paging service, after Standard Webhooks 1.0.0.
// Owned by the composition root, with the `transfers` it uses; any thread.
#pragma once

#include "bot/net/transfers.hpp"
#include "bot/port/pager.hpp"

#include <optional>
#include <string>

namespace switchback::pager {

struct webhook_settings
{
    std::string name;    // of 1 to limits::responder_bytes letters, digits, `-`, `_` and `.`
    std::string url;     // https, but for this machine
    std::string key;     // of its secret: the bytes, see key_of_secret
    std::string ca_file; // empty: those the system trusts
};

/// The key in a `whsec_...` secret, 24 to 64 bytes; nothing when it is none.
[[nodiscard]] std::optional<std::string> key_of_secret(std::string_view secret);

/// The value of webhook-signature.
[[nodiscard]] std::string
sign(std::string_view key, std::string_view message_id, std::int64_t at_s, std::string_view body);

/// The JSON posted: type, the page's four facts, and whether it is a drill.
[[nodiscard]] std::string write_body(const port::page& what);

/// What the end of a webhook's request means.
[[nodiscard]] std::expected<port::receipt, port::page_failure>
webhook_outcome(const net::transfer_result& ended);

class webhook final : public port::pager
{
public:
    webhook(net::transfers& over, webhook_settings settings)
        : over_(over), settings_(std::move(settings))
    {}

    [[nodiscard]] bool gives_receipts() const noexcept override { return true; }

    /// As the port says; the recipient is the webhook itself, another name is `refused`. Only the
    /// body {"delivered": true} is a true receipt.
    boost::asio::awaitable<std::expected<port::receipt, port::page_failure>>
    send(port::page what, port::recipient whom, std::int64_t within_ms) override;

    /// Always `refused`, and nothing leaves: a webhook is nobody's mailbox.
    boost::asio::awaitable<std::expected<port::receipt, port::page_failure>>
    send_link(port::link_notice what, port::recipient whom, std::int64_t within_ms) override;

    /// Posts {"type": "probe"}, signed as a page is; the receiver answers 2xx and wakes nobody.
    boost::asio::awaitable<std::expected<void, port::page_failure>>
    probe(std::int64_t within_ms) override;

private:
    [[nodiscard]] net::http_call signed_call(std::string message_id, std::string body) const;

    net::transfers& over_;
    webhook_settings settings_;
};

} // namespace switchback::pager
