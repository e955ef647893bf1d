// The client leaves, by the quick exit, and comes back; and what they asked to be told again.
#include "bot/core/escalation/turn.hpp"

namespace switchback::escalation {

void take_quick_exit(turn& in)
{
    auto& s = in.state;
    if (!s.is_open)
        return in.refuse(refusal::no_case);
    if (s.is_away_quietly)
        return in.refuse(refusal::already);
    in.log("left_quickly");
    in.disarm(timer_kind::check_again);
    if (s.dialogue == dialogue_part::asking)
    {
        s.asks_then = s.open_question;
        s.asks_on_return = true;
        stop_asking(in, dialogue_part::none);
    }
    s.is_away_quietly = true; // from here on nothing is sent to the device
    if (s.now_at >= level::l2 && s.page == page_part::none)
    {
        for_review(in, review_kind::left);
        in.arm(timer_kind::review, in.now_ms + limits::case_review_ms);
    }
    else if (s.page != page_part::none)
        in.notify(notice_kind::quick_exit);
}

void take_return(turn& in)
{
    auto& s = in.state;
    const bool was_away = s.is_away_quietly;
    s.is_away_quietly = false;
    if (!s.is_open)
        return was_away ? in.log("came_back") : in.refuse(refusal::no_case);
    in.log("came_back");
    if (s.dialogue == dialogue_part::with_human)
    {
        in.repeats_status = true;
        return;
    }
    in.repeats_status = s.page != page_part::none;
    const bool is_settled = s.asks_then == question::tell && s.page != page_part::none;
    if (s.dialogue == dialogue_part::asking)
        in.wants_question = true; // the same one, with the same token
    else if (s.asks_on_return && s.now_at < level::l4 && !is_settled)
    {
        begin_asking(in, s.asks_then);
        s.was_asked_again = true;
    }
    s.asks_on_return = false;
}

void take_check_again(turn& in)
{
    auto& s = in.state;
    const bool is_waiting = s.page == page_part::chain || s.page == page_part::unanswered ||
                            s.page == page_part::no_cover;
    if (!s.is_open || !is_waiting || !in.is_heard())
        return in.refuse(s.is_open ? refusal::stale : refusal::no_case);
    in.say("after.check_again");
    in.arm(timer_kind::check_again, in.now_ms + limits::case_check_again_ms);
}

void check_again_fired(turn& in)
{
    in.repeats_status = in.state.is_open;
}

void take_safe_contact(turn& in, const gave_safe_contact& what)
{
    in.state.knows_safe_contact = true;
    in.state.may_be_called = what.may_be_called;
    in.log("safe_contact", {{"may_be_called", what.may_be_called ? "true" : "false"}});
}

} // namespace switchback::escalation
