// Invites of clients: what a therapist does (/api/v1/invites), and what the client who holds one
// does
// (/api/v1/invite). Rows of the endpoint table; on the server's executor.
#pragma once

#include "bot/net/http.hpp"

#include <boost/asio/awaitable.hpp>
#include <string_view>

namespace switchback::web {

struct endpoint_context;

namespace invite {

inline constexpr std::string_view confirm_path = "/api/v1/invites/{id}/confirm";
inline constexpr std::string_view withdraw_path = "/api/v1/invites/{id}/withdraw";

using answer = boost::asio::awaitable<net::http_response>;

/// Theirs; an owner's list holds everybody's.
[[nodiscard]] answer list(const endpoint_context& in, const net::http_request& request);
/// {label, therapist?}: 201 with code and link, shown this once. `therapist`: for whom an owner
/// makes it; else it is of whoever asks.
[[nodiscard]] answer make(const endpoint_context& in, const net::http_request& request);
[[nodiscard]] answer confirm(const endpoint_context& in, const net::http_request& request);
[[nodiscard]] answer withdraw(const endpoint_context& in, const net::http_request& request);

/// {code}: who invites, for the client to say yes to. Throttled by address.
[[nodiscard]] answer look(const endpoint_context& in, const net::http_request& request);
/// {code, practice}: the client's yes to the clinic of that name. With a resume token as Bearer: of
/// the client who has it; else a new client's token is in the answer.
[[nodiscard]] answer accept(const endpoint_context& in, const net::http_request& request);

} // namespace invite
} // namespace switchback::web
