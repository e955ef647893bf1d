#include "bot/store/step_rules.hpp"

namespace switchback::store {

std::expected<void, error> check_step(const port::step_write& step, std::uint64_t stored_head)
{
    for (const auto& timer : step.timers)
        if (timer.conversation != step.conversation)
            return fail(errc::bad_request, "a step carries another conversation's timer");
    for (const auto& row : step.cases)
        if (row.conversation != step.conversation)
            return fail(errc::bad_request, "a step carries another conversation's case");
    for (const auto& row : step.outbox)
        if (row.conversation != step.conversation)
            return fail(errc::bad_request, "a step carries another conversation's outbox");
    if (step.head < stored_head)
        return fail(errc::bad_request, "a step would take the head back");
    if (!step.event)
        return {};
    if (step.event->count == 0)
        return fail(errc::bad_request, "an event without a message");
    if (step.event->seq <= stored_head || step.event->seq + step.event->count - 1 > step.head)
        return fail(errc::bad_request, "an event's seq is not between the old head and the new");
    return {};
}

} // namespace switchback::store
