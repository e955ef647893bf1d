#include "bot/core/run/aside_choices.hpp"

#include "bot/core/answers/answer_kind.hpp"
#include "bot/core/run/country_aside.hpp"
#include "bot/core/run/safety_asides.hpp"
#include "bot/core/run/safety_words.hpp"
#include "bot/core/run/wording.hpp"

#include <array>

namespace switchback::run {
namespace {

struct button
{
    std::string_view key;
    wording::of_any_language label;
};

std::span<const button> buttons_of(aside_kind kind)
{
    using wording::sentences;
    static constexpr std::array<button, 4> help{
        {{"person", &sentences::want_person},
         {"plan", &sentences::show_net},
         {"how", &sentences::how_works},
         {"go_on", &sentences::go_on}}};
    static constexpr std::array<button, 2> erase{
        {{"keep", &sentences::keep_it}, {"delete", &sentences::delete_all}}};
    static constexpr std::array<button, 3> stop{
        {{"go_on", &sentences::go_on},
         {"pause", &sentences::pause_place},
         {"end", &sentences::end_it}}};
    static constexpr std::array<button, 2> yes_no{
        {{"yes", &sentences::yes}, {"no", &sentences::no}}};
    switch (kind)
    {
    case aside_kind::help:
        return help;
    case aside_kind::erase:
        return erase;
    case aside_kind::stop:
        return stop;
    case aside_kind::change_old:
    case aside_kind::offer:
        return yes_no;
    case aside_kind::crisis:
    case aside_kind::person:
    case aside_kind::country:
    case aside_kind::safety:
    case aside_kind::contact:
        return {}; // in the case's own words
    }
    return {};
}

// A button's words in every language: who writes in two is understood.
std::vector<std::string> labels_of(aside_kind kind, std::string_view key)
{
    for (const auto& one : buttons_of(kind))
        if (one.key == key)
            return wording::in_all_languages(one.label);
    return {};
}

// "Yes" and "no" read as the gentle choice of each aside; never as consent to delete.
std::string
gentle_key(aside_kind kind, std::string_view words, const answers::answer_context& context)
{
    answers::ask_spec yesno;
    yesno.kind = answers::find("yesno");
    const auto said = yesno.kind->from_words(yesno, {}, words, context);
    if (said.how != answers::understanding::understood)
        return {};
    const bool yes = said.answer == flow::value{true};
    switch (kind)
    {
    case aside_kind::crisis:
        return {}; // to "go on, or stop?" either word could mean either
    case aside_kind::person:
        return yes ? "go_on" : "stop";
    case aside_kind::change_old:
    case aside_kind::offer:
    case aside_kind::safety:
        return yes ? "yes" : "no";
    case aside_kind::erase:
        return yes ? "" : "keep";
    default:
        return {};
    }
}

} // namespace

bool is_of_case(aside_kind kind) noexcept
{
    return kind == aside_kind::crisis || kind == aside_kind::person;
}

std::string aside_question(machine& in, const aside& top)
{
    const auto& ours = wording::of(in);
    switch (top.kind)
    {
    case aside_kind::help:
        return ours.help();
    case aside_kind::erase:
        return ours.erase_really();
    case aside_kind::stop:
        return ours.stop_really();
    case aside_kind::change_old:
        return ours.change_really();
    case aside_kind::offer:
        return ours.offer(in.title_of(top.flow));
    case aside_kind::crisis:
    case aside_kind::person:
    case aside_kind::country:
    case aside_kind::safety:
    case aside_kind::contact:
        break; // in the case's own words
    }
    return {};
}

std::vector<choice> aside_choices(machine& in, const aside& top)
{
    std::vector<choice> out;
    if (top.kind == aside_kind::country)
        return country_choices(in);
    if (top.kind == aside_kind::safety)
        return safety_choices(in);
    if (top.kind == aside_kind::crisis)
        out = offered_choices(in);
    if (is_of_case(top.kind))
    {
        // Without a run there is nothing to go on with, but the way out must stay.
        out.push_back({"go_on", words_of_case(in, in.has_run() ? "chat.go_on" : "chat.all_right")});
        out.push_back({"stop", words_of_case(in, "chat.stop")});
    }
    const auto& ours = wording::of(in);
    for (const auto& one : buttons_of(top.kind))
        // Without a run there is nothing to go on with, but the way out must stay.
        out.push_back(
            {std::string(one.key),
             one.key == "go_on" && !in.has_run() ? ours.all_right() : (ours.*one.label)()});
    return out;
}

std::string key_meant(machine& in, const aside& top, const reply& given)
{
    answers::ask_spec spec;
    spec.kind = answers::find("one");
    std::vector<std::string> labels;
    for (const auto& one : aside_choices(in, top))
    {
        answers::option option;
        option.key = one.key;
        option.also =
            top.kind == aside_kind::country ? other_names(one.key) : labels_of(top.kind, one.key);
        spec.options.push_back(std::move(option));
        labels.push_back(one.label);
    }
    const answers::answer_context context{in.happened().language, {}, 0};
    const auto parsed = given.how == reply::kind::sent
                            ? spec.kind->from_input(spec, *given.sent)
                            : spec.kind->from_words(spec, labels, given.words, context);
    if (parsed.how == answers::understanding::understood)
        if (const auto* key = parsed.answer.as<std::string>())
            return *key;
    return given.how == reply::kind::words ? gentle_key(top.kind, given.words, context)
                                           : std::string();
}

} // namespace switchback::run
