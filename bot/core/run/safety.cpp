#include "bot/core/run/safety.hpp"

#include "bot/core/risk/crisis_help.hpp"
#include "bot/core/run/asides.hpp"
#include "bot/core/run/safety_words.hpp"
#include "bot/core/run/tell_case.hpp"

#include <algorithm>
#include <utility>

namespace switchback::run {
namespace {

using escalation::dialogue_part;

bool has_kind(machine& in, aside_kind kind)
{
    return std::ranges::find(in.now().asides, kind, &aside::kind) != in.now().asides.end();
}

escalation::level level_of(risk::level value)
{
    constexpr escalation::level levels[]{
        escalation::level::none, escalation::level::l1, escalation::level::l2,
        escalation::level::l3, escalation::level::l4};
    return levels[std::min<std::size_t>(static_cast<std::size_t>(value), 4)];
}

// Two dangers that the screen tells apart by the names of its rules alone: worry about somebody
// else, and abuse that may be over, which has no level by itself.
escalation::category category_of(const risk::screening& found)
{
    if (found.rule.find(".someone_else@") != std::string::npos)
        return escalation::category::other_person;
    if (found.rule.find(".abuse.told") != std::string::npos)
        return escalation::category::past_abuse;
    return escalation::category_of(found.category);
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
    what.about = category_of(found);
    what.outcome = found.outcome;
    what.how_soon = found.urgency == risk::urgency::now ? escalation::urgency::now
                                                        : escalation::urgency::unknown;
    if (what.about != escalation::category::past_abuse)
        what.at_least = level_of(found.level);
    what.rule = found.rule;
    what.reference = "m" + std::to_string(in.now().seq);
    what.help_was_shown = found.outcome == risk::outcome::crisis;
    if (what.help_was_shown)
    {
        in.emit(hand_off{found.rule, true});
        what.reference = "m" + std::to_string(in.out().messages.back().seq);
        const auto at = place_of(in);
        say_help(in, risk::crisis_help(at.country, at.language, found.category, at.known_from));
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
