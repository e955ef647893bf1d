#include "bot/core/escalation/policy.hpp"

namespace switchback::escalation {

std::expected<void, error> check(const policy& of)
{
    for (const auto window_ms :
         {of.silence_ms, of.receipt_ms, of.ack_l4_ms, of.ack_l3_ms, of.ack_l2_working_ms,
          of.contact_l4_ms, of.contact_l3_ms, of.contact_l2_ms, of.repage_ms, of.repage_later_ms,
          of.human_silence_high_ms, of.human_silence_ms})
        if (window_ms < limits::shortest_window_ms || window_ms > limits::longest_window_ms)
            return fail(errc::bad_request, "window");
    if (of.follow_up_ms < limits::follow_up_least_ms || of.follow_up_ms > limits::follow_up_most_ms)
        return fail(errc::bad_request, "follow_up");
    // Graver may not wait longer than milder.
    if (of.ack_l4_ms > of.ack_l3_ms || of.contact_l4_ms > of.contact_l3_ms ||
        of.contact_l3_ms > of.contact_l2_ms || of.human_silence_high_ms > of.human_silence_ms)
        return fail(errc::bad_request, "order");
    if (of.repage_times < 1 || of.repage_times > limits::case_repage_times * 4)
        return fail(errc::bad_request, "repage_times");
    return {};
}

} // namespace switchback::escalation
