#include "bot/base/metrics.hpp"

#include <utility>

namespace switchback {
namespace {

using row = std::pair<std::string_view, std::string_view>;

constexpr std::array<row, static_cast<std::size_t>(metric::count_)> rows{{
    {"switchback_steps_total", "Inputs taken and made durable."},
    {"switchback_duplicate_inputs_total", "Inputs that had been taken before."},
    {"switchback_store_conflicts_total", "Commits that lost a compare-and-set."},
    {"switchback_refused_busy_total", "Inputs refused because the store takes no writes."},
    {"switchback_rate_limited_total", "Inputs refused as too many."},
    {"switchback_crisis_help_total", "Times the crisis help was shown."},
    {"switchback_soft_help_total", "Times the softer help was shown."},
    {"switchback_person_asked_total", "Times a person was asked for."},
    {"switchback_clients_total", "Clients added."},
    {"switchback_erased_total", "Clients erased."},
    {"switchback_timers_fired_total", "Timers that came due and were taken."},
    {"switchback_alerts_total", "Budgets passed and promises broken."},
    {"switchback_sockets_opened_total", "Sockets accepted."},
    {"switchback_sockets_closed_total", "Sockets closed."},
    {"switchback_slow_readers_total", "Sockets closed because their outbox was full."},
    {"switchback_bad_frames_total", "Frames that were no frame of the protocol."},
    {"switchback_flow_reloads_total", "Flow folders read again and published."},
    {"switchback_flow_reload_faults_total", "Flow folders read again with errors."},
    {"switchback_cases_opened_total", "Cases that were opened."},
    {"switchback_cases_closed_total", "Cases that were closed."},
    {"switchback_case_alerts_total", "Cases that an operator must look at."},
    {"switchback_pages_sent_total", "Pages that a server has taken."},
    {"switchback_pages_delivered_total", "Pages with a true receipt."},
    {"switchback_pages_failed_total", "Pages that did not leave."},
    {"switchback_notices_sent_total", "Notices that a server has taken."},
    {"switchback_notices_lost_total", "Notices that reached nobody by any way."},
    {"switchback_crisis_not_kept_total", "Crises whose case could not be stored in time."},
    {"switchback_channels_failed_total", "Checks of a way to a responder that failed."},
    {"switchback_drills_missed_total", "Drills that nobody acknowledged in time."},
    {"switchback_loop_faults_total",
     "Turns, and rounds of timers, outbox or drills, that ended by a fault."},
}};

} // namespace

std::string_view name_of(metric which) noexcept
{
    return rows[static_cast<std::size_t>(which)].first;
}

std::string_view help_of(metric which) noexcept
{
    return rows[static_cast<std::size_t>(which)].second;
}

} // namespace switchback
