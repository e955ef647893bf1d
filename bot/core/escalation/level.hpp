// How grave a case is, what it is about, and the table "from outcome to level". Pure; any thread.
#pragma once

#include "bot/core/risk/screening.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace switchback::escalation {

/// The highest wins; a case never lowers its level by itself.
enum class level : std::uint8_t
{
    none,
    h,  // wants a person
    l1, // distress: one gentle question, a digest line
    l2, // possible risk
    l3, // high: method, plan or intent
    l4  // imminent, under way, or medical
};

/// What the danger is; each has its own script, because help for one may harm in another.
enum class category : std::uint8_t
{
    none,
    suicide,
    self_harm,
    past_abuse,    // told by an adult, over
    present_abuse, // by someone who may be in the room
    child_danger,
    threat, // to another
    medical,
    other_person // worry about someone else
};

/// Where a signal comes from.
enum class source : std::uint8_t
{
    text,
    item,      // of a questionnaire
    person,    // "person", a button or a word
    silence,   // after a safety question of a flow
    intensity, // 8 or more of an unpleasant feeling
    worsening  // reliable worsening of a measure
};

enum class urgency : std::uint8_t
{
    unknown,
    now // the words carry now, means at hand, or an act under way
};

/// One reason to open a case, or to raise one. Holds no words of the client.
struct signal
{
    source from = source::text;
    category about = category::none;
    risk::outcome outcome = risk::outcome::none; // text
    urgency how_soon = urgency::unknown;
    level at_least = level::none; // where the rule says so
    std::string rule;             // id@version; limits::case_text_bytes
    std::string reference;        // of the message or answer; limits::case_text_bytes
    std::string item;             // source::item: its id ("phq9.9")
    int value = 0;                // source::item
    bool was_asked = false;       // source::item: the first question of the ladder, and said yes
    bool is_drill = false;
    bool help_was_shown = false; // the static help went out before this was durable
};

/// The table "from outcome to level"; level::none for past abuse, which has none by itself.
[[nodiscard]] level level_of(const signal& what) noexcept;

/// What a hit of the screen is about, until the client says more.
[[nodiscard]] category category_of(risk::category value) noexcept;

/// The category whose static help is shown; the screen's own vocabulary.
[[nodiscard]] risk::category help_category_of(category value) noexcept;

/// True for dangers that the screen's help has no words for: their own script, and lines alone.
[[nodiscard]] bool has_own_script(category value) noexcept;

/// True where nobody near the client may be named, and "be with someone" is never said.
[[nodiscard]] bool is_unsafe_at_home(category value) noexcept;

/// Of two dangers of one level, the one whose script leads.
[[nodiscard]] category graver(category a, category b) noexcept;

[[nodiscard]] std::string_view name_of(level value) noexcept; // "l3"
[[nodiscard]] std::string_view name_of(category value) noexcept;
[[nodiscard]] std::string_view name_of(source value) noexcept;

} // namespace switchback::escalation
