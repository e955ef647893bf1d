// A human takes the case, makes contact, speaks, falls silent, leaves. Each act names the epoch its
// human saw, so that an act upon an older state changes nothing.
#include "bot/core/escalation/turn.hpp"

#include <algorithm>

namespace switchback::escalation {
namespace {

bool is_fenced(turn& in, std::uint32_t epoch, const std::string& responder)
{
    if (!in.state.is_open)
        in.refuse(refusal::no_case);
    else if (responder.empty() || responder.size() > limits::responder_bytes)
        in.refuse(refusal::bad_value);
    else if (epoch != in.state.epoch)
        in.refuse(refusal::stale_epoch);
    return in.refused == refusal::none;
}

bool is_name(const std::string& name)
{
    return !name.empty() && name.size() <= limits::responder_name_bytes;
}

std::int64_t contact_window_ms(const turn& in)
{
    switch (in.state.now_at)
    {
    case level::l4:
        return in.windows.contact_l4_ms;
    case level::l3:
        return in.windows.contact_l3_ms;
    default:
        return in.windows.contact_l2_ms;
    }
}

std::int64_t human_silence_ms(const turn& in)
{
    return in.is_urgent() ? in.windows.human_silence_high_ms : in.windows.human_silence_ms;
}

// The case becomes theirs. The former holder hears of it, and everybody who was called in vain.
void take_over(turn& in, const std::string& responder, const std::string& name)
{
    auto& s = in.state;
    if (!s.held.id.empty() && s.held.id != responder)
        in.emit(notice{s.held.id, notice_kind::taken_over, s.case_number, s.is_drill});
    for (const auto& who : s.paged)
        if (who.id != responder && who.id != s.held.id)
            in.emit(notice{who.id, notice_kind::taken_over, s.case_number, s.is_drill});
    ++s.epoch;
    ++s.counted.takeovers;
    s.held = {responder, name, contact_means::none, 0, in.now_ms};
    s.is_contacted = false;
    s.notices_lost = 0; // somebody has seen the case itself
}

void settle_page(turn& in)
{
    auto& s = in.state;
    s.page = page_part::acked;
    s.is_contact_missed = false;
    s.is_human_silent = false;
    s.has_no_responders = false;
    stop_paging(in);
    in.disarm(timer_kind::review);
    in.disarm(timer_kind::contact);
}

// A new round, with the holder first: the others were told that it was taken, and stood down.
void call_again(turn& in)
{
    const auto holder = holder_of(in);
    if (in.state.page != page_part::unanswered)
        in.state.paged.clear();
    page_people(in, {holder}, tier::primary, true);
}

} // namespace

reachable holder_of(const turn& in)
{
    const auto& s = in.state;
    const auto paged = std::ranges::find(s.paged, s.held.id, &paged_person::id);
    if (paged != s.paged.end())
        return {s.held.id, s.held.name, paged->channels};
    for (const auto& people :
         {in.at.primary, in.at.backup, in.at.on_call, in.at.supervisor, in.at.last_resort,
          in.at.others})
        for (const auto& who : people)
            if (who.id == s.held.id)
                return who;
    return {s.held.id, s.held.name, 1};
}

void take_signal_with_human(turn& in, bool has_risen)
{
    // The bot is silent; the human sees the new hit, and has less time to answer it when it is
    // graver.
    in.notify(has_risen ? notice_kind::raised : notice_kind::new_signal);
    if (has_risen && find_timer(in.state, timer_kind::human_silence) != nullptr)
        in.arm(timer_kind::human_silence, in.now_ms + human_silence_ms(in));
    else if (has_risen)
        page_higher(in); // the human was silent already
}

void take_claim(turn& in, const claimed& what)
{
    auto& s = in.state;
    const bool was_theirs = s.is_open && s.held.id == what.responder;
    if (was_theirs && what.epoch + 1 == s.epoch && s.page == page_part::acked)
        return in.refuse(refusal::already); // a second click
    if (!is_fenced(in, what.epoch, what.responder))
        return;
    const bool is_time = what.by_ms == 0 || (what.by_ms > in.now_ms &&
                                             what.by_ms <= in.now_ms + limits::promise_ahead_ms);
    if (!is_name(what.name) || !is_time)
        return in.refuse(refusal::bad_value);
    const bool stays = s.dialogue == dialogue_part::with_human && s.held.id == what.responder;
    take_over(in, what.responder, what.name);
    s.held.means = what.means;
    s.held.by_ms = what.by_ms;
    settle_page(in);
    in.disarm(timer_kind::human_silence);
    in.log(
        "ack", {{"responder", what.responder},
                {"name", what.name},
                {"means", std::string(name_of(what.means))},
                {"by_ms", std::to_string(what.by_ms)},
                {"epoch", std::to_string(s.epoch)}});
    if (stays)
    {
        s.is_contacted = true;
        return in.arm(timer_kind::human_silence, in.now_ms + human_silence_ms(in));
    }
    if (s.dialogue == dialogue_part::with_human)
        s.dialogue = dialogue_part::none; // the one before has left; this one is not here yet
    // A promise may be earlier than the window, never later: others are called when it is not kept.
    const auto window_ms = in.now_ms + contact_window_ms(in);
    in.arm(timer_kind::contact, what.by_ms == 0 ? window_ms : std::min(what.by_ms, window_ms));
}

void take_contact(turn& in, const contact_made& what)
{
    auto& s = in.state;
    if (!is_fenced(in, what.epoch, what.responder))
        return;
    const bool is_theirs = s.held.id == what.responder;
    const bool is_here = s.dialogue == dialogue_part::with_human;
    if (is_theirs && s.is_contacted && s.page == page_part::acked && is_here == what.is_in_chat)
        return in.refuse(refusal::already);
    if (!is_theirs && !is_name(what.name))
        return in.refuse(refusal::bad_value);
    if (!is_theirs)
        take_over(in, what.responder, what.name);
    settle_page(in);
    s.is_contacted = true;
    in.log(
        "contact", {{"responder", what.responder},
                    {"name", s.held.name},
                    {"in_chat", what.is_in_chat ? "true" : "false"}});
    if (what.is_in_chat)
    {
        stop_asking(in, dialogue_part::with_human);
        if (is_theirs)
            ++s.epoch; // from the bot to the human: what the bot still had to send is void
        return in.arm(timer_kind::human_silence, in.now_ms + human_silence_ms(in));
    }
    // Reached elsewhere too: only handing back ends their chat.
    if (is_here && is_theirs)
        return in.arm(timer_kind::human_silence, in.now_ms + human_silence_ms(in));
    if (is_here)
    {
        in.disarm(timer_kind::human_silence); // the one before has left
        s.dialogue = dialogue_part::none;
    }
    in.arm(timer_kind::review, in.now_ms + limits::case_review_ms);
}

void take_human_words(turn& in, const human_wrote& what)
{
    auto& s = in.state;
    if (!is_fenced(in, what.epoch, what.responder))
        return;
    if (s.held.id != what.responder)
        return in.refuse(refusal::not_holder);
    if (s.dialogue != dialogue_part::with_human)
        return in.refuse(refusal::stale);
    settle_page(in);
    s.is_contacted = true;
    in.log("human_wrote", {{"responder", what.responder}});
    in.arm(timer_kind::human_silence, in.now_ms + human_silence_ms(in));
}

void take_back(turn& in, const handed_back& what)
{
    auto& s = in.state;
    if (!is_fenced(in, what.epoch, what.responder))
        return;
    if (s.held.id != what.responder)
        return in.refuse(refusal::not_holder);
    if (s.dialogue != dialogue_part::with_human)
        return in.refuse(refusal::stale);
    settle_page(in);
    s.is_contacted = true;
    s.dialogue = dialogue_part::resumed;
    ++s.epoch;
    in.disarm(timer_kind::human_silence);
    in.log("handed_back", {{"responder", what.responder}});
    in.say("after.handed_back", {{"name", s.held.name, 0}});
    // What they promised at the claim is still owed to somebody in high danger.
    if (in.is_urgent() && s.held.by_ms > in.now_ms)
    {
        s.is_contacted = false;
        return in.arm(timer_kind::contact, s.held.by_ms);
    }
    in.arm(timer_kind::review, in.now_ms + limits::case_review_ms);
}

void take_opening(turn& in, const opened_more& what)
{
    if (in.state.case_number == 0)
        return in.refuse(refusal::no_case);
    const bool has_reason = what.reason.find_first_not_of(" \t\r\n") != std::string::npos;
    if (what.responder.empty() || what.responder.size() > limits::responder_bytes ||
        !is_name(what.name) || !has_reason || what.reason.size() > limits::reason_bytes)
        return in.refuse(refusal::bad_value);
    in.log(
        "opened_more",
        {{"responder", what.responder}, {"name", what.name}, {"reason", what.reason}});
    in.say("after.opened_more", {{"name", what.name, 0}});
}

void contact_fired(turn& in)
{
    auto& s = in.state;
    if (s.page != page_part::acked || s.is_contacted)
        return;
    if (!in.may_page_now())
        return in.arm(timer_kind::contact, in.waits_until_ms());
    s.is_contact_missed = true;
    in.log("contact_missed", {{"responder", s.held.id}});
    call_again(in);
    next_tier(in);
}

// The client's word counts: the contact is due again, and now.
void take_denial(turn& in)
{
    auto& s = in.state;
    if (!s.is_open)
        return in.refuse(refusal::no_case);
    if (!s.is_contacted || s.page != page_part::acked || s.dialogue == dialogue_part::with_human)
        return in.refuse(refusal::stale);
    in.log("contact_denied", {{"responder", s.held.id}});
    in.say("after.denied");
    s.is_contacted = false;
    in.disarm(timer_kind::review);
    contact_fired(in);
    in.repeats_status = true;
}

void human_silence_fired(turn& in)
{
    auto& s = in.state;
    if (s.dialogue != dialogue_part::with_human)
        return;
    s.is_human_silent = true;
    s.silent_min = static_cast<std::uint32_t>(human_silence_ms(in) / limits::minute_ms);
    in.log("human_silent", {{"responder", s.held.id}});
    call_again(in);
    if (in.may_page_now())
    {
        // The holder's contact was kept, so the sentence of a missed one is not theirs.
        return next_tier(in);
    }
    in.arm(timer_kind::human_silence, in.now_ms + human_silence_ms(in));
}

} // namespace switchback::escalation
