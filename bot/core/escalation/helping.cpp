// What the client is given at once: the block of help with its lines, and what to do first.
#include "bot/core/escalation/turn.hpp"
#include "bot/core/escalation/wording.hpp"

namespace switchback::escalation {
namespace {

std::string form_words(help_form form)
{
    switch (form)
    {
    case help_form::lines:
        return "lines";
    case help_form::softly:
        return "softly";
    case help_form::urgently:
        return "urgently";
    }
    return {};
}

// The block for danger to oneself tells to be near somebody, so where home is not safe the other
// one is shown.
void show_help_now(turn& in, category about, help_form form)
{
    auto& s = in.state;
    const auto shown =
        s.is_careful_at_home && is_about_self(about) ? category::present_abuse : about;
    in.emit(show_help{shown, form, in.client.age == age_band::under_18});
    in.log("help", {{"category", std::string(name_of(shown))}, {"form", form_words(form)}});
    s.helped_ms = in.now_ms;
    s.helped_about = about;
    s.was_helped_urgently = form == help_form::urgently;
}

} // namespace

bool is_about_self(category about)
{
    return about == category::none || about == category::suicide || about == category::self_harm;
}

help_form form_of(const signal& what)
{
    // "Something you wrote" is said only of what was written, and of what the screen has words for.
    if (what.from != source::text || has_own_script(what.about))
        return help_form::lines;
    return what.outcome == risk::outcome::crisis ? help_form::urgently : help_form::softly;
}

// The same block at most once in ten minutes; what the screen showed before this was durable
// counts. True when the client has it before them now.
bool show_help_block(turn& in, category about, help_form form, bool was_shown)
{
    auto& s = in.state;
    if (was_shown)
    {
        in.log(
            "help", {{"category", std::string(name_of(about))},
                     {"form", form_words(form)},
                     {"at_once", "true"}});
        s.helped_ms = in.now_ms;
        s.helped_about = about;
        s.was_helped_urgently = form == help_form::urgently;
        return true;
    }
    const bool is_enough = s.was_helped_urgently || form != help_form::urgently;
    const bool is_same = help_category_of(s.helped_about) == help_category_of(about) && is_enough;
    const bool is_recent = s.helped_ms != 0 && in.now_ms - s.helped_ms < limits::help_block_ms;
    if (!in.is_heard() || (is_recent && is_same))
        return false;
    show_help_now(in, about, form);
    return true;
}

void say_script(turn& in, category about)
{
    if (!in.is_heard())
        return;
    const auto script = about == category::none ? category::suicide : about;
    for (const auto path : wordings_under(std::string("script.").append(name_of(script))))
        in.say(std::string(path));
    // Being with someone helps against one's own hand, and may harm where the danger is at home.
    if ((script == category::suicide || script == category::self_harm) &&
        !in.state.is_careful_at_home)
        in.say("with_someone");
}

void take_help_wish(turn& in)
{
    in.state.is_away_quietly = false; // who asks is there
    if (in.is_heard())
        show_help_now(in, in.state.is_open ? in.state.about : category::none, help_form::lines);
}

} // namespace switchback::escalation
