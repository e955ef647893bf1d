#include "bot/core/escalation/effect.hpp"

namespace switchback::escalation {

std::string_view name_of(offering value) noexcept
{
    constexpr std::string_view names[]{"plan",  "grounding",   "lines",     "person",
                                       "draft", "check_again", "quick_exit"};
    return names[static_cast<std::size_t>(value)];
}

std::string_view name_of(page_urgency value) noexcept
{
    return value == page_urgency::now ? "now" : "today";
}

std::string_view name_of(notice_kind value) noexcept
{
    constexpr std::string_view names[]{"no_cover", "quick_exit", "new_signal",
                                       "raised",   "taken_over", "closed",
                                       "review",   "digest",     "follow_up"};
    return names[static_cast<std::size_t>(value)];
}

std::string_view name_of(digest_kind value) noexcept
{
    constexpr std::string_view names[]{"asked_no",  "asked_silent", "asked_withheld",
                                       "not_asked", "known_item",   "retracted"};
    return names[static_cast<std::size_t>(value)];
}

std::string_view name_of(review_kind value) noexcept
{
    constexpr std::string_view names[]{"said_no", "left", "still_open"};
    return names[static_cast<std::size_t>(value)];
}

std::string_view name_of(alert_kind value) noexcept
{
    constexpr std::string_view names[]{
        "no_responder", "unanswered", "minor", "full", "undelivered"};
    return names[static_cast<std::size_t>(value)];
}

} // namespace switchback::escalation
