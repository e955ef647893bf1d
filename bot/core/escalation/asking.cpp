// The dialogue of a case: one question at a time, and what its answer or its silence leads to.
#include "bot/core/escalation/turn.hpp"
#include "bot/core/escalation/wording.hpp"

namespace switchback::escalation {
namespace {

// What "I will let the clinic know" needs to be true: an answer that fails to come pages.
bool silence_pages(const turn& in)
{
    return in.state.now_at >= level::l2 && in.state.page == page_part::none &&
           in.at.has_responders && is_safety_question(in.state.open_question);
}

// It took something to say this, and that is answered before the next question.
bool is_first_yes(question asked, answer was)
{
    const bool is_some = was == answer::yes || was == answer::sometimes || was == answer::not_sure;
    return is_some && (asked == question::thoughts || asked == question::intent ||
                       asked == question::hurt_now);
}

void open_next(turn& in, question next)
{
    auto& s = in.state;
    s.dialogue = dialogue_part::asking;
    s.open_question = next;
    s.question_token = ++s.last_generation;
    in.wants_question = true;
    in.arm(timer_kind::silence, in.now_ms + in.windows.silence_ms);
}

// What was raised by words alone, no higher than L2, with nobody called yet.
bool is_settled_by_no(const case_state& of)
{
    return of.now_at <= level::l2 && !of.has_item && of.page == page_part::none;
}

// A "no" ends the questions. It lowers nothing, and settles only what was asked lightly.
void said_no(turn& in)
{
    auto& s = in.state;
    in.say("after.no");
    stop_asking(in, dialogue_part::resumed);
    if (s.now_at <= level::l1 && !s.wants_person && s.page == page_part::none)
    {
        to_digest(in, digest_line{digest_kind::asked_no, s.asked_rule, {}});
        return close_case(in, close_reason::answered, close_outcome::none);
    }
    if (s.now_at == level::l2 && !s.has_item && s.page == page_part::none)
    {
        for_review(in, review_kind::said_no);
        return in.arm(timer_kind::review, in.now_ms + limits::case_review_ms);
    }
    if (s.page == page_part::none && in.pages())
        start_page(in);
}

void withheld(turn& in)
{
    auto& s = in.state;
    in.say("after.rather_not");
    stop_asking(in, s.now_at >= level::l3 ? dialogue_part::none : dialogue_part::resumed);
    if (s.now_at < level::l2)
        to_digest(in, digest_line{digest_kind::asked_withheld, s.asked_rule, {}});
    else if (s.page == page_part::none)
        start_page(in);
    in.wants_safe_contact = true;
}

void withdrawn(turn& in)
{
    auto& s = in.state;
    in.say("after.not_told");
    stop_asking(in, dialogue_part::resumed);
    if (s.page != page_part::none)
        return; // somebody is called already, and closes it
    s.wants_person = false;
    if (s.now_at <= level::h)
        close_case(in, close_reason::withdrawn, close_outcome::none);
}

// Not understood twice is no refusal: the wish is left, and that is what is said.
void left_unclear(turn& in)
{
    auto& s = in.state;
    in.say("after.left");
    stop_asking(in, dialogue_part::resumed);
    s.wants_person = s.page != page_part::none;
    if (s.page == page_part::none && s.now_at <= level::h)
        close_case(in, close_reason::withdrawn, close_outcome::none);
}

void told(turn& in, question last, answer was)
{
    auto& s = in.state;
    stop_asking(in, s.now_at >= level::l3 ? dialogue_part::none : dialogue_part::resumed);
    if (was == answer::unclear)
        in.say("after.unclear");
    else if (last != question::tell)
        in.say("after.told");
    if (s.page == page_part::none && in.pages())
        start_page(in);
    in.wants_safe_contact = true;
}

void not_safe(turn& in)
{
    in.say("after.not_safe");
    stop_asking(in, dialogue_part::none);
    if (in.state.page == page_part::none)
        start_page(in);
}

void end_ladder(turn& in, ending end, question last, answer was)
{
    switch (end)
    {
    case ending::goes_on:
        return;
    case ending::said_no:
        return said_no(in);
    case ending::no_danger:
        return is_settled_by_no(in.state) ? said_no(in) : told(in, last, was);
    case ending::told:
        return told(in, last, was);
    case ending::is_clear:
        stop_asking(in, dialogue_part::none);
        in.wants_safe_contact = true;
        return;
    case ending::withheld:
        return withheld(in);
    case ending::withdrawn:
        return was == answer::unclear ? left_unclear(in) : withdrawn(in);
    case ending::not_safe:
        return not_safe(in);
    }
}

} // namespace

void ask_how_to_reach(turn& in)
{
    auto& s = in.state;
    if (s.now_at < level::l2 || s.knows_safe_contact || s.asked_safe_contact || !in.is_heard() ||
        !in.at.has_responders)
        return;
    s.asked_safe_contact = true;
    in.emit(ask_safe_contact{in.is_urgent()});
}

void begin_asking(turn& in, question first)
{
    auto& s = in.state;
    if (in.is_heard())
    {
        s.asks_on_return = false;
        s.unclear = 0;
        return open_next(in, first);
    }
    s.asks_on_return = true;
    s.asks_then = first;
    // Nobody is asked and nobody paged yet, so somebody looks at it.
    if (s.now_at >= level::l2 && s.page == page_part::none)
    {
        for_review(in, review_kind::left);
        in.arm(timer_kind::review, in.now_ms + limits::case_review_ms);
    }
}

void stop_asking(turn& in, dialogue_part then)
{
    auto& s = in.state;
    s.open_question = question::none;
    s.dialogue = then;
    in.wants_question = false;
    in.disarm(timer_kind::silence);
}

void ask_now(turn& in)
{
    const auto& s = in.state;
    const std::string which(name_of(s.open_question));
    ask out{s.open_question, s.question_token, "ask." + which, {}};
    if (s.about == category::self_harm && s.open_question == question::act)
        out.wording = "ask.act_self_harm";
    for (const auto button : buttons_of(s.open_question))
    {
        std::string wording = "button." + std::string(name_of(button));
        if (s.open_question == question::tell)
            wording += "_tell";
        else if (button == answer::rather_not && s.now_at >= level::l2 && in.at.has_responders)
            wording += "_told"; // the button says what it does
        out.buttons.emplace_back(button, std::move(wording));
    }
    if (silence_pages(in))
        in.say("ask.silence_pages");
    std::string buttons;
    for (const auto& [was, wording] : out.buttons)
        buttons.append(buttons.empty() ? "" : " ").append(wording_id(wording, in.client.language));
    in.log(
        "asked", {{"question", which},
                  {"wording", wording_id(out.wording, in.client.language)},
                  {"buttons", std::move(buttons)}});
    in.emit(std::move(out));
}

void take_answer(turn& in, const answered& what)
{
    auto& s = in.state;
    if (!s.is_open || s.dialogue != dialogue_part::asking || what.token != s.question_token)
        return in.refuse(refusal::stale);
    if (what.was == answer::none)
        return in.refuse(refusal::bad_value);
    const auto asked = s.open_question;
    const auto level_before = s.now_at;
    s.unclear = what.was == answer::unclear ? static_cast<std::uint8_t>(s.unclear + 1) : 0;
    const auto step = after(asked, what.was, s.answers, s.unclear, s.about);
    if (s.answers.size() < limits::case_answers)
        s.answers.push_back({asked, what.was});
    in.log(
        "answer",
        {{"question", std::string(name_of(asked))}, {"answer", std::string(name_of(what.was))}});
    in.raise_to(step.at_least, name_of(asked));
    if (step.about != category::none)
        in.set_about(step.about);
    const bool has_risen = s.now_at > level_before;
    if (is_first_yes(asked, what.was))
        in.say("after.yes");
    // Who cannot read on in safety is not given more to read.
    if (has_risen && in.is_urgent() && step.end != ending::not_safe)
        say_script(
            in, asked == question::done && what.was == answer::yes ? category::medical : s.about);
    if (step.at_least >= level::l2 && s.page == page_part::none)
        start_page(in);
    else if (has_risen && s.page != page_part::none)
        page_higher(in);
    if (step.end != ending::goes_on)
        return end_ladder(in, step.end, asked, what.was);
    if (step.next == asked)
        in.say("ask.unclear");
    open_next(in, step.next);
}

void silence_fired(turn& in)
{
    auto& s = in.state;
    if (s.dialogue != dialogue_part::asking)
        return;
    const auto asked = s.open_question;
    stop_asking(in, s.now_at >= level::l3 ? dialogue_part::none : dialogue_part::resumed);
    s.asks_on_return = s.now_at >= level::l2 || !s.was_asked_again;
    s.asks_then = asked;
    if (s.now_at < level::l2)
        to_digest(in, digest_line{digest_kind::asked_silent, s.asked_rule, {}});
    else if (s.page == page_part::none)
        start_page(in);
}

void take_retraction(turn& in)
{
    if (!in.state.is_open)
        return in.refuse(refusal::no_case);
    ++in.state.counted.retractions;
    in.log("retracted");
    to_digest(in, digest_line{digest_kind::retracted, {}, {}});
    if (in.state.dialogue != dialogue_part::with_human)
        in.say("after.no");
}

} // namespace switchback::escalation
