// Answers of the HTTP addresses, all of one form. Functions of their arguments; any thread.
#pragma once

#include "bot/net/http.hpp"

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace switchback::web {

[[nodiscard]] net::http_response text_reply(int status, std::string body);

/// Status 200. Text that is no UTF-8 is mended, never thrown at.
[[nodiscard]] net::http_response json_reply(const nlohmann::json& body);

/// RFC 9457: what went wrong, for people; a stable `code` and the `field` it is about for pages.
[[nodiscard]] net::http_response problem(
    int status, std::string_view title, std::string_view code = {}, std::string_view field = {});

/// The same with more members, such as who holds a case now.
[[nodiscard]] net::http_response
problem_with(int status, std::string_view title, std::string_view code, const nlohmann::json& more);

} // namespace switchback::web
