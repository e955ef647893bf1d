// Whose client is whose, and what that lets a person do: the one place that looks up how somebody
// stands to a client before `access::may` is asked. Also breaking the glass, which the client's own
// log tells of. Owned by the composition root; every call comes on the service's executor.
#pragma once

#include "bot/base/private_text.hpp"
#include "bot/service/conversations.hpp"
#include "bot/service/people.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace switchback::service {

/// A client as their therapist lists them.
struct client_view
{
    id client;
    private_text label; // of the invite they came by; empty when there is none
    bool is_primary = false;
    std::int64_t since_ms = 0;
};

/// That somebody looked at more of a client than they may otherwise.
struct opened_view
{
    std::string name; // of whoever it was
    std::int64_t from_ms = 0;
    std::int64_t until_ms = 0;
    private_text reason;
};

class care
{
public:
    /// Both outlive it.
    care(people& staffed, conversations& talks) noexcept : people_(staffed), talks_(talks) {}

    /// Whether the caller may do that to this client as they stand to them now. False also for a
    /// client of another practice, and for one who is not there: nobody learns which it was.
    [[nodiscard]] task<bool> may(access::caller who, access::action what, id client);

    /// Opens a client's matters to one person for limits::glass_ms. Who asks has proved themselves
    /// anew (`people_door::prove`). errc::not_allowed by the table, errc::bad_request without a
    /// reason, errc::too_long for one over limits::glass_reason_bytes. Gives when it is over.
    [[nodiscard]] task<std::int64_t>
    break_glass(access::caller who, std::string handle, id client, private_text reason);

    /// Who opened what of a client, the newest first, for whoever may read it.
    [[nodiscard]] task<std::vector<opened_view>> opened(id client);

    /// The clients in a person's care, the longest first.
    [[nodiscard]] task<std::vector<client_view>> clients_of(id person);

    /// Puts a client into the care of a therapist, or ends that. errc::not_found for nobody and for
    /// no such care, errc::not_allowed for somebody who is no active therapist, errc::too_long over
    /// limits::therapists_of_client.
    [[nodiscard]] task<void>
    assign(id client, std::string handle, bool is_primary, std::string_view by);
    [[nodiscard]] task<void> end(id client, std::string handle, std::string_view by);

private:
    people& people_;
    conversations& talks_;
};

} // namespace switchback::service
