// The words of one language that answers are made of: one table file per language, one line in
// language.cpp. A word may mean different things to different kinds of question, so each kind has
// its own table. Built at first use, then read-only; any thread.
#pragma once

#include "bot/core/answers/phrases.hpp"

#include <cstdint>
#include <string_view>

namespace switchback::answers {

enum class sense : std::uint8_t
{
    unknown,
    filler, // says nothing: "about", "I think", "um"
    // whole phrases of yesno
    yes,
    no,
    unsure,  // "maybe": understood by people, decides nothing
    opposes, // "but", "not": a sentence with it is not simply yes or no
    // numbers
    number,   // value
    ten,      // value; may take a unit after it ("twenty five")
    hundred,  // value multiplies
    half,     // one half; in times, thirty minutes
    joins,    // "and"
    outof,    // "out of ten", "de 10"
    minus,    // below zero
    because,  // the rest explains and is not read
    article,  // "un": one thing, or no number at all
    plain_of, // a counted thing that is no unit: "times"
    minute,
    hour,
    // dates
    month,   // value 1..12
    weekday, // value 0 Monday .. 6
    today,   // value in days from today
    next,
    coming, // "this", "on"
    last,
    in,
    ago,
    hence, // "from now"
    after,
    before,
    day,
    week,
    months,
    year,
    // times
    quarter,
    past,
    to,
    am,
    pm,
    evening, // pm, but "twelve at night" is midnight
    noon,
    midnight,
    oclock,
    now,
    // lists of options
    ordinal, // value 1..; -1 is the last
    negates, // "not", "except"
    all,
    none,
};

/// A sense and its value in one number, for the tables.
[[nodiscard]] constexpr int mean(sense what, int value = 0)
{
    return static_cast<int>(what) * 65'536 + (value + 1'024);
}

struct meaning
{
    sense what = sense::unknown;
    int value = 0;
};

[[nodiscard]] inline meaning look_up(const phrases& in, std::string_view folded) noexcept
{
    const int* found = in.find(folded);
    return found == nullptr ? meaning{}
                            : meaning{static_cast<sense>(*found / 65'536), *found % 65'536 - 1'024};
}

struct language
{
    std::string_view tag;
    phrases yesno; // whole messages, and the single words at their ends
    phrases numbers;
    phrases dates;
    phrases times;
    phrases choices;
    bool day_first = true;        // 24/12 and 5/4: true reads day, month
    bool either_order = false;    // 5/4 could be both: unclear
    bool week_from_monday = true; // false: some begin it on Sunday, so on Sundays it is unclear
    bool hour_first = false;      // "seis y media": the hour comes before its part
    bool comma_decimal = false;   // 7,5 is the usual form, 1.000 may be a thousand
};

/// The language of the tag's first part (`es` for `es-MX`), else English.
[[nodiscard]] const language& language_of(std::string_view tag) noexcept;

/// Each is the one definition of its table file.
[[nodiscard]] const language& english();
[[nodiscard]] const language& spanish();

/// Phrases that a table gives two meanings; zero unless a table is at fault.
[[nodiscard]] std::size_t language_clashes();

} // namespace switchback::answers
