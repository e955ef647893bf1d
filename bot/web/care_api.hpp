// Clients and those who care for them (/api/v1/clients), and who opened what (/api/v1/opened, for
// the client themselves). Rows of the endpoint table; on the server's executor.
#pragma once

#include "bot/net/http.hpp"

#include <boost/asio/awaitable.hpp>
#include <string_view>

namespace switchback::web {

struct endpoint_context;

namespace clients {

inline constexpr std::string_view glass_path = "/api/v1/clients/{id}/break-glass";
inline constexpr std::string_view opened_path = "/api/v1/clients/{id}/opened";
inline constexpr std::string_view care_path = "/api/v1/clients/{id}/care";

using answer = boost::asio::awaitable<net::http_response>;

/// Those in the care of whoever asks.
[[nodiscard]] answer list(const endpoint_context& in, const net::http_request& request);
/// {reason, password, code}: opens a client's matters for a while.
[[nodiscard]] answer break_glass(const endpoint_context& in, const net::http_request& request);
[[nodiscard]] answer opened(const endpoint_context& in, const net::http_request& request);
/// {therapist, primary} puts a client into somebody's care; {therapist, end: true} ends it.
[[nodiscard]] answer change_care(const endpoint_context& in, const net::http_request& request);

/// The client's own look at who opened what; their resume token as Bearer.
[[nodiscard]] answer opened_of_mine(const endpoint_context& in, const net::http_request& request);

} // namespace clients
} // namespace switchback::web
