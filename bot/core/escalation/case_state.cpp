#include "bot/core/escalation/case_state.hpp"

#include <algorithm>

namespace switchback::escalation {

level pages_as(const case_state& of) noexcept
{
    if (of.now_at >= level::l2)
        return of.now_at;
    return of.wants_person ? level::h : level::none;
}

const armed_timer* find_timer(const case_state& of, timer_kind kind) noexcept
{
    const auto found = std::ranges::find(of.timers, kind, &armed_timer::kind);
    return found == of.timers.end() ? nullptr : &*found;
}

std::string_view name_of(timer_kind kind) noexcept
{
    constexpr std::string_view names[timer_kinds]{
        "case.silence", "case.receipt", "case.ack",         "case.contact", "case.repage",
        "case.opening", "case.human",   "case.check_again", "case.review"};
    return names[static_cast<std::size_t>(kind)];
}

std::optional<timer_kind> timer_named(std::string_view name) noexcept
{
    for (std::size_t i = 0; i < timer_kinds; ++i)
        if (name == name_of(static_cast<timer_kind>(i)))
            return static_cast<timer_kind>(i);
    return std::nullopt;
}

std::string_view name_of(receipt value) noexcept
{
    constexpr std::string_view names[]{"none",      "sending", "accepted",
                                       "delivered", "failed",  "accepted"};
    return names[static_cast<std::size_t>(value)];
}

std::string_view name_of(dialogue_part value) noexcept
{
    constexpr std::string_view names[]{"none", "asking", "with_human", "resumed"};
    return names[static_cast<std::size_t>(value)];
}

std::string_view name_of(page_part value) noexcept
{
    constexpr std::string_view names[]{"none",  "sent",       "delivered", "acked",
                                       "chain", "unanswered", "no_cover",  "closed"};
    return names[static_cast<std::size_t>(value)];
}

std::string_view name_of(contact_means value) noexcept
{
    constexpr std::string_view names[]{"none", "call", "write_here", "text_message", "meet"};
    return names[static_cast<std::size_t>(value)];
}

std::string_view name_of(close_reason value) noexcept
{
    constexpr std::string_view names[]{
        "none",     "answered",       "withdrawn",       "contacted",   "plan_made",
        "referred", "emergency_care", "could_not_reach", "false_alarm", "other"};
    return names[static_cast<std::size_t>(value)];
}

std::string_view name_of(close_outcome value) noexcept
{
    constexpr std::string_view names[]{"none",       "goes_on",     "more_care",
                                       "other_care", "in_hospital", "unknown"};
    return names[static_cast<std::size_t>(value)];
}

} // namespace switchback::escalation
