// The closed cases of all clients as the figures need them: without a client and without words.
// Read from the store with each client's key, on the service's executor.
#pragma once

#include "bot/core/escalation/case_figures.hpp"
#include "bot/service/conversations.hpp"

#include <string>
#include <vector>

namespace switchback::service {

/// Every closed case but drills, in the month of the clinic's zone (UTC when empty) in which it was
/// closed last. Clients who were erased are left out. errc::too_long over limits::cases_reported
/// cases, errc::corrupt when one does not open.
[[nodiscard]] task<std::vector<escalation::closed_case>>
closed_cases(conversations& talks, port::store& store, std::string zone);

/// The month of an instant in a zone; UTC when it is empty.
[[nodiscard]] escalation::month_number month_at(std::int64_t time_ms, std::string_view zone);

} // namespace switchback::service
