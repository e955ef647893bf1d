// How a responder's page signs in and out (/api/v1/respond/). Rows of the endpoint table; on the
// server's executor.
#pragma once

#include "bot/net/http.hpp"
#include "bot/service/case_desk.hpp"

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <expected>

namespace switchback::web {

struct endpoint_context;

namespace respond {

/// Who asks, or the answer that refuses them.
struct caller
{
    service::actor who;
    std::int64_t idle_until_ms = 0;
    std::int64_t until_ms = 0;
};
using admission = std::expected<caller, net::http_response>;

/// Lets a request in: from our own page, and with a session that is not over. Writes need JSON and
/// the page's own header too.
[[nodiscard]] boost::asio::awaitable<admission>
admit(const endpoint_context& in, const net::http_request& request);

/// {to}: 202, whoever that is; 429 with Retry-After when too many were asked for by all or from one
/// address.
[[nodiscard]] boost::asio::awaitable<net::http_response>
ask_for_link(const endpoint_context& in, const net::http_request& request);

/// {link}: what it wants, a code or a new app (with its secret, and that as a QR code), without
/// using it. {link, code}: uses it, and sets
/// the session's cookie.
[[nodiscard]] boost::asio::awaitable<net::http_response>
sign_in(const endpoint_context& in, const net::http_request& request);

[[nodiscard]] boost::asio::awaitable<net::http_response>
sign_out(const endpoint_context& in, const net::http_request& request);

[[nodiscard]] boost::asio::awaitable<net::http_response>
me(const endpoint_context& in, const net::http_request& request);

} // namespace respond
} // namespace switchback::web
