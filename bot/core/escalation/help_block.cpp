// The block of help: the compiled-in texts of the screen where words were written, else the lines
// of the client's country alone.
#include "bot/core/escalation/wording.hpp"

#include <algorithm>

namespace switchback::escalation {
namespace {

bool is_for_the_young(const risk::help_line& line)
{
    return line.purpose == "youth" || line.purpose == "child";
}

std::string_view phrase_of(const risk::help_line& line)
{
    if (line.channel == risk::line_channel::text)
        return line.word.empty() ? "phrase.text_line" : "phrase.text_word_line";
    return line.option.empty() ? "phrase.call_line" : "phrase.option_line";
}

std::string scheme_of(const risk::help_line& line)
{
    return line.channel == risk::line_channel::text ? "sms:" : "tel:";
}

// A line as a sentence, with its number as the link.
risk::help_sentence sentence_of(const risk::help_line& line, const reading_place& at)
{
    const bool is_plain = line.name == "Crisis line";
    const std::string service(is_plain ? wording_of("phrase.crisis_line", at.language) : line.name);
    auto out = render(
        phrase_of(line),
        {{"service", service, 0},
         {"number", std::string(line.number), 0},
         {"word", std::string(line.word), 0},
         {"option", std::string(line.option), 0}},
        at);
    std::string digits;
    std::ranges::copy_if(line.number, std::back_inserter(digits), [](char c) {
        return (c >= '0' && c <= '9') || c == '+';
    });
    // Cut the plain stretch around the number; the name of a service may hold it too, before it.
    auto& whole = out.spans.front().text;
    const auto begin = whole.rfind(line.number);
    if (begin == std::string::npos)
        return out;
    const auto end = begin + line.number.size();
    std::vector<risk::help_span> spans{
        {whole.substr(0, begin), {}}, {std::string(line.number), scheme_of(line) + digits}};
    if (end < whole.size())
        spans.push_back({whole.substr(end), {}});
    out.spans = std::move(spans);
    return out;
}

std::string name_of_country(const reading_place& at)
{
    const auto all = risk::countries(at.language);
    const auto found = std::ranges::find(all, at.country, &risk::help_country::code);
    return std::string(found == all.end() ? at.country : found->name);
}

risk::help_text_block lines_alone(bool is_youth, const reading_place& at)
{
    std::vector<risk::help_line> lines;
    for (const bool are_young : {true, false}) // those for the young first
        for (const auto& line : risk::lines_for(at.country))
            if (line.purpose != "emergency" && (is_youth && is_for_the_young(line)) == are_young)
                lines.push_back(line);
    risk::help_text_block out{render("help.program", {}, at)};
    if (lines.empty())
        out.push_back(render("help.directory", {}, at));
    else
        out.push_back(render("help.people", {}, at));
    const auto add = [&out](risk::help_sentence next) {
        risk::append(out.back(), "\n", std::move(next));
    };
    for (const auto& line : lines)
        add(sentence_of(line, at));
    if (at.known_from == risk::country_from::clinic && !lines.empty())
        add(render("help.clinic_country", {{"country", name_of_country(at), 0}}, at));
    // A number nobody checked is never shown without saying so.
    if (std::ranges::any_of(lines, &std::string_view::empty, &risk::help_line::verified_on))
        add(render("help.unverified", {}, at));
    out.push_back(render("help.danger", {}, at));
    return out;
}

} // namespace

risk::help_text_block help_block(const show_help& what, const reading_place& at)
{
    const auto about = help_category_of(what.about);
    if (what.form == help_form::urgently)
        return risk::crisis_help(at.country, at.language, about, at.known_from);
    if (what.form == help_form::softly)
        return risk::ask_help(at.country, at.language, about, at.known_from);
    return lines_alone(what.is_youth, at);
}

} // namespace switchback::escalation
