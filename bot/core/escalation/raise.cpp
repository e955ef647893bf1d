// Signals: what opens a case, raises it or joins it, and what is said and asked then.
#include "bot/core/escalation/turn.hpp"
#include "bot/core/escalation/wording.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace switchback::escalation {
namespace {

void open_case(turn& in, const signal& what)
{
    in.disarm_all(); // of a drill that ends here
    case_state fresh;
    auto& s = in.state;
    fresh.case_number = s.case_number + 1;
    fresh.epoch = s.epoch + 1; // a claim on the case before names an older one
    fresh.last_generation = s.last_generation;
    fresh.last_page = s.last_page;
    fresh.asked_l1_ms = s.asked_l1_ms;
    fresh.asked_rule = std::move(s.asked_rule);
    fresh.helped_ms = s.helped_ms;
    fresh.helped_about = s.helped_about;
    fresh.was_helped_urgently = s.was_helped_urgently;
    fresh.knows_safe_contact = s.knows_safe_contact;
    fresh.may_be_called = s.may_be_called;
    fresh.is_away_quietly = s.is_away_quietly;
    fresh.known = std::move(s.known);
    fresh.counted = s.counted;
    fresh.is_open = true;
    fresh.is_drill = what.is_drill;
    fresh.opened_ms = in.now_ms;
    s = std::move(fresh);
    in.log("opened", {{"source", std::string(name_of(what.from))}});
}

// Keeps the signal with the case; false when it was there already.
bool note_signal(turn& in, const signal& what, level as)
{
    auto& s = in.state;
    const bool is_there = std::ranges::any_of(s.signals, [&](const signal_note& note) {
        return note.from == what.from && note.rule == what.rule && note.reference == what.reference;
    });
    std::vector<std::pair<std::string, std::string>> fields{
        {"source", std::string(name_of(what.from))},
        {"category", std::string(name_of(what.about))},
        {"level", std::string(name_of(as))},
        {"rule", what.rule},
        {"reference", what.reference}};
    // A 3 is read before a 1, and a review names the value it has seen.
    if (what.from == source::item)
        fields.insert(
            fields.end(), {{"item", what.item.substr(0, limits::case_text_bytes)},
                           {"value", std::to_string(what.value)}});
    in.log(is_there ? "joined" : "signal", std::move(fields));
    if (is_there)
    {
        ++s.counted.joined;
        return false;
    }
    // What comes when the list is full is in the log; the level still rises.
    if (s.signals.size() == limits::case_signals)
        return true;
    s.signals.push_back(
        {what.from, what.about, as, in.now_ms, what.rule.substr(0, limits::case_text_bytes),
         what.reference.substr(0, limits::case_text_bytes)});
    if (s.signals.size() == limits::case_signals)
        in.emit(alert_operator{alert_kind::full, s.case_number});
    return true;
}

void choose_category(turn& in, const signal& what, level wanted, level before)
{
    auto& s = in.state;
    s.is_careful_at_home = s.is_careful_at_home || is_unsafe_at_home(what.about);
    if (what.about == category::none)
        return;
    if (wanted > before || s.about == category::none)
        in.set_about(what.about);
    else if (wanted == before)
        in.set_about(graver(s.about, what.about));
}

void greet(turn& in, const signal& what)
{
    if (!what.help_was_shown) // which has thanked them already
        in.say(std::string("raised.").append(name_of(what.from)));
    if (in.client.is_in_a_flow && (what.from == source::text || what.from == source::item))
        in.say("raised.on_hold");
}

void speak(turn& in, const signal& what, bool has_risen, category before)
{
    auto& s = in.state;
    if (s.now_at < level::l4) // there what to do comes first
        greet(in, what);
    const bool is_shown = show_help_block(in, s.about, form_of(what), what.help_was_shown);
    // The block for danger is the script of its category, said once.
    const bool is_script_shown = is_shown && form_of(what) == help_form::urgently &&
                                 !has_own_script(s.about) &&
                                 !(s.is_careful_at_home && is_about_self(s.about));
    if ((has_own_script(s.about) && s.about != before) ||
        (in.is_urgent() && has_risen && !is_script_shown))
        say_script(in, s.about);
}

// The first question was put and answered with yes before this: it is not put again.
void go_on_from(turn& in, question asked)
{
    auto& s = in.state;
    const auto step = after(asked, answer::yes, s.answers, 0, s.about);
    if (s.answers.size() < limits::case_answers)
        s.answers.push_back({asked, answer::yes});
    in.log("answer", {{"question", std::string(name_of(asked))}, {"answer", "yes"}});
    in.raise_to(step.at_least, name_of(asked));
    s.asked_l1_ms = in.now_ms;
    if (s.page == page_part::none && in.pages())
        start_page(in);
    if (step.end == ending::goes_on)
        begin_asking(in, step.next);
}

void ask_or_not(turn& in, const signal& what, bool has_risen)
{
    auto& s = in.state;
    s.was_asked_again = false;
    if (what.from == source::person)
    {
        if (s.page != page_part::none)
            in.repeats_status = true;
        else if (s.dialogue != dialogue_part::asking)
            begin_asking(in, question::tell);
        return;
    }
    if (s.now_at == level::l4)
    {
        in.wants_safe_contact = true;
        return stop_asking(in, dialogue_part::none);
    }
    const auto first = first_question(s.about);
    if (what.was_asked && s.dialogue != dialogue_part::asking)
        return go_on_from(in, first);
    if (s.dialogue == dialogue_part::asking)
    {
        // At L2 a silence begins to page, which is said before it does.
        if (s.open_question == question::tell)
            begin_asking(in, first);
        else if (has_risen && s.page == page_part::none && s.now_at >= level::l2)
            begin_asking(in, s.open_question);
        return;
    }
    const bool was_answered =
        std::ranges::find(s.answers, first, &given_answer::to) != s.answers.end();
    if (s.now_at <= level::l1 && !may_ask_l1(in, what))
    {
        to_digest(in, digest_line{digest_kind::not_asked, what.rule, what.reference});
        return;
    }
    const bool was_asked_today =
        s.asked_l1_ms != 0 && in.now_ms - s.asked_l1_ms < limits::asked_once_ms;
    const bool is_again = was_answered || (s.now_at <= level::l1 && was_asked_today);
    s.asked_l1_ms = in.now_ms;
    s.asked_rule = what.rule.substr(0, limits::case_text_bytes);
    begin_asking(in, is_again ? question::again : first);
}

} // namespace

