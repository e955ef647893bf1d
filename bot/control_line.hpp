// The lines of the control socket: requests and answers as JSON. Functions of their arguments; any
// thread.
#pragma once

#include "bot/control_socket.hpp"

#include <string>
#include <string_view>

namespace switchback {

/// One line without its newline; the words may hold anything.
[[nodiscard]] std::string to_line(const control_request& from);
[[nodiscard]] std::string to_line(const control_answer& from);

/// errc::bad_request for what is no such line.
[[nodiscard]] std::expected<control_request, error> read_request(std::string_view line);
[[nodiscard]] control_answer read_answer(std::string_view line);

} // namespace switchback
