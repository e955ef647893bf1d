#include "bot/core/run/safety_asides.hpp"

#include "bot/core/answers/answer_kind.hpp"
#include "bot/core/escalation/status.hpp"
#include "bot/core/run/asides.hpp"
#include "bot/core/run/ladder_words.hpp"
#include "bot/core/run/navigation.hpp"
#include "bot/core/run/safety.hpp"
#include "bot/core/run/safety_words.hpp"
#include "bot/core/run/tell_case.hpp"
#include "bot/core/run/waiting.hpp"

#include <algorithm>
#include <array>

namespace switchback::run {
namespace {

constexpr std::string_view grounding_flow = "ground-and-breathe";
constexpr std::string_view contact_collection = "safe_contact";

struct contact_question
{
    std::string_view name;
    bool needs_number; // makes no sense without one
};

constexpr std::array<contact_question, 6> contact_questions{{
    {"number", false},
    {"voicemail", true},
    {"name", true},
    {"means", false},
    {"must_not", false},
    {"place", false}, // asked where somebody may have to send help
}};

escalation::answer answer_named(std::string_view key)
{
    using escalation::answer;
    for (auto one = answer::no; one <= answer::unclear;
         one = static_cast<answer>(static_cast<unsigned>(one) + 1))
        if (name_of(one) == key)
            return one;
    return answer::none;
}

bool has_number(const aside& top)
{
    return flow::find(top.given, "number") != nullptr;
}

// The next question that makes sense, from `at` on; the count of all when there is none.
std::uint32_t contact_from(machine& in, const aside& top, std::uint32_t at)
{
    const bool is_urgent = in.now().safety->held.now_at >= escalation::level::l3;
    for (; at < contact_questions.size(); ++at)
    {
        const auto& one = contact_questions[at];
        if ((one.needs_number && !has_number(top)) || (one.name == "place" && !is_urgent))
            continue;
        break;
    }
    return at;
}

// "No" to "which number may a person call?" is no number.
bool is_declined(machine& in, const reply& given)
{
    if (given.how == reply::kind::skip || given.words.empty())
        return true;
    answers::ask_spec spec;
    spec.kind = answers::find("yesno");
    const auto said = spec.kind->from_words(spec, {}, given.words, {in.happened().language, {}, 0});
    return said.how == answers::understanding::understood && said.answer == flow::value{false};
}

void keep_contact(machine& in, const aside& top)
{
    if (!top.given.empty())
        in.emit(put_record{
            std::string(contact_collection), std::string(contact_collection), in.happened().time_ms,
            top.given});
}

// What is no number may be anything, and urgent: these questions must not swallow it.
void leave_contact(machine& in)
{
    in.now().asides.pop_back();
    say_of_case(in, "contact.not_number");
    static_cast<void>(tell_case(in, escalation::gave_safe_contact{false}));
    return_to_run(in);
}

// A question to the program is answered, and the ladder's stands: no answer is made of it.
bool is_question(const reply& given)
{
    return given.how == reply::kind::words &&
           (given.words.find('?') != std::string_view::npos ||
            given.words.find("\u00bf") != std::string_view::npos);
}

} // namespace

void ask_safety(machine& in, input_form form)
{
    const auto& asked = in.now().safety->asked;
    for (const auto& one : asked.before)
        say_of_case(in, one);
    in.ask_with(words_of_case(in, asked.wording), std::move(form));
}

std::vector<choice> safety_choices(machine& in)
{
    std::vector<choice> out;
    for (const auto& [answer, wording] : in.now().safety->asked.buttons)
        out.push_back({std::string(name_of(answer)), words_of_case(in, wording)});
    return out;
}

void answer_safety(machine& in, std::string_view key, const reply& given)
{
    const auto token = in.now().asides.back().about;
    const auto asked = in.now().safety->held.open_question;
    auto was = given.how == reply::kind::skip ? escalation::answer::rather_not : answer_named(key);
    if (given.how == reply::kind::words)
        if (const auto meant = ladder_answer(asked, given.words); meant != escalation::answer::none)
            was = meant;
    if (was == escalation::answer::none)
    {
        if (given.how == reply::kind::sent)
            return reask_aside(in);
        if (is_question(given))
        {
            say_of_case(in, "ask.program");
            return reask_aside(in);
        }
        was = answer_not_understood(asked);
        if (was == escalation::answer::unclear)
            in.out().took = route::unclear;
    }
    if (tell_case(in, escalation::answered{token, was}) == escalation::refusal::none)
        return;
    // A question of an earlier turn: it no longer stands.
    in.now().asides.pop_back();
    return_to_run(in);
}

void answer_safety_in_passing(machine& in, risk::category found)
{
    // Below a question of the country, say, it still is what the words are about.
    auto& asides = in.now().asides;
    const auto at = std::ranges::find(asides, aside_kind::safety, &aside::kind);
    if (at == asides.end())
        return return_to_run(in);
    const bool was_shown = at + 1 == asides.end();
    asides.erase(at + 1, asides.end());
    if (!was_shown)
        return reask_aside(in);
    const auto& words = in.happened().words.reveal();
    auto key = meaning_to_top(in, words);
    const bool is_about_it = found == risk::category::suicide &&
                             in.now().safety->held.open_question == escalation::question::thoughts;
    if (key.empty() && is_about_it)
        key = name_of(escalation::answer::yes);
    if (key.empty())
        return go_on_asking(in);
    answer_safety(in, key, {reply::kind::words, words, nullptr});
    go_on_asking(in);
}

bool asks_number(const aside& top)
{
    return top.about < contact_questions.size() && contact_questions[top.about].name == "number";
}

void ask_contact(machine& in, input_form form)
{
    const auto& top = in.now().asides.back();
    if (top.about == 0 && top.given.empty())
        say_of_case(in, "contact.intro");
    const auto& question =
        contact_questions[std::min<std::size_t>(top.about, contact_questions.size() - 1)];
    in.ask_with(
        question_of_case(in, std::string("contact.").append(question.name)), std::move(form));
}

void answer_contact(machine& in, const reply& given)
{
    auto& top = in.now().asides.back();
    const auto at = std::min<std::size_t>(top.about, contact_questions.size() - 1);
    const auto& question = contact_questions[at];
    if (question.name == "number" && !is_declined(in, given) && !has_phone_number(given.words))
        return leave_contact(in);
    if (question.name == "voicemail" ? given.how != reply::kind::skip : !is_declined(in, given))
        top.given.push_back({std::string(question.name), {std::string(given.words)}});
    keep_contact(in, top);
    top.about = contact_from(in, top, static_cast<std::uint32_t>(at) + 1);
    if (top.about < contact_questions.size())
        return reask_aside(in);
    const bool may_be_called = has_number(top);
    in.now().asides.pop_back();
    const auto said = in.out().messages.size();
    static_cast<void>(tell_case(in, escalation::gave_safe_contact{may_be_called}));
    if (in.out().messages.size() == said || !has_aside(in))
        return_to_run(in);
}

void keep_contact_number(machine& in, std::string_view words)
{
    auto& asides = in.now().asides;
    const auto at = std::ranges::find(asides, aside_kind::contact, &aside::kind);
    aside alone;
    auto& to = at == asides.end() ? alone : *at;
    to.given.push_back({"number", {std::string(words)}});
    keep_contact(in, to);
}

std::vector<choice> offered_choices(machine& in)
{
    std::vector<choice> out;
    if (!in.now().safety || !in.now().safety->held.is_open)
        return out;
    for (const auto one : escalation::offered(in.now().safety->held).what)
    {
        // The page has its own way out, always in the same place; and an exercise needs its flow.
        if (one == escalation::offering::quick_exit ||
            (one == escalation::offering::grounding &&
             in.bundles().current(grounding_flow) == nullptr))
            continue;
        const std::string key(name_of(one));
        out.push_back({key, words_of_case(in, "offer." + key)});
    }
    return out;
}

bool take_offer(machine& in, std::string_view key)
{
    if (!in.now().safety)
        return false;
    if (key == name_of(escalation::offering::plan))
    {
        show_plan(in);
    }
    else if (key == name_of(escalation::offering::grounding))
    {
        start_flow(in, std::string(grounding_flow), {});
        return true;
    }
    else if (key == name_of(escalation::offering::lines))
    {
        static_cast<void>(tell_case(in, escalation::asked_for_help{}));
        if (in.now().country.empty())
            return true; // which was asked for
    }
    else if (key == name_of(escalation::offering::person))
    {
        offer_person(in, "asked");
        return true;
    }
    else if (key == name_of(escalation::offering::draft))
    {
        say_of_case(in, "draft.intro");
        say_of_case(in, "draft.someone");
    }
    else if (key == name_of(escalation::offering::check_again))
    {
        static_cast<void>(tell_case(in, escalation::asked_to_check_again{}));
    }
    else
    {
        return false;
    }
    reask_aside(in);
    return true;
}

} // namespace switchback::run
