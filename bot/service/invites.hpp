// Invites of clients: a therapist makes one, the client who holds it says yes to the clinic by
// name, and the therapist says yes to the client; then the care relation stands. Codes are kept as
// keyed fingerprints, labels sealed. Whether the one who asks may is the caller's to ask
// (`access::may`). Owned by the composition root; every call comes on the service's executor.
#pragma once

#include "bot/base/private_text.hpp"
#include "bot/service/conversations.hpp"
#include "bot/service/people.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::service {

/// An invite as its therapist sees it; the code is shown when it is made and never again.
struct invite_view
{
    id invite;
    id person; // whose
    private_text label;
    port::invite_state state = port::invite_state::open;
    id client; // nil while open
    std::int64_t made_ms = 0;
    std::int64_t until_ms = 0;
    std::int64_t taken_ms = 0;
};
[[nodiscard]] std::string_view name_of(port::invite_state value) noexcept;

struct made_invite
{
    invite_view invite;
    std::string code; // K7M2-P9QA-XW4T
    std::string link;
};

/// What a client is asked to say yes to.
struct offered_invite
{
    std::string practice;
    std::string therapist;
};

struct accepted_invite
{
    id client;
    std::string token; // of a client who is new here; else empty, theirs stays good
};

class invites
{
public:
    /// Both outlive it. `talks` is null in a command that runs alone: nobody can accept there.
    invites(people& staffed, conversations* talks) noexcept : people_(staffed), talks_(talks) {}

    /// Makes an invite of a therapist, good for limits::invite_ms and once. errc::not_found for
    /// nobody, errc::not_allowed for somebody who is no active therapist, errc::too_long for the
    /// label, errc::rate_limited over limits::invites that are open or taken.
    [[nodiscard]] task<made_invite> make(id therapist, private_text label, std::string_view by);

    /// Who invites by this code, without using it. errc::bad_request for what cannot be a code (a
    /// letter is wrong), errc::not_found for one that is not open.
    [[nodiscard]] task<offered_invite> look(std::string typed);

    /// The client's yes: of two at once one has it. `token`: of a client who talks already; empty
    /// adds one. Errors as look, and errc::not_allowed for a token nobody has.
    [[nodiscard]] task<accepted_invite> accept(std::string typed, std::string token);

    /// The therapist's yes, to one a client took. errc::not_found for one that is not theirs,
    /// errc::conflict for one in another state.
    [[nodiscard]] task<void> confirm(id invite, id therapist);

    /// Takes it back, as long as it was not confirmed; a client who took it is a visitor again.
    /// errc::not_found, errc::conflict.
    [[nodiscard]] task<void> withdraw(id invite, std::string_view by);

    /// The practice's, the newest first.
    [[nodiscard]] task<std::vector<invite_view>> list();
    [[nodiscard]] task<invite_view> find(id invite);

private:
    [[nodiscard]] std::string hash_of(const std::string& code) const;
    [[nodiscard]] invite_view view_of(const port::invite_row& row) const;
    [[nodiscard]] task<port::invite_row> open_one(const std::string& typed);

    people& people_;
    conversations* talks_;
};

} // namespace switchback::service
