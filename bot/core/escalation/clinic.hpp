// What a practice has said about reaching its people, as one value: the rota, the windows and the
// zone its clock runs in. Owned by the practice's settings; any thread.
#pragma once

#include "bot/core/escalation/cover.hpp"

namespace switchback::escalation {

struct clinic
{
    rota people;
    policy windows;
    zone_offset zone;    // empty: UTC
    std::string country; // two capital letters: whose lines are shown to a client who named none
};

/// The cover of a clinic at that time; of none (null) that nobody is set up.
[[nodiscard]] cover cover_of(const clinic* at, std::int64_t time_ms);

} // namespace switchback::escalation
