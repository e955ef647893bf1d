#include "bot/core/run/safety.hpp"

#include "bot/core/escalation/status.hpp"
#include "bot/core/risk/crisis_help.hpp"
#include "bot/core/run/asides.hpp"

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

void put_question(machine& in)
{
    in.push_aside(aside_kind::safety).about = in.now().safety->held.question_token;
}

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
};

// Without a country there is no number to show: it is asked when the danger is known to be one, and
// not before it is known to be safe to read on.
bool wants_country(machine& in, const before_it& before, const to_do& left)
{
    using escalation::level;
    using escalation::question;
    const auto& held = in.now().safety->held;
    if (!in.now().country.empty() || held.open_question == question::safe_here)
        return false;
    if (held.now_at < level::l2)
        return left.showed_lines && held.wants_person;
    const bool was_held_back =
        before.asked == question::safe_here && held.dialogue == dialogue_part::asking;
    return left.showed_lines || before.at < level::l2 || was_held_back;
}

// Sets up what stands above the run now; true when something there is to be asked.
bool arrange(machine& in, const before_it& was, const to_do& left, bool by_client)
{
    const auto& held = in.now().safety->held;
    const auto before = was.dialogue;
    if (held.dialogue != dialogue_part::asking)
        drop_kind(in, aside_kind::safety);
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
        // What a silence leads to is said before any question whose silence leads there.
        for (const auto& one : in.now().safety->asked.before)
            if (one == silence_pages)
                say_of_case(in, one);
        in.push_aside(aside_kind::country).about =
            static_cast<std::uint32_t>(escalation::help_category_of(held.about));
        is_new = true;
    }
    return is_new || (was_busy && held.dialogue != before);
}

bool is_by_client(const machine& in)
{
    const auto kind = in.happened().kind;
    return kind != event_kind::timer && kind != event_kind::safety;
}

escalation::level level_of(risk::level value)
{
    constexpr escalation::level levels[]{
        escalation::level::none, escalation::level::l1, escalation::level::l2,
        escalation::level::l3, escalation::level::l4};
    return levels[std::min<std::size_t>(static_cast<std::size_t>(value), 4)];
}

// The screen's rules of this name find worry about somebody else, which has its own short script.
bool is_of_another(std::string_view rule)
{
    return rule.find(".someone_else@") != std::string_view::npos;
}

void say_as_human(machine& in)
{
    message one;
    one.seq = ++in.now().seq;
    one.from = sender::human;
    one.name = in.now().safety->held.held.name;
    one.text = in.happened().words;
    in.out().messages.push_back(std::move(one));
}

} // namespace

