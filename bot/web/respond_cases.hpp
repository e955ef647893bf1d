// The cases of a responder's page: the list, one case, an act (/api/v1/respond/cases). Rows of the
// endpoint table; on the server's executor.
#pragma once

#include "bot/net/http.hpp"

#include <boost/asio/awaitable.hpp>
#include <string_view>

namespace switchback::web {

struct endpoint_context;

namespace respond {

inline constexpr std::string_view cases_path = "/api/v1/respond/cases";
inline constexpr std::string_view case_path = "/api/v1/respond/cases/{reference}";
inline constexpr std::string_view act_path = "/api/v1/respond/cases/{reference}/act";

/// {me, now_ms, idle_until_ms, cases}: what the page needs each time it looks.
[[nodiscard]] boost::asio::awaitable<net::http_response>
list_cases(const endpoint_context& in, const net::http_request& request);

[[nodiscard]] boost::asio::awaitable<net::http_response>
read_case(const endpoint_context& in, const net::http_request& request);

/// Does an act and gives the case as it then is. 409 when somebody was faster, with who holds it
/// now; 403 for what only the holder may do; 400 with the field that is wrong. `break_glass` {why}
/// gives the messages of the run instead.
[[nodiscard]] boost::asio::awaitable<net::http_response>
act(const endpoint_context& in, const net::http_request& request);

} // namespace respond
} // namespace switchback::web
