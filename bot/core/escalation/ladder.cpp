#include "bot/core/escalation/ladder.hpp"

#include "bot/base/limits.hpp"

#include <algorithm>
#include <array>

namespace switchback::escalation {
namespace {

bool is_some(answer was) noexcept
{
    return was == answer::yes || was == answer::sometimes || was == answer::not_sure;
}

bool said(std::span<const given_answer> before, question asked, bool (*what)(answer)) noexcept
{
    return std::ranges::any_of(before, [asked, what](const given_answer& given) {
        return given.to == asked && what(given.was);
    });
}

ladder_step go(question next, level at_least = level::none)
{
    return {next, at_least, category::none, ending::goes_on};
}

ladder_step stop(ending end, level at_least = level::none, category about = category::none)
{
    return {question::none, at_least, about, end};
}

// Suicide and self-harm: thoughts, done, act, how, reach, company. An urge to hurt oneself begins
// with what is done, because it may need care first.
ladder_step
after_self(question asked, answer was, std::span<const given_answer> before, category about)
{
    const bool is_harm = about == category::self_harm;
    switch (asked)
    {
    case question::thoughts:
        if (is_some(was))
            return go(is_harm ? question::act : question::done, level::l2);
        return is_harm ? go(question::act) : stop(ending::said_no);
    case question::done:
        if (was == answer::yes)
            return stop(ending::is_clear, level::l4);
        return go(
            is_harm ? question::thoughts : question::act,
            was == answer::no ? level::none : level::l3);
    case question::act:
        if (was != answer::no)
            return go(is_harm ? question::company : question::how, level::l3);
        // An urge without an act and without thoughts of dying: they said no to all of it.
        if (is_harm && !said(before, question::thoughts, is_some))
            return stop(ending::said_no);
        return go(question::company);
    case question::how:
        return is_some(was) ? go(question::reach, level::l3) : go(question::company);
    case question::reach:
        if (was == answer::yes && said(before, question::act, is_some))
            return stop(ending::is_clear, level::l4);
        return go(question::company, was == answer::no ? level::none : level::l3);
    default: // company
        return stop(ending::told);
    }
}

ladder_step after_others(question asked, answer was, std::span<const given_answer> before)
{
    switch (asked)
    {
    case question::hurt_now:
        return was == answer::no ? stop(ending::said_no) : go(question::is_child, level::l2);
    case question::is_child:
        if (is_some(was))
            return {question::child_now, level::l3, category::child_danger, ending::goes_on};
        return {question::danger_now, level::l2, category::present_abuse, ending::goes_on};
    case question::safe_here:
        return was == answer::yes ? go(question::danger_now) : stop(ending::not_safe, level::l3);
    case question::danger_now:
        if (was == answer::yes)
            return stop(ending::is_clear, level::l4);
        if (was != answer::no)
            return stop(ending::told, level::l3);
        // That somebody is being hurt stays said, though there is no danger at this moment.
        return stop(said(before, question::hurt_now, is_some) ? ending::told : ending::no_danger);
    case question::child_now:
        if (was == answer::yes)
            return stop(ending::is_clear, level::l4);
        return stop(ending::told, level::l3);
    case question::intent:
        return is_some(was) ? go(question::intent_today, level::l2) : stop(ending::said_no);
    case question::intent_today:
        return is_some(was) ? go(question::near_them, level::l3) : stop(ending::told);
    case question::near_them:
        if (was == answer::yes && said(before, question::intent_today, is_some))
            return stop(ending::is_clear, level::l4);
        return stop(ending::told);
    case question::medical_now:
        return is_some(was) ? stop(ending::is_clear, level::l4) : stop(ending::said_no);
    case question::other_now:
        return was == answer::no ? stop(ending::said_no) : stop(ending::told, level::l2);
    default:
        return stop(ending::told);
    }
}

} // namespace

question first_question(category about) noexcept
{
    switch (about)
    {
    case category::self_harm:
        return question::done;
    case category::past_abuse:
        return question::hurt_now;
    case category::present_abuse:
        return question::safe_here;
    case category::child_danger:
        return question::child_now;
    case category::threat:
        return question::intent;
    case category::medical:
        return question::medical_now;
    case category::other_person:
        return question::other_now;
    default: // without a category the commonest danger is asked about
        return question::thoughts;
    }
}

ladder_step after(
    question asked, answer was, std::span<const given_answer> before, int unclear_so_far,
    category about) noexcept
{
    if (was == answer::unclear && unclear_so_far < limits::unclear_answers)
        return go(asked);
    if (asked == question::tell) // without a yes, nobody is told
        return stop(was == answer::yes ? ending::told : ending::withdrawn);
    if (was == answer::unclear)
        return stop(ending::told, level::l3);
    if (was == answer::rather_not)
        return stop(ending::withheld);
    if (asked == question::again)
        return was == answer::no ? stop(ending::said_no) : go(first_question(about));
    if (asked >= question::thoughts && asked <= question::company)
        return after_self(asked, was, before, about);
    return after_others(asked, was, before);
}

std::span<const answer> buttons_of(question asked) noexcept
{
    using enum answer;
    static constexpr std::array yes_no{yes, no};
    static constexpr std::array how_often{no, sometimes, yes, rather_not};
    static constexpr std::array how_sure{no, not_sure, yes, rather_not};
    switch (asked)
    {
    case question::none:
        return {};
    case question::tell:
        return yes_no;
    case question::thoughts:
    case question::intent:
        return how_often;
    default:
        return how_sure;
    }
}

bool is_safety_question(question asked) noexcept
{
    return asked > question::tell;
}

std::string_view name_of(question value) noexcept
{
    constexpr std::string_view names[]{"none",       "tell",        "again",    "thoughts",
                                       "done",       "act",         "how",      "reach",
                                       "company",    "hurt_now",    "is_child", "safe_here",
                                       "danger_now", "child_now",   "intent",   "intent_today",
                                       "near_them",  "medical_now", "other_now"};
    return names[static_cast<std::size_t>(value)];
}

std::string_view name_of(answer value) noexcept
{
    constexpr std::string_view names[]{"none",       "no",       "sometimes", "yes",
                                       "rather_not", "not_sure", "unclear"};
    return names[static_cast<std::size_t>(value)];
}

} // namespace switchback::escalation
