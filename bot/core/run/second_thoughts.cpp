#include "bot/core/run/second_thoughts.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/run/asides.hpp"
#include "bot/core/run/safety.hpp"
#include "bot/core/run/safety_words.hpp"
#include "bot/core/run/tell_case.hpp"
#include "bot/core/run/waiting.hpp"

namespace switchback::run {

bool was_asked_today(machine& in)
{
    if (!in.now().safety)
        return false;
    const auto& held = in.now().safety->held;
    return held.dialogue != escalation::dialogue_part::asking && !held.answers.empty() &&
           in.happened().time_ms - held.asked_l1_ms < limits::asked_once_ms;
}

bool has_meaning_now(machine& in, command what)
{
    const bool is_of_case = what == command::second_thought || what == command::retraction ||
                            what == command::not_contacted;
    if (!is_of_case)
        return true;
    if (what == command::second_thought)
        return was_asked_today(in);
    if (!in.now().safety)
        return false;
    const auto& held = in.now().safety->held;
    if (what == command::retraction)
        return held.is_open;
    return held.is_open && (held.is_contacted || is_waiting(in)) &&
           held.dialogue != escalation::dialogue_part::with_human;
}

void take_second_thought(machine& in, command what)
{
    if (what == command::retraction)
    {
        static_cast<void>(tell_case(in, escalation::retracted{}));
        return go_on_asking(in);
    }
    if (what == command::not_contacted)
    {
        // Said once more while the next ones are called, it is kept like any other word.
        if (tell_case(in, escalation::contact_denied{}) != escalation::refusal::none)
            say_of_case(in, "chat.kept");
        return go_on_asking(in);
    }
    const auto& held = in.now().safety->held;
    escalation::signal heard;
    heard.from = escalation::source::text;
    heard.about = held.about;
    if (heard.about == escalation::category::none)
        heard.about = escalation::category::suicide;
    heard.outcome = risk::outcome::ask;
    // As grave as what they said no to, or an open case would keep it for its review unasked.
    heard.at_least = held.is_open && held.now_at == escalation::level::l2 ? escalation::level::l2
                                                                          : escalation::level::l1;
    heard.rule = "said.second_thought@1";
    raise(in, std::move(heard));
}

} // namespace switchback::run
