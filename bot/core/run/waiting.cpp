#include "bot/core/run/waiting.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/run/asides.hpp"
#include "bot/core/run/safety_asides.hpp"
#include "bot/core/run/safety_words.hpp"
#include "bot/core/run/tell_case.hpp"

namespace switchback::run {

bool is_waiting(machine& in)
{
    if (!in.now().safety || !in.now().safety->held.is_open)
        return false;
    const auto& held = in.now().safety->held;
    return held.page != escalation::page_part::none && !held.has_no_responders &&
           held.dialogue != escalation::dialogue_part::asking &&
           held.dialogue != escalation::dialogue_part::with_human;
}

void take_while_waiting(machine& in)
{
    in.out().took = route::person;
    in.because("the clinic is being reached, so the words are kept for whoever opens the case");
    say_of_case(in, "chat.kept");
    if (!has_aside(in))
        in.push_aside(aside_kind::crisis);
    reask_aside(in);
}

bool is_case_in_front(machine& in)
{
    if (!has_aside(in))
        return is_waiting(in) && !in.has_run();
    const auto kind = in.now().asides.back().kind;
    return kind == aside_kind::safety || kind == aside_kind::contact ||
           (is_waiting(in) && (kind == aside_kind::crisis || kind == aside_kind::country));
}

bool keeps_number(machine& in, std::string_view words)
{
    if (!in.now().safety || !in.now().safety->held.is_open || !has_phone_number(words))
        return false;
    const auto& held = in.now().safety->held;
    const bool asks_to_tell = held.open_question == escalation::question::tell;
    const bool is_being_asked = has_aside(in) && in.now().asides.back().kind == aside_kind::contact;
    if (held.may_be_called || is_being_asked || held.has_no_responders ||
        (held.page == escalation::page_part::none && !asks_to_tell))
        return false;
    in.out().took = route::person;
    in.because("a phone number was written while the clinic is being reached");
    // "Call me on ..." is a yes to "Shall I tell the clinic?".
    if (asks_to_tell)
        static_cast<void>(
            tell_case(in, escalation::answered{held.question_token, escalation::answer::yes}));
    keep_contact_number(in, words);
    say_of_case(in, "chat.number_kept");
    static_cast<void>(tell_case(in, escalation::gave_safe_contact{true}));
    go_on_asking(in);
    return true;
}

bool has_phone_number(std::string_view words) noexcept
{
    constexpr std::string_view between = " -./()+";
    std::size_t digits = 0;
    for (const char c : words)
    {
        if (c >= '0' && c <= '9')
            ++digits;
        else if (between.find(c) == std::string_view::npos)
            digits = 0;
        if (digits >= limits::phone_digits_least)
            return true;
    }
    return false;
}

} // namespace switchback::run
