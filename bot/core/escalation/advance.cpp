#include "bot/core/escalation/advance.hpp"

#include "bot/core/escalation/status.hpp"
#include "bot/core/escalation/turn.hpp"

#include <algorithm>

namespace switchback::escalation {
namespace {

void fire(turn& in, timer_kind kind)
{
    // It is gone before its handler runs: what must go on is armed anew.
    std::erase_if(in.state.timers, [kind](const armed_timer& one) { return one.kind == kind; });
    in.log("timer", {{"name", std::string(name_of(kind))}});
    switch (kind)
    {
    case timer_kind::silence:
        return silence_fired(in);
    case timer_kind::receipt:
        return receipt_fired(in);
    case timer_kind::ack:
        return ack_fired(in);
    case timer_kind::contact:
        return contact_fired(in);
    case timer_kind::repage:
        return repage_fired(in);
    case timer_kind::opening:
        return opening_fired(in);
    case timer_kind::human_silence:
        return human_silence_fired(in);
    case timer_kind::check_again:
        return check_again_fired(in);
    case timer_kind::review:
        return review_fired(in);
    }
}

// Fires what is overdue, each kind once: a late tick must not make a burst of pages.
void fire_overdue(turn& in)
{
    const auto armed = in.state.timers;
    for (const auto& timer : armed)
    {
        const auto* pending = find_timer(in.state, timer.kind);
        if (pending != nullptr && *pending == timer && timer.due_ms <= in.now_ms)
        {
            in.emit(clear_timer{timer.kind});
            fire(in, timer.kind);
        }
    }
}

struct router
{
    turn& in;

    void operator()(const tick&) const { fire_overdue(in); }
    void operator()(const raised& what) const { take_signal(in, what.what); }
    void operator()(const answered& what) const { take_answer(in, what); }
    void operator()(const retracted&) const { take_retraction(in); }
    void operator()(const timer_fired& what) const
    {
        const auto* pending = find_timer(in.state, what.kind);
        if (pending == nullptr || pending->generation != what.generation)
            return in.refuse(refusal::stale);
        if (pending->due_ms > in.now_ms)
        {
            // The clock went back after the row was written: never early, never lost.
            in.emit(set_timer{what.kind, pending->due_ms, what.generation});
            return;
        }
        fire(in, what.kind);
    }
    void operator()(const send_result& what) const { take_result(in, what); }
    void operator()(const notice_result& what) const { take_notice_result(in, what); }
    void operator()(const claimed& what) const { take_claim(in, what); }
    void operator()(const contact_made& what) const { take_contact(in, what); }
    void operator()(const human_wrote& what) const { take_human_words(in, what); }
    void operator()(const handed_back& what) const { take_back(in, what); }
    void operator()(const closed& what) const { take_close(in, what); }
    void operator()(const reopened& what) const { take_reopening(in, what); }
    void operator()(const marked_false_alarm& what) const { take_false_alarm(in, what); }
    void operator()(const contact_denied&) const { take_denial(in); }
    void operator()(const left_quickly&) const { take_quick_exit(in); }
    void operator()(const came_back&) const { take_return(in); }
    void operator()(const gave_safe_contact& what) const { take_safe_contact(in, what); }
    void operator()(const asked_to_check_again&) const { take_check_again(in); }
    void operator()(const asked_for_help&) const { take_help_wish(in); }
    void operator()(const category_changed& what) const { take_category(in, what); }
    void operator()(const known_item_reviewed& what) const { take_known_item(in, what); }
    void operator()(const opened_more& what) const { take_opening(in, what); }
    void operator()(const cover_changed&) const { take_cover(in); }
};

// The longest that a timer of this kind may lie ahead; 0 where the rota decides.
std::int64_t longest_ms(const turn& in, timer_kind kind)
{
    const auto& windows = in.windows;
    switch (kind)
    {
    case timer_kind::silence:
        return windows.silence_ms;
    case timer_kind::receipt:
        return windows.receipt_ms;
    case timer_kind::ack:
        return in.state.now_at == level::l4 ? windows.ack_l4_ms : windows.ack_l3_ms;
    case timer_kind::contact:
        return in.state.now_at == level::l4 ? windows.contact_l4_ms : windows.contact_l3_ms;
    case timer_kind::repage:
        return std::max(windows.repage_ms, windows.repage_later_ms);
    case timer_kind::human_silence:
        return windows.human_silence_high_ms;
    default:
        return 0;
    }
}

// A clock that was set back leaves timers too far ahead: an urgent case does not wait for them.
void pull_in_timers(turn& in)
{
    if (!in.is_urgent())
        return;
    const auto armed = in.state.timers;
    for (const auto& timer : armed)
    {
        const auto most_ms = longest_ms(in, timer.kind);
        if (most_ms != 0 && timer.due_ms > in.now_ms + most_ms)
            in.arm(timer.kind, in.now_ms + most_ms);
    }
}

// No path leaves somebody at risk without the next thing to do: where nobody is paged and nothing
// is asked, a clinician looks at it, today and every day until it is closed.
void leave_a_next_thing(turn& in)
{
    const auto& s = in.state;
    const bool is_left = s.is_open && s.now_at >= level::l2 && s.page == page_part::none &&
                         s.dialogue != dialogue_part::asking &&
                         find_timer(s, timer_kind::review) == nullptr;
    if (!is_left)
        return;
    for_review(in, review_kind::still_open);
    in.arm(timer_kind::review, in.now_ms + limits::case_review_ms);
}

// What is said last, in one order for every event: what is true about the clinic, what stays at
// hand, then the question. A status is said when it has changed, and only as the next state has it.
void finish(turn& in, const case_state& before)
{
    const auto was = shown_status(before);
    const auto is = shown_status(in.state);
    const bool is_same_human = before.is_human_silent && !in.state.is_human_silent && is &&
                               is->wording == "status.with_human" &&
                               before.held.id == in.state.held.id;
    if (is && (in.repeats_status || is != was) && !is_same_human)
    {
        in.say(is->wording, is->arguments);
        if (in.is_heard() && in.state.page != page_part::closed)
            in.emit(offered(in.state));
    }
    if (in.wants_safe_contact && in.state.is_open)
        ask_how_to_reach(in);
    if (in.wants_question && in.state.open_question != question::none)
        ask_now(in);
}

} // namespace

std::string_view name_of(refusal value) noexcept
{
    constexpr std::string_view names[]{"none",  "no_case", "stale_epoch", "not_holder",
                                       "stale", "already", "bad_value"};
    return names[static_cast<std::size_t>(value)];
}

decision advance(case_state now, const policy& windows, const cover& at, const event& happened)
{
    turn in(now, windows, at, happened);
    ++in.state.counted.events;
    std::visit(router{in}, happened.what);
    if (in.refused != refusal::none)
    {
        ++now.counted.events;
        ++now.counted.refused;
        return {std::move(now), {}, in.refused};
    }
    pull_in_timers(in);
    leave_a_next_thing(in);
    finish(in, now);
    return {std::move(in.state), std::move(in.effects), refusal::none};
}

std::vector<effect> could_not_keep(category about)
{
    return {
        show{"raised.not_kept", {}},
        show_help{about, has_own_script(about) ? help_form::lines : help_form::urgently, false}};
}

} // namespace switchback::escalation
