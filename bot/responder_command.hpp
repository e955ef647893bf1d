// `switchback responder ...`: links for responders and forgetting their apps, by the running server
// or, when none runs, on the data folder itself. Blocks its thread.
#pragma once

#include "bot/config.hpp"
#include "bot/control_socket.hpp"

#include <iosfwd>
#include <string>

namespace switchback {

namespace service {
class sign_in;
}

/// What a running server answers: responder.link {id} with {link}; responder.forget {id}.
[[nodiscard]] control_table responder_controls(service::sign_in& door);

/// Prints a link by which the responder signs in; good for limits::link_issued_ms. Gives the exit
/// code: 1 with one line on `err` when nobody has that id or the folder cannot be used.
[[nodiscard]] int
responder_link(const config& with, const std::string& id, std::ostream& out, std::ostream& err);

/// Forgets how a responder signs in: their app, links and sessions. Exit code as above; nobody
/// there is not an error.
[[nodiscard]] int
responder_forget(const config& with, const std::string& id, std::ostream& out, std::ostream& err);

} // namespace switchback