void take_signal(turn& in, const signal& what)
{
    auto& s = in.state;
    const auto wanted = level_of(what);
    const bool is_asked_about = what.from == source::text && what.about == category::past_abuse &&
                                what.outcome != risk::outcome::none;
    if (wanted == level::none && !is_asked_about)
        return in.refuse(refusal::bad_value);
    if (what.from == source::text || what.from == source::person)
        s.is_away_quietly = false; // who writes is there
    if (is_outside(in, what) || is_known(in, what))
        return;
    if (s.is_open && what.is_drill && !s.is_drill)
        return in.refuse(refusal::bad_value); // a drill never touches a real case
    if (!s.is_open && (wanted == level::none || wanted == level::l1) && !may_ask_l1(in, what))
    {
        show_help_block(in, what.about, form_of(what), what.help_was_shown);
        to_digest(in, digest_line{digest_kind::not_asked, what.rule, what.reference});
        return in.log("not_asked", {{"rule", what.rule}});
    }
    const bool was_drill = s.is_open && s.is_drill && !what.is_drill;
    if (!s.is_open || was_drill)
        open_case(in, what);
    const auto level_before = s.now_at;
    const auto about_before = s.about;
    if (!note_signal(in, what, wanted))
    {
        in.repeats_status = what.from == source::person; // who asks again is answered again
        return;
    }
    in.raise_to(wanted, what.rule);
    s.wants_person = s.wants_person || what.from == source::person;
    s.has_item = s.has_item || what.from == source::item;
    choose_category(in, what, wanted, level_before);
    const bool has_risen = s.now_at > level_before;
    if (s.dialogue == dialogue_part::with_human)
        return take_signal_with_human(in, has_risen);
    if (!has_risen && is_asked_enough(in, what))
        return to_digest(in, digest_line{digest_kind::not_asked, what.rule, what.reference});
    if (!has_risen && waits_for_review(in, what, wanted))
    {
        show_help_block(in, what.about, form_of(what), what.help_was_shown);
        return to_digest(in, digest_line{digest_kind::not_asked, what.rule, what.reference});
    }
    speak(in, what, has_risen, about_before);
    if (in.is_urgent() && s.page == page_part::none)
        start_page(in);
    else if (has_risen && s.page != page_part::none)
        page_higher(in);
    if (s.is_drill && s.page == page_part::none && in.pages())
        return start_page(in); // nobody is there to be asked
    ask_or_not(in, what, has_risen);
}

void take_category(turn& in, const category_changed& what)
{
    auto& s = in.state;
    if (!s.is_open)
        return in.refuse(refusal::no_case);
    if (what.to == category::none)
        return in.refuse(refusal::bad_value);
    in.log(
        "category", {{"from", std::string(name_of(s.about))},
                     {"to", std::string(name_of(what.to))},
                     {"by", what.by}});
    const bool is_new = s.about != what.to;
    in.set_about(what.to);
    if (is_new && in.is_urgent() && s.dialogue != dialogue_part::with_human)
    {
        say_script(in, what.to);
        show_help_block(in, what.to, help_form::lines, false);
    }
}

} // namespace switchback::escalation
