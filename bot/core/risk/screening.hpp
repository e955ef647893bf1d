// The vocabulary of the risk screen: what it found in a text, by which rule, in which words, and
// why. Values; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::risk {

// What follows from a text. Ordered: a later value is the graver one.
enum class outcome : std::uint8_t
{
    none,  // nothing that a rule knows
    ask,   // maybe: ask one kind, direct question
    crisis // explicit: show the crisis help at once
};

// What the danger is about; each has its own script, because help for one may harm in another.
enum class category : std::uint8_t
{
    none,
    suicide,
    self_harm,
    harm_to_others,
    abuse,
    medical
};

// How grave a hit is on the clinic's scale (1 distress, 2 possible, 3 high, 4 imminent); 0 without
// a hit. Beside the outcome because a question may be worth a page and another only a note.
using level = std::uint8_t;
inline constexpr level gravest_level = 4;

// How near the danger is, as the words say. Ordered: a later value is the nearer one.
enum class urgency : std::uint8_t
{
    none, // nothing about a time or a means
    plan, // a way, a day or a farewell
    now   // now, the means at hand, or an act under way
};

// A stretch of the raw text, in bytes: text.substr(begin, end - begin).
struct text_span
{
    std::size_t begin = 0;
    std::size_t end = 0;
    bool operator==(const text_span&) const = default;
};

// One reason for or against, with the rule that gave it and the words it stands on.
struct reason
{
    bool is_for = true;
    std::string rule;             // id@version
    std::string_view explanation; // a sentence for the person who reviews the hit
    std::vector<text_span> words;
};

struct screening
{
    risk::outcome outcome = risk::outcome::none;
    risk::category category = risk::category::none;
    risk::level level = 0;
    risk::urgency urgency = risk::urgency::none;
    std::uint8_t strain = 0;      // heavy phrases that ask nothing by themselves; see build_up.hpp
    std::string rule;             // id@version of the rule that decided; empty when none did
    std::vector<text_span> words; // the words that rule stands on
    std::vector<reason> reasons;  // what spoke for and against, the deciding rule first; at most 8
};

// The lower-case names written in rules, logs and exports ("self_harm").
std::string_view name_of(outcome value);
std::string_view name_of(category value);
std::string_view name_of(urgency value);

// The level of a hit of which nothing but its outcome is known.
level level_of(outcome value);

} // namespace switchback::risk
