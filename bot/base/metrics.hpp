// The product's counters, exposed by /metrics. A closed set of names; never an id or a word of a
// client. Owned by the composition root; any thread may count.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string_view>

namespace switchback {

enum class metric : std::uint8_t
{
    steps,        // inputs taken and made durable
    duplicates,   // inputs answered from the device marks
    conflicts,    // commits that lost a compare-and-set
    refused_busy, // inputs refused because the store takes no writes
    rate_limited, // inputs refused as too many
    crisis_help,  // times the crisis help was shown at once
    soft_help,    // times the screen said `ask`
    persons,      // times a person was asked for
    clients,      // clients added
    erased,       // clients erased
    timers_fired,
    alerts, // budgets passed, promises broken
    sockets_opened,
    sockets_closed,
    slow_readers, // sockets closed because their outbox was full
    bad_frames,
    flow_reloads,
    flow_reload_faults,
    cases_opened,    // of clients, not drills
    cases_closed,    // with those closed anew after they were reopened
    case_alerts,     // nobody is set up, everybody was tried, a policy is missing
    pages_sent,      // taken by a server
    pages_delivered, // with a true receipt
    pages_failed,
    notices_sent,
    notices_lost,    // by every way, in vain
    not_kept,        // crises whose case could not be made durable in time
    channels_failed, // weekly checks of a way to reach a responder
    drills_missed,
    loop_faults, // turns, and rounds of timers, outbox or drills, that ended by a fault
    count_,      // how many there are
};

/// The Prometheus name, with its unit and `_total`.
[[nodiscard]] std::string_view name_of(metric which) noexcept;
/// One line of help.
[[nodiscard]] std::string_view help_of(metric which) noexcept;

class metrics
{
public:
    void count(metric which, std::uint64_t by = 1) noexcept
    {
        values_[static_cast<std::size_t>(which)].fetch_add(by, std::memory_order_relaxed);
    }
    [[nodiscard]] std::uint64_t value(metric which) const noexcept
    {
        return values_[static_cast<std::size_t>(which)].load(std::memory_order_relaxed);
    }

private:
    std::array<std::atomic<std::uint64_t>, static_cast<std::size_t>(metric::count_)> values_{};
};

} // namespace switchback
