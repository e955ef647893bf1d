#include "bot/core/run/tell_case.hpp"

#include "bot/core/run/asides.hpp"
#include "bot/core/run/safety_words.hpp"

#include <algorithm>
#include <utility>

namespace switchback::run {
namespace {

using escalation::dialogue_part;

constexpr std::string_view silence_pages = "ask.silence_pages";

bool has_kind(machine& in, aside_kind kind)
{
    return std::ranges::find(in.now().asides, kind, &aside::kind) != in.now().asides.end();
}

void drop_kind(machine& in, aside_kind kind)
{
    std::erase_if(in.now().asides, [&](const aside& one) { return one.kind == kind; });
}

// What one decision of the case leaves to be done in the chat, once all of it was said.
struct to_do
{
    bool asks = false;
    bool asks_contact = false;
    bool showed_lines = false;
    bool asked_for_lines = false;
};

// One overload a kind of effect.
struct do_one
{
    machine& in;
    to_do& left;

    void operator()(escalation::show& one) const
    {
        // Said with the question, which may have to wait behind another.
        if (one.wording == silence_pages || one.wording == "ask.unclear")
            in.now().safety->asked.before.push_back(std::move(one.wording));
        else
            say_decided(in, one);
    }
    void operator()(escalation::ask& one) const
    {
        auto& asked = in.now().safety->asked;
        asked.wording = std::move(one.wording);
        asked.buttons = std::move(one.buttons);
        left.asks = true;
    }
    void operator()(escalation::show_help& one) const
    {
        say_help(in, escalation::help_block(one, place_of(in)));
        left.showed_lines = left.showed_lines || one.form != escalation::help_form::softly;
    }
    void operator()(escalation::ask_safe_contact&) const { left.asks_contact = true; }
    void operator()(escalation::offer&) const {} // read from the case when it is offered
    void operator()(escalation::set_timer& one) const
    {
        in.emit(set_timer{std::string(name_of(one.kind)), one.due_ms, one.generation});
    }
    void operator()(escalation::clear_timer& one) const
    {
        in.emit(clear_timer{std::string(name_of(one.kind))});
    }
    void operator()(auto& one) const { in.emit(case_effect{std::move(one)}); }
};

// Who is in danger and sees no way on is asked what they would like next.
bool decides_what_next(machine& in)
{
    const auto& held = in.now().safety->held;
    return held.is_open && held.dialogue == dialogue_part::none &&
           held.page != escalation::page_part::none;
}

// What stood before a decision of the case, as far as it matters for what comes next.
struct before_it
{
    dialogue_part dialogue = dialogue_part::none;
    escalation::level at = escalation::level::none;
    escalation::question asked = escalation::question::none;
    std::uint32_t case_number = 0;
    bool waits = false;
};

// Somebody at the clinic was told, or would be by day, and no human has been in contact.
bool is_waiting(const escalation::case_state& of)
{
    using escalation::page_part;
    const bool is_reached = of.page == page_part::acked && of.is_contacted;
    return of.is_open && of.page != page_part::none && !is_reached;
}

// Without a country there is no number to show: it is asked when the danger is known to be one, and
// not before it is known to be safe to read on. Where the clinic's numbers are shown, it is asked
// only of somebody who wants numbers.
bool wants_country(machine& in, const before_it& before, const to_do& left)
{
    using escalation::level;
    using escalation::question;
    const auto& held = in.now().safety->held;
    if (!in.now().country.empty() || held.open_question == question::safe_here)
        return false;
    if (!place_of(in).country.empty())
        return left.asked_for_lines;
    if (held.now_at < level::l2)
        return left.showed_lines && held.wants_person;
    const bool was_held_back =
        before.asked == question::safe_here && held.dialogue == dialogue_part::asking;
    return left.showed_lines || before.at < level::l2 || was_held_back;
}

// What is asked first stands highest: the ladder, whose silence is heard, then whose numbers to
// show, how to be reached, and what next. The client's own small dialogues wait below.
int height_of(const aside& one)
{
    switch (one.kind)
    {
    case aside_kind::safety:
        return 4;
    case aside_kind::country:
        return 3;
    case aside_kind::contact:
        return 2;
    case aside_kind::crisis:
        return 1;
    default:
        return 0;
    }
}

// Sets up what stands above the run now; true when something there is to be asked.
bool arrange(machine& in, const before_it& was, const to_do& left, bool by_client)
{
    const auto& held = in.now().safety->held;
    const auto before = was.dialogue;
    if (held.dialogue != dialogue_part::asking)
        drop_kind(in, aside_kind::safety);
    // They said no, and nobody is called: no number is needed for that.
    if (before == dialogue_part::asking && held.dialogue == dialogue_part::resumed &&
        held.page == escalation::page_part::none)
        drop_kind(in, aside_kind::country);
    if (held.is_away_quietly)
        return false; // nothing is sent to the device
    if (held.dialogue == dialogue_part::with_human)
    {
        in.now().asides.clear();
        if (in.has_run())
            in.suspend_wait();
        return false;
    }
    bool is_new = left.asks;
    const bool was_busy = before == dialogue_part::asking || before == dialogue_part::with_human;
    if (decides_what_next(in) && (by_client || was_busy) && !has_kind(in, aside_kind::crisis))
    {
        in.push_aside(aside_kind::crisis);
        is_new = true;
    }
    if (left.asks_contact)
    {
        in.push_aside(aside_kind::contact);
        is_new = true;
    }
    if (left.asks)
        put_question(in);
    if (by_client && wants_country(in, was, left))
    {
        in.push_aside(aside_kind::country);
        is_new = true;
    }
    std::ranges::sort(in.now().asides, {}, [](const aside& one) {
        return std::pair(height_of(one), one.token); // those of one height stay as they were
    });
    return is_new || (was_busy && held.dialogue != before);
}

// Where the client's waiting and a human's talk with them begin and end, for whoever opens the
// case.
void mark_talk(machine& in, const before_it& before)
{
    auto& safety = *in.now().safety;
    const bool is_here = safety.held.dialogue == dialogue_part::with_human;
    const bool waits = is_waiting(safety.held);
    if (safety.held.case_number != before.case_number)
        safety.talk_from = safety.talk_until = safety.wait_from = safety.wait_until = 0;
    if (waits && safety.wait_from == 0)
        safety.wait_from = in.now().seq + 1;
    if (waits)
        safety.wait_until = 0;
    else if (before.waits)
        safety.wait_until = in.now().seq;
    if (is_here && safety.talk_from == 0)
        safety.talk_from = in.now().seq + 1;
    if (is_here)
        safety.talk_until = 0;
    else if (before.dialogue == dialogue_part::with_human)
        safety.talk_until = in.now().seq;
}

} // namespace

bool is_by_client(const machine& in)
{
    const auto kind = in.happened().kind;
    return kind != event_kind::timer && kind != event_kind::safety;
}

escalation::refusal tell_case(machine& in, escalation::occurrence what)
{
    auto& kept = in.now().safety;
    if (!kept)
        kept.emplace();
    if (kept->language.empty())
        kept->language = in.happened().language;
    const before_it before{
        kept->held.dialogue, kept->held.now_at, kept->held.open_question, kept->held.case_number,
        is_waiting(kept->held)};
    to_do left;
    left.asked_for_lines = std::holds_alternative<escalation::asked_for_help>(what);
    if (const auto* signal = std::get_if<escalation::raised>(&what))
        left.showed_lines = signal->what.help_was_shown;
    const auto* clinic = in.happened().clinic;
    const escalation::policy standard;
    auto decided = escalation::advance(
        std::move(kept->held), clinic == nullptr ? standard : clinic->windows,
        escalation::cover_of(clinic, in.happened().time_ms),
        {in.happened().time_ms,
         {kept->language, in.happened().age, in.happened().is_invited, in.has_run()},
         std::move(what)});
    kept->held = std::move(decided.next);
    if (decided.refused != escalation::refusal::none)
    {
        in.because(std::string("the case refused it: ") + std::string(name_of(decided.refused)));
        if (kept->held.case_number == 0 && kept->held.helped_ms == 0 && kept->held.known.empty())
            kept.reset();
        return decided.refused;
    }
    in.out().touched_case = true;
    mark_talk(in, before);
    if (kept->held.open_question == escalation::question::none)
        kept->asked = {};
    else
        kept->asked.before.clear();
    for (auto& one : decided.effects)
        std::visit(do_one{in, left}, one);
    if (arrange(in, before, left, is_by_client(in)))
        return_to_run(in);
    return escalation::refusal::none;
}

void put_question(machine& in)
{
    in.push_aside(aside_kind::safety).about = in.now().safety->held.question_token;
}

} // namespace switchback::run