escalation::refusal tell_case(machine& in, escalation::occurrence what)
{
    auto& kept = in.now().safety;
    if (!kept)
        kept.emplace();
    if (kept->language.empty())
        kept->language = in.happened().language;
    const before_it before{kept->held.dialogue, kept->held.now_at, kept->held.open_question};
    to_do left;
    if (const auto* signal = std::get_if<escalation::raised>(&what))
        left.showed_lines = signal->what.help_was_shown;
    const auto* clinic = in.happened().clinic;
    const escalation::policy standard;
    auto decided = escalation::advance(
        std::move(kept->held), clinic == nullptr ? standard : clinic->windows,
        escalation::cover_of(clinic, in.happened().time_ms),
        {in.happened().time_ms, {kept->language, in.happened().age, true}, std::move(what)});
    kept->held = std::move(decided.next);
    if (decided.refused != escalation::refusal::none)
    {
        in.because(std::string("the case refused it: ") + std::string(name_of(decided.refused)));
        if (kept->held.case_number == 0 && kept->held.helped_ms == 0 && kept->held.known.empty())
            kept.reset();
        return decided.refused;
    }
    in.out().touched_case = true;
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

void raise(machine& in, escalation::signal what)
{
    if (what.reference.empty())
        what.reference = "m" + std::to_string(in.now().seq);
    // What it refuses, or knows already, leaves the client where they were.
    static_cast<void>(tell_case(in, escalation::raised{std::move(what)}));
    go_on_asking(in);
}

void raise_words(machine& in, const risk::screening& found)
{
    auto& safety = in.now().safety;
    if (!safety)
        safety.emplace();
    safety->language = risk::help_language(found.rule, in.happened().language);
    escalation::signal what;
    what.about = is_of_another(found.rule) ? escalation::category::other_person
                                           : escalation::category_of(found.category);
    what.outcome = found.outcome;
    what.how_soon = found.urgency == risk::urgency::now ? escalation::urgency::now
                                                        : escalation::urgency::unknown;
    what.at_least = level_of(found.level);
    what.rule = found.rule;
    what.reference = "m" + std::to_string(in.now().seq);
    what.help_was_shown = found.outcome == risk::outcome::crisis;
    if (what.help_was_shown)
    {
        in.emit(hand_off{found.rule, true});
        what.reference = "m" + std::to_string(in.out().messages.back().seq);
        say_help(in, risk::crisis_help(in.now().country, safety->language, found.category));
    }
    static_cast<void>(tell_case(in, escalation::raised{std::move(what)}));
}

void welcome_back(machine& in)
{
    const auto& safety = in.now().safety;
    const bool is_here =
        is_by_client(in) || (in.happened().kind == event_kind::safety &&
                             std::holds_alternative<escalation::came_back>(in.happened().safety));
    if (!safety || !safety->held.is_away_quietly || !is_here)
        return;
    static_cast<void>(tell_case(in, escalation::came_back{}));
    if (!is_with_human(in))
        go_on_asking(in);
}

void take_safety(machine& in)
{
    auto what = in.happened().safety;
    if (in.out().touched_case && std::holds_alternative<escalation::came_back>(what))
        return; // taken already, as any sign of the client is
    auto& refused = in.out().case_refusal;
    if (const auto* wrote = std::get_if<escalation::human_wrote>(&what);
        wrote != nullptr && !is_with_human(in))
    {
        // The first word in the chat is the contact.
        const auto by = *wrote;
        refused = tell_case(in, escalation::contact_made{by.epoch, by.responder, by.name, true});
        if (refused == escalation::refusal::none)
            what = escalation::human_wrote{in.now().safety->held.epoch, by.responder, by.name};
    }
    if (refused == escalation::refusal::none)
        refused = tell_case(in, std::move(what));
    if (refused != escalation::refusal::none)
    {
        in.out().refused = true;
        return;
    }
    if (std::holds_alternative<escalation::human_wrote>(in.happened().safety))
        say_as_human(in);
}

void fire_safety_timer(machine& in, escalation::timer_kind kind)
{
    const auto refused = tell_case(in, escalation::timer_fired{kind, in.happened().token});
    if (refused == escalation::refusal::none)
        return;
    in.out().took = route::stale;
    in.out().refused = true;
}

std::uint32_t question_asked(machine& in)
{
    return is_asked_for_safety(in) ? in.now().safety->held.question_token : 0;
}

bool is_asked_for_safety(machine& in)
{
    return in.now().safety && in.now().safety->held.dialogue == dialogue_part::asking;
}

bool is_with_human(machine& in)
{
    return in.now().safety && in.now().safety->held.dialogue == dialogue_part::with_human;
}

bool must_be_kept(machine& in)
{
    if (!in.now().safety)
        return false;
    const auto& held = in.now().safety->held;
    return held.is_open && !held.has_no_responders && held.page != escalation::page_part::none;
}

bool has_responders(machine& in)
{
    const auto* clinic = in.happened().clinic;
    return clinic != nullptr && escalation::has_responders(clinic->people);
}

void keep_question(machine& in)
{
    if (!is_asked_for_safety(in) || has_kind(in, aside_kind::safety))
        return;
    put_question(in);
    auto& asides = in.now().asides;
    std::rotate(asides.begin(), asides.end() - 1, asides.end());
}

} // namespace switchback::run
