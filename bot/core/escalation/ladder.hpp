// The ladder: the direct questions of each danger, one at a time, and what an answer means. Knows
// no case and no clock. Pure; any thread.
#pragma once

#include "bot/core/escalation/level.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace switchback::escalation {

enum class question : std::uint8_t
{
    none,
    tell,         // "Shall I tell the clinic?", after "person"
    again,        // "I asked you this earlier. Has anything changed?"
    thoughts,     // of ending your life
    done,         // something to hurt yourself today
    act,          // might act on it today
    how,          // thought about how
    reach,        // within reach
    company,      // someone with you who feels safe
    hurt_now,     // past abuse: is anyone being hurt now
    is_child,     // is it a child
    safe_here,    // abuse by someone present: is it safe to go on here
    danger_now,   // are you in danger right now
    child_now,    // is the child in danger right now
    intent,       // threat: are you thinking about hurting them
    intent_today, // might you do it today
    near_them,    // are you near them now
    medical_now,  // do you need medical help right now
    other_now     // is that person in danger right now
};

enum class answer : std::uint8_t
{
    none,
    no,
    sometimes,
    yes,
    rather_not,
    not_sure,
    unclear // words that no button means, already screened
};

struct given_answer
{
    question to = question::none;
    answer was = answer::none;
    bool operator==(const given_answer&) const = default;
};

/// Why the ladder stops.
enum class ending : std::uint8_t
{
    goes_on,
    said_no,   // to the first question: "Okay. If that changes, say so any time."
    no_danger, // nobody is in danger now: a "no" to words, and `told` to anything graver
    told,      // the last question is answered
    is_clear,  // L4: what to do is known, no more questions
    withheld,  // would rather not say
    withdrawn, // does not want the clinic told
    not_safe   // it is not safe to go on here
};

struct ladder_step
{
    question next = question::none; // the same one again after the first unclear answer
    level at_least = level::none;
    category about = category::none; // none: as before
    ending end = ending::goes_on;
};

/// The first question about a danger.
[[nodiscard]] question first_question(category about) noexcept;

/// What follows an answer to `asked`, given the answers before it (the newest last, without this
/// one) and how many unclear ones there were (with this one).
[[nodiscard]] ladder_step after(
    question asked, answer was, std::span<const given_answer> before, int unclear_so_far,
    category about) noexcept;

/// The buttons of a question, in order; free words are always taken too.
[[nodiscard]] std::span<const answer> buttons_of(question asked) noexcept;

/// True when the question is about a danger: its silence may page.
[[nodiscard]] bool is_safety_question(question asked) noexcept;

[[nodiscard]] std::string_view name_of(question value) noexcept;
[[nodiscard]] std::string_view name_of(answer value) noexcept;

} // namespace switchback::escalation
