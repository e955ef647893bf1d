#include "bot/core/run/waiting.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/run/asides.hpp"
#include "bot/core/run/safety_asides.hpp"
#include "bot/core/run/safety_words.hpp"

namespace switchback::run {

bool is_waiting(machine& in)
{
    if (!in.now().safety || !in.now().safety->held.is_open)
        return false;
    const auto& held = in.now().safety->held;
    return held.page != escalation::page_part::none &&
           held.dialogue != escalation::dialogue_part::asking &&
           held.dialogue != escalation::dialogue_part::with_human;
}

void take_while_waiting(machine& in, std::string_view words)
{
    in.out().took = route::person;
    in.because("the clinic is being reached, so the words are kept for whoever opens the case");
    if (!in.now().safety->held.may_be_called && has_phone_number(words))
    {
        in.push_aside(aside_kind::contact);
        return answer_contact(in, {reply::kind::words, words, nullptr});
    }
    say_of_case(in, "chat.kept");
    if (!has_aside(in))
        in.push_aside(aside_kind::crisis);
    reask_aside(in);
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
