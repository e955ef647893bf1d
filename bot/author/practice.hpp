// The invented practice of the transcripts: who answers there, and when. The same for ever, so that
// a talk with a clinic reads the same. Constants; any thread.
#pragma once

#include "bot/core/escalation/clinic.hpp"

#include <string_view>

namespace switchback::author {

/// In UTC: Dana Reyes (`dana`, primary), Sam Okoro (`sam`, backup) and Robin Hale (`robin`,
/// supervisor) work on weekdays from 08:30 to 17:00; Noor Haddad (`noor`) is on call every day from
/// 17:00 to 23:00; Kit Lund (`kit`) is the operator. From 23:00 to 08:30 there is nobody.
[[nodiscard]] const escalation::clinic& practice();

/// The name of one of them as the client reads it; the id itself where it is nobody's.
[[nodiscard]] std::string_view name_in_practice(std::string_view id);

} // namespace switchback::author
