#include "bot/core/run/asides.hpp"

#include "bot/core/risk/crisis_help.hpp"
#include "bot/core/run/aside_choices.hpp"
#include "bot/core/run/commands.hpp"
#include "bot/core/run/country_aside.hpp"
#include "bot/core/run/help_message.hpp"
#include "bot/core/run/navigation.hpp"
#include "bot/core/run/safety.hpp"
#include "bot/core/run/safety_asides.hpp"
#include "bot/core/run/safety_words.hpp"
#include "bot/core/run/waiting.hpp"
#include "bot/core/run/wording.hpp"

#include <algorithm>

namespace switchback::run {
namespace {

void ask_aside(machine& in)
{
    const auto& top = in.now().asides.back();
    if (top.kind == aside_kind::safety)
        return ask_safety(in, aside_form(in));
    if (top.kind == aside_kind::contact)
        return ask_contact(in, aside_form(in));
    auto words = aside_question(in, top);
    if (top.kind == aside_kind::country)
        words = question_of_case(in, "chat.which_country");
    else if (is_of_case(top.kind))
        words = question_of_case(in, "chat.go_on_or_stop");
    in.ask_with(std::move(words), aside_form(in));
}

void pop(machine& in)
{
    in.now().asides.pop_back();
}

void close_country(machine& in, const std::string& key)
{
    pop(in);
    keep_country(in, key);
    return has_aside(in) ? reask_aside(in) : return_to_run(in);
}

// What was typed where a country is asked and is none: true when it said to go on without.
bool passes_country(machine& in, const reply& given)
{
    if (given.how != reply::kind::words)
        return false;
    const auto& asides = in.now().asides;
    const auto* next = asides.size() < 2 ? nullptr : &asides[asides.size() - 2];
    const bool answers_next = next != nullptr && next->kind != aside_kind::contact &&
                              !key_meant(in, *next, given).empty();
    if (!answers_next && !is_go_on(in, given.words))
        return false;
    pop(in);
    answers_next ? answer_aside(in, given) : return_to_run(in);
    return true;
}

// A country named where something else is asked: a sentence of the help asks for that.
bool takes_country(machine& in, const aside& top, const reply& given)
{
    const bool may_name = top.kind == aside_kind::safety || is_of_case(top.kind) ||
                          (top.kind == aside_kind::contact && asks_number(top));
    if (!may_name || given.how != reply::kind::words)
        return false;
    auto country = country_named(in, given.words);
    if (country.empty())
        return false;
    std::erase_if(
        in.now().asides, [](const aside& one) { return one.kind == aside_kind::country; });
    keep_country(in, std::move(country));
    reask_aside(in);
    return true;
}

void close_help(machine& in, const std::string& key)
{
    pop(in);
    if (key == "person")
        return offer_person(in, "asked");
    if (key == "plan")
        show_plan(in);
    else if (key == "how")
        in.say(wording::of(in).how_it_works());
    return_to_run(in);
}

void close_stop(machine& in, const std::string& key)
{
    pop(in);
    if (key == "pause")
        return pause_here(in);
    if (key != "end" || !in.has_run())
        return return_to_run(in);
    in.say(wording::of(in).stopped());
    in.end_run("stopped");
}

void close_change(machine& in, const std::string& key, const aside& top)
{
    pop(in);
    if (key != "yes" || !in.has_run())
        return return_to_run(in);
    change_by_token(in, top.about);
}

// Nobody understood the reply: it is said, and asked again.
void stay_unclear(machine& in, const aside& top)
{
    in.out().took = route::unclear;
    if (top.kind == aside_kind::country)
        say_of_case(in, "chat.no_such_country");
    else if (is_of_case(top.kind))
        say_of_case(in, "chat.unclear");
    else
        in.say(wording::of(in).unclear_first());
    ask_aside(in);
}

// Does what was chosen in an aside of the engine's own or beside the case.
void close_aside(machine& in, const aside& top, const std::string& key)
{
    switch (top.kind)
    {
    case aside_kind::crisis:
        if (take_offer(in, key))
            return;
        [[fallthrough]];
    case aside_kind::person:
        pop(in);
        return key == "stop" ? pause_here(in) : return_to_run(in);
    case aside_kind::country:
        return close_country(in, key);
    case aside_kind::help:
        return close_help(in, key);
    case aside_kind::erase:
        pop(in);
        if (key != "delete")
        {
            in.say(wording::of(in).kept());
            return return_to_run(in);
        }
        return erase_all(in);
    case aside_kind::stop:
        return close_stop(in, key);
    case aside_kind::change_old:
        return close_change(in, key, top);
    case aside_kind::offer:
        pop(in);
        if (key == "yes")
            return start_flow(in, top.flow, top.given);
        in.say(wording::of(in).not_now());
        return return_to_run(in);
    case aside_kind::safety:
    case aside_kind::contact:
        return; // taken above
    }
}

// Who asks for a person in another language than the page's is answered in theirs.
void follow_language(machine& in)
{
    const bool is_typed = in.happened().kind == event_kind::say;
    const auto language =
        is_typed ? language_of_command(in.happened().words.reveal()) : std::string_view{};
    auto& kept = in.now().safety;
    if (language.empty() || (kept && kept->held.is_open))
        return;
    if (!kept)
        kept.emplace();
    kept->language = language;
}

} // namespace

void offer_person(machine& in, std::string_view why, risk::category about, bool was_asked)
{
    const bool named = about != risk::category::none;
    in.emit(hand_off{std::string(why), named});
    escalation::signal what;
    if (named)
    {
        what.from = escalation::source::item;
        what.about = escalation::category_of(about);
        what.rule = "handoff";
        what.item = std::string(why);
        what.value = 1;
        what.was_asked = was_asked;
        return raise(in, std::move(what));
    }
    if (has_responders(in) || is_with_human(in))
    {
        what.from = escalation::source::person;
        what.rule = "person";
        follow_language(in);
        return raise(in, std::move(what));
    }
    const auto at = place_of(in);
    say_help(in, risk::reach_a_person(at.country, in.happened().language, at.known_from));
    in.push_aside(aside_kind::person);
    if (in.now().country.empty())
        in.push_aside(aside_kind::country);
    ask_aside(in);
}

void erase_all(machine& in)
{
    if (must_be_kept(in))
    {
        in.say(wording::of(in).kept_for_now());
        return return_to_run(in);
    }
    in.say(wording::of(in).erased());
    in.emit(erase_everything{});
}

void open_aside(machine& in, aside_kind kind)
{
    in.push_aside(kind);
    ask_aside(in);
}

void open_change_old(machine& in, std::uint32_t token, const flow::value& sent)
{
    auto& made = in.push_aside(aside_kind::change_old);
    made.about = token;
    made.sent = sent;
    ask_aside(in);
}

void open_offer(machine& in, const std::string& flow_id, const std::vector<flow::field>& given)
{
    auto& made = in.push_aside(aside_kind::offer);
    made.flow = flow_id;
    made.given = given;
    ask_aside(in);
}

input_form aside_form(machine& in)
{
    const auto& top = in.now().asides.back();
    input_form form;
    form.kind = top.kind == aside_kind::contact ? "text" : "one";
    form.choices = aside_choices(in, top);
    form.optional = top.kind != aside_kind::erase;
    form.sensitive = top.kind == aside_kind::contact;
    form.token = top.token;
    return form;
}

bool has_aside(machine& in)
{
    return !in.now().asides.empty();
}

void reask_aside(machine& in)
{
    in.now().asides.back().token = ++in.now().last_token;
    ask_aside(in);
}

void answer_aside(machine& in, const reply& given)
{
    const auto top = in.now().asides.back();
    if (takes_country(in, top, given))
        return;
    if (top.kind == aside_kind::contact)
        return answer_contact(in, given);
    if (top.kind == aside_kind::safety)
        return answer_safety(
            in, given.how == reply::kind::skip ? std::string() : key_meant(in, top, given), given);
    if (given.how == reply::kind::skip ||
        (top.kind == aside_kind::country && given.how == reply::kind::words &&
         is_kept_back(in, given.words)))
    {
        pop(in);
        return has_aside(in) ? reask_aside(in) : return_to_run(in);
    }
    const auto key = key_meant(in, top, given);
    if (key.empty() && top.kind == aside_kind::country && passes_country(in, given))
        return;
    if (key.empty() && is_of_case(top.kind) && given.how == reply::kind::words && is_waiting(in))
        return take_while_waiting(in);
    key.empty() ? stay_unclear(in, top) : close_aside(in, top, key);
}

std::string meaning_to_top(machine& in, std::string_view words)
{
    return key_meant(in, in.now().asides.back(), {reply::kind::words, words, nullptr});
}

void go_on_asking(machine& in)
{
    const auto& said = in.out().messages;
    if (said.empty() || !said.back().input)
        return_to_run(in);
}

void return_to_run(machine& in)
{
    if (is_with_human(in))
        return; // nothing is asked beside their talk
    if (has_aside(in))
        return reask_aside(in);
    if (in.has_run())
        in.reask();
}

} // namespace switchback::run
