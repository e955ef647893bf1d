#include "bot/core/run/safety_words.hpp"

#include "bot/core/run/help_message.hpp"

#include <utility>

namespace switchback::run {

void say_sentence(machine& in, const risk::help_sentence& sentence)
{
    auto made = help_message(sentence);
    in.say(std::move(made.text).take(), std::move(made.spans));
}

escalation::reading_place place_of(machine& in)
{
    const auto& safety = in.now().safety;
    escalation::reading_place out;
    out.language = safety && !safety->language.empty() ? std::string_view(safety->language)
                                                       : std::string_view(in.happened().language);
    out.country = in.now().country;
    out.now_ms = in.happened().time_ms;
    out.utc_offset_min = in.happened().utc_offset_min;
    return out;
}

void say_of_case(
    machine& in, std::string_view wording, const std::vector<escalation::argument>& with)
{
    say_sentence(in, escalation::render(wording, with, place_of(in)));
}

std::string words_of_case(machine& in, std::string_view wording)
{
    return risk::plain_text(escalation::render(wording, {}, place_of(in)));
}

void say_lines(machine& in)
{
    const auto lines = escalation::help_block(
        {escalation::category::none, escalation::help_form::lines, false}, place_of(in));
    // The first sentence says what this is, and stood in the help that asked for the country.
    for (std::size_t i = 1; i < lines.size(); ++i)
        say_sentence(in, lines[i]);
}

} // namespace switchback::run
