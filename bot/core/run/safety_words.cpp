// The compiled-in sentences of a case in the chat, and the lines of its log that name them: every
// wording with its version and language, and the table of the numbers shown.
#include "bot/core/run/safety_words.hpp"
#include "bot/core/risk/crisis_help.hpp"
#include "bot/core/run/help_message.hpp"

#include <algorithm>
#include <utility>

namespace switchback::run {
namespace {

void say_sentence(machine& in, const risk::help_sentence& sentence)
{
    auto made = help_message(sentence);
    in.say(std::move(made.text).take(), std::move(made.spans));
}

// The blocks that say they are a program, by the names of their sentences.
bool says_software(const risk::help_sentence& sentence)
{
    const std::string_view wording = sentence.wording;
    return wording.starts_with("crisis.") || wording.starts_with("reach_a_person.") ||
           wording.starts_with("case.help.program") ||
           (wording.starts_with("ask.") && !wording.starts_with("ask.medical."));
}

// What is said around an open case is on its record; the rest is no matter of a case.
void log_around_case(machine& in, std::string_view wording)
{
    const auto& safety = in.now().safety;
    if (safety && safety->held.is_open)
        in.emit(case_effect{escalation::log_line{
            "shown", {{"wording", escalation::wording_id(wording, place_of(in).language)}}}});
}

} // namespace

escalation::reading_place place_of(machine& in)
{
    const auto& safety = in.now().safety;
    escalation::reading_place out;
    out.language = safety && !safety->language.empty() ? std::string_view(safety->language)
                                                       : std::string_view(in.happened().language);
    out.country = in.now().country;
    const auto* clinic = in.happened().clinic;
    if (out.country.empty() && clinic != nullptr && !clinic->country.empty())
    {
        out.country = clinic->country;
        out.known_from = risk::country_from::clinic;
    }
    out.now_ms = in.happened().time_ms;
    out.utc_offset_min = in.happened().utc_offset_min;
    return out;
}

void say_help(machine& in, const risk::help_text_block& help)
{
    if (std::ranges::any_of(help, says_software))
        in.now().told_software_ms = in.happened().time_ms; // not twice in a moment like this
    std::string wordings;
    for (const auto& sentence : help)
    {
        say_sentence(in, sentence);
        if (!sentence.wording.empty())
            wordings.append(wordings.empty() ? "" : " ").append(sentence.wording);
    }
    const auto country = place_of(in).country;
    in.emit(case_effect{escalation::log_line{
        "help_shown",
        {{"wording", std::move(wordings)},
         {"lines", std::string(risk::lines_version())},
         {"country", std::string(country.empty() ? "none" : country)}}}});
}

void say_decided(machine& in, const escalation::show& what)
{
    say_sentence(in, escalation::render(what.wording, what.arguments, place_of(in)));
}

void say_of_case(machine& in, std::string_view wording)
{
    log_around_case(in, wording);
    say_sentence(in, escalation::render(wording, {}, place_of(in)));
}

std::string question_of_case(machine& in, std::string_view wording)
{
    log_around_case(in, wording);
    return words_of_case(in, wording);
}

std::string words_of_case(machine& in, std::string_view wording)
{
    return risk::plain_text(escalation::render(wording, {}, place_of(in)));
}

void say_lines(machine& in)
{
    auto lines = escalation::help_block(
        {escalation::category::none, escalation::help_form::lines, false}, place_of(in));
    // The first sentence says what this is, and stood in the help that asked for the country.
    if (!lines.empty())
        lines.erase(lines.begin());
    say_help(in, lines);
}

} // namespace switchback::run
