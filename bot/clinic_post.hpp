// Makes what the settings say of the clinic into what the service works with: the rota with its
// zone, and for every person the pagers that reach them. Part of the composition root; one thread.
#pragma once

#include "bot/clinic_file.hpp"
#include "bot/net/transfers.hpp"
#include "bot/service/clinic_board.hpp"

#include <memory>

namespace switchback {

/// The settings as they are posted. A channel whose pager is not set up is left out of nobody's
/// count: paging by it fails, and the case goes on to the next.
[[nodiscard]] std::shared_ptr<const service::posted_clinic>
post_of(const clinic_settings& from, net::transfers& over);

} // namespace switchback
