// What is looked at without a page: review items and the digest, the notices of them, and what
// becomes of a notice. Nothing here may be lost in silence.
#include "bot/core/escalation/turn.hpp"

namespace switchback::escalation {

void for_review(turn& in, review_kind kind)
{
    auto& s = in.state;
    in.emit(review_item{kind});
    if (s.is_drill)
        return;
    // At work it is at once; at night it waits for the morning, and rings nobody.
    const auto due_ms = in.at.is_open ? 0 : in.at.next_opening_ms;
    if (!s.held.id.empty())
        return in.emit(notice{
            s.held.id, notice_kind::review, s.case_number, false, page_urgency::today, due_ms});
    for (const auto& who : in.at.reviewers)
        in.emit(
            notice{who.id, notice_kind::review, s.case_number, false, page_urgency::today, due_ms});
    if (in.at.reviewers.empty())
        in.emit(alert_operator{alert_kind::no_responder, s.case_number});
}

void to_digest(turn& in, digest_line line)
{
    const auto& s = in.state;
    in.emit(std::move(line));
    if (s.is_drill || s.case_number == 0) // a notice names a case
        return;
    // One a day and client: what comes later in the day has the same due time and takes its place.
    const auto due_ms =
        in.at.next_morning_ms != 0 ? in.at.next_morning_ms : in.now_ms + limits::day_ms;
    for (const auto& who : in.at.reviewers)
        in.emit(
            notice{who.id, notice_kind::digest, s.case_number, false, page_urgency::today, due_ms});
}

void review_fired(turn& in)
{
    if (!in.state.is_open)
        return;
    for_review(in, review_kind::still_open);
    in.arm(timer_kind::review, in.now_ms + limits::case_review_ms);
}

void take_notice_result(turn& in, const notice_result& what)
{
    auto& s = in.state;
    if (what.was == receipt::none || what.was == receipt::sending || what.responder.empty() ||
        what.responder.size() > limits::responder_bytes)
        return in.refuse(refusal::bad_value);
    const bool is_lost = what.was == receipt::failed;
    in.log(
        is_lost ? "notice_lost" : "notice_sent", {{"responder", what.responder},
                                                  {"kind", std::string(name_of(what.kind))},
                                                  {"channel", std::to_string(what.channel)},
                                                  {"was", std::string(name_of(what.was))}});
    if (!is_lost)
        return;
    ++s.notices_lost; // the list shows it until somebody has taken the case
    in.emit(alert_operator{alert_kind::undelivered, s.case_number});
}

void take_known_item(turn& in, const known_item_reviewed& what)
{
    auto& s = in.state;
    const auto longest_ms = in.now_ms + limits::known_item_days * limits::day_ms;
    if (what.item.empty() || what.item.size() > limits::case_text_bytes || what.by.empty() ||
        what.by.size() > limits::responder_bytes || what.value < 1 || what.until_ms <= in.now_ms ||
        what.until_ms > longest_ms)
        return in.refuse(refusal::bad_value);
    std::erase_if(s.known, [&](const known_item& one) {
        return one.item == what.item || one.until_ms <= in.now_ms;
    });
    if (s.known.size() == limits::known_items)
        return in.refuse(refusal::bad_value);
    s.known.push_back({what.item, what.value, what.until_ms, what.by});
    in.log(
        "known_item_reviewed", {{"item", what.item},
                                {"value", std::to_string(what.value)},
                                {"until_ms", std::to_string(what.until_ms)},
                                {"by", what.by}});
}

} // namespace switchback::escalation
