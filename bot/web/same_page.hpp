// Whether a request comes from our own page: against somebody else's page that makes a signed-in
// browser ask. Functions of their arguments; any thread.
#pragma once

#include "bot/net/http.hpp"

namespace switchback::web {

/// False when the browser says that the page that asks is another site's.
[[nodiscard]] bool is_from_our_page(const net::http_request& request) noexcept;

/// True for a write that no other page can make: JSON, with the header that a page of another
/// origin may not send.
[[nodiscard]] bool is_our_write(const net::http_request& request) noexcept;

} // namespace switchback::web
