// How the people of the practice sign in, and what its owner does about them (/api/v1/people). Rows
// of the endpoint table; on the server's executor.
#pragma once

#include "bot/net/http.hpp"
#include "bot/service/people_door.hpp"

#include <boost/asio/awaitable.hpp>
#include <expected>
#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace switchback::web {

struct endpoint_context;

namespace staff {

inline constexpr std::string_view disable_path = "/api/v1/people/{handle}/disable";
inline constexpr std::string_view link_path = "/api/v1/people/{handle}/link";

using admission = std::expected<service::person_session, net::http_response>;
using body = std::expected<nlohmann::json, net::http_response>;
using answer = boost::asio::awaitable<net::http_response>;

/// Lets a request of a person in: from our own page, and with a session that is not over. Writes
/// need JSON and the page's own header too.
[[nodiscard]] boost::asio::awaitable<admission>
admit(const endpoint_context& in, const net::http_request& request);

/// The same, for something of the practice itself that their roles allow; else 403.
[[nodiscard]] boost::asio::awaitable<admission>
admit_for(const endpoint_context& in, const net::http_request& request, access::action what);

/// The answer for something that a person's roles do not allow.
[[nodiscard]] net::http_response not_theirs();

/// The JSON object of a write from our own page, or the answer that refuses it.
[[nodiscard]] body read_body(const net::http_request& request);
/// A member that is a text; else empty.
[[nodiscard]] std::string text_of(const nlohmann::json& from, const char* name);

/// {link}: what it sets up, without using it. {link, handle, name, password, code}: sets it up,
/// signs in, and gives the recovery codes this once.
[[nodiscard]] answer set_up(const endpoint_context& in, const net::http_request& request);

/// {handle, password, code}: signs in. One answer, 403, whatever is wrong.
[[nodiscard]] answer sign_in(const endpoint_context& in, const net::http_request& request);
[[nodiscard]] answer sign_out(const endpoint_context& in, const net::http_request& request);
[[nodiscard]] answer me(const endpoint_context& in, const net::http_request& request);

[[nodiscard]] answer list(const endpoint_context& in, const net::http_request& request);
/// {handle, name, roles}: 201 with the link to set up.
[[nodiscard]] answer add(const endpoint_context& in, const net::http_request& request);
[[nodiscard]] answer disable(const endpoint_context& in, const net::http_request& request);
[[nodiscard]] answer link_again(const endpoint_context& in, const net::http_request& request);

} // namespace staff
} // namespace switchback::web
