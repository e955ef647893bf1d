// `switchback admin ...`, `people ...` and `invite`: by the running server or, when none runs, on
// the data folder itself. Block their thread.
#pragma once

#include "bot/config.hpp"
#include "bot/control_socket.hpp"

#include <iosfwd>
#include <string>

namespace switchback {

namespace service {
class people;
class invites;
} // namespace service

/// What a running server answers: admin.init {again} with {link}; people.list with {text};
/// people.add {handle, name, roles} and people.link {handle} with {link}; people.disable {handle};
/// invite.make {therapist, label} with {code, link, name}.
[[nodiscard]] control_table people_controls(service::people& staffed, service::invites& invites);

/// Prints the link by which the owner sets up their account; on a new data folder too. Exit code: 1
/// with one line on `err` when there is an owner and not `again`, or the folder cannot be used.
[[nodiscard]] int admin_init(const config& with, bool again, std::ostream& out, std::ostream& err);

/// Prints everybody: handle, state, roles, name. Exit codes as above.
[[nodiscard]] int people_list(const config& with, std::ostream& out, std::ostream& err);

/// `roles`: words with commas between them. Prints the link to set up.
[[nodiscard]] int people_add(
    const config& with, const std::string& handle, const std::string& name,
    const std::string& roles, std::ostream& out, std::ostream& err);
[[nodiscard]] int
people_link(const config& with, const std::string& handle, std::ostream& out, std::ostream& err);
[[nodiscard]] int
people_disable(const config& with, const std::string& handle, std::ostream& out, std::ostream& err);

/// Prints code and link of a new invite, and `draws` a QR code. `therapist`: a handle; may be empty
/// where there is one therapist.
[[nodiscard]] int make_invite(
    const config& with, const std::string& therapist, const std::string& label, bool draws,
    std::ostream& out, std::ostream& err);

} // namespace switchback
