#include "bot/core/run/obey.hpp"

#include "bot/core/run/asides.hpp"
#include "bot/core/run/navigation.hpp"
#include "bot/core/run/safety.hpp"
#include "bot/core/run/safety_words.hpp"
#include "bot/core/run/second_thoughts.hpp"
#include "bot/core/run/tell_case.hpp"
#include "bot/core/run/waiting.hpp"

#include <algorithm>

namespace switchback::run {
namespace {

bool has_spoken(machine& in)
{
    return std::ranges::any_of(
        in.out().messages, [](const message& one) { return one.from == sender::bot; });
}

// "Is anyone there?" is no wish for a person yet: what is true is said, and how to get one.
void tell_presence(machine& in)
{
    const auto& safety = in.now().safety;
    const bool is_told =
        safety && safety->held.is_open && safety->held.page != escalation::page_part::none;
    if (is_told)
        static_cast<void>(tell_case(in, escalation::came_back{})); // which says where it stands
    else if (!has_spoken(in)) // else it was said just now, as every few hours
        say_of_case(in, "about.software");
    say_of_case(in, "about.person");
    go_on_asking(in);
}

// While somebody is being reached, "help" is the lines and where it stands, not how the chat works.
void help_in_case(machine& in)
{
    static_cast<void>(tell_case(in, escalation::asked_for_help{}));
    if (is_waiting(in))
        static_cast<void>(tell_case(in, escalation::came_back{}));
    go_on_asking(in);
}

} // namespace

void obey(machine& in, command what)
{
    in.because(std::string("took the whole message as the command ") + std::string(name_of(what)));
    in.out().took = route::navigate;
    switch (what)
    {
    case command::person:
        in.out().took = route::person;
        return offer_person(in, "asked");
    case command::stop:
        in.out().took = route::pause;
        if (is_case_in_front(in))
            return pause_here(in); // nothing is ended for good in a bad hour
        return in.has_run() ? open_aside(in, aside_kind::stop) : pause_here(in);
    case command::pause:
        in.out().took = route::pause;
        return pause_here(in);
    case command::erase:
        in.out().took = route::pause;
        // Said in answer to "Delete it?", the command is the confirmation.
        if (has_aside(in) && in.now().asides.back().kind == aside_kind::erase &&
            in.happened().kind == event_kind::say)
        {
            const flow::value confirmed{std::string("delete")};
            return answer_aside(in, {reply::kind::sent, {}, &confirmed});
        }
        return open_aside(in, aside_kind::erase);
    case command::back:
        return go_back(in);
    case command::repeat:
        return return_to_run(in);
    case command::help:
        if (is_case_in_front(in))
            return help_in_case(in);
        return open_aside(in, aside_kind::help);
    case command::skip:
        return skip_open(in);
    case command::plan:
        show_plan(in);
        return return_to_run(in);
    case command::why:
        return tell_why(in);
    case command::where:
        return tell_where(in);
    case command::software:
        if (!has_spoken(in)) // else it was said just now, as every few hours
            say_of_case(in, "about.software");
        say_of_case(in, "about.person");
        return return_to_run(in);
    case command::presence:
        return tell_presence(in);
    case command::keeping:
        say_of_case(in, "about.keeping");
        return return_to_run(in);
    case command::illness:
        say_of_case(in, "about.illness");
        return return_to_run(in);
    case command::second_thought:
    case command::retraction:
    case command::not_contacted:
        in.out().took = route::safety;
        return take_second_thought(in, what);
    }
}

} // namespace switchback::run
