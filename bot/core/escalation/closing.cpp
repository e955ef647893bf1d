// The end of a case, by a human with a reason and an outcome; and its return.
#include "bot/core/escalation/turn.hpp"

namespace switchback::escalation {

void close_case(turn& in, close_reason reason, close_outcome outcome)
{
    auto& s = in.state;
    in.disarm_all();
    s.page = page_part::closed;
    s.dialogue = dialogue_part::resumed;
    s.open_question = question::none;
    in.wants_question = false;
    s.asks_on_return = false;
    s.is_human_silent = false;
    s.is_open = false;
    s.reason = reason;
    s.outcome = outcome;
    in.log(
        "closed", {{"reason", std::string(name_of(reason))},
                   {"outcome", std::string(name_of(outcome))},
                   {"level", std::string(name_of(s.now_at))}});
}

void take_close(turn& in, const closed& what)
{
    auto& s = in.state;
    if (!s.is_open)
        return in.refuse(s.case_number == 0 ? refusal::no_case : refusal::already);
    if (what.epoch != s.epoch)
        return in.refuse(refusal::stale_epoch);
    const bool is_a_humans = what.reason != close_reason::none &&
                             what.reason != close_reason::answered &&
                             what.reason != close_reason::withdrawn;
    const bool is_time =
        what.follow_up_ms == 0 || (what.follow_up_ms >= limits::follow_up_least_ms &&
                                   what.follow_up_ms <= limits::follow_up_most_ms);
    if (what.responder.empty() || what.responder.size() > limits::responder_bytes || !is_a_humans ||
        what.outcome == close_outcome::none || !is_time)
        return in.refuse(refusal::bad_value);
    if (s.held.id != what.responder)
        in.notify(notice_kind::closed);
    ++s.epoch;
    s.notices_lost = 0;
    s.is_false_alarm = s.is_false_alarm || what.reason == close_reason::false_alarm;
    in.log("closed_by", {{"responder", what.responder}});
    close_case(in, what.reason, what.outcome);
    const auto after_ms = what.follow_up_ms == 0 ? in.windows.follow_up_ms : what.follow_up_ms;
    in.emit(follow_up_task{in.now_ms + after_ms, what.responder});
}

void take_reopening(turn& in, const reopened& what)
{
    auto& s = in.state;
    if (s.case_number == 0)
        return in.refuse(refusal::no_case);
    if (s.is_open)
        return in.refuse(refusal::already);
    if (what.responder.size() > limits::responder_bytes)
        return in.refuse(refusal::bad_value);
    ++s.epoch;
    s.is_open = true;
    s.page = page_part::none;
    s.dialogue = dialogue_part::none;
    s.reason = close_reason::none;
    s.outcome = close_outcome::none;
    s.held = {};
    s.is_contacted = false;
    s.is_contact_missed = false;
    s.was_notice_sent = false;
    s.answers.clear();
    s.unclear = 0;
    in.log("reopened", {{"by", what.responder.empty() ? "client" : what.responder}});
    if (in.pages())
        return start_page(in);
    begin_asking(in, s.now_at >= level::l1 ? first_question(s.about) : question::tell);
}

void take_false_alarm(turn& in, const marked_false_alarm& what)
{
    auto& s = in.state;
    if (s.case_number == 0)
        return in.refuse(refusal::no_case);
    if (what.responder.empty() || what.responder.size() > limits::responder_bytes)
        return in.refuse(refusal::bad_value);
    if (s.is_false_alarm == what.is_false)
        return in.refuse(refusal::already);
    s.is_false_alarm = what.is_false;
    log_fields fields{{"by", what.responder}, {"is_false", what.is_false ? "true" : "false"}};
    for (const auto& note : s.signals)
        if (!note.rule.empty())
            fields.emplace_back("rule", note.rule);
    in.log("false_alarm", std::move(fields));
}

} // namespace switchback::escalation
