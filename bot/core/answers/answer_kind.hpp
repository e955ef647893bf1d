// How one kind of question is answered: its type, how typed words are understood, what a button
// sends. One folder per kind under bot/core/answers/ and one line in answers.cpp. Pure; any thread.
#pragma once

#include "bot/core/flow/text_template.hpp"
#include "bot/core/flow/value.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::answers {

struct answer_kind;

/// `{tiny: Two minutes}` or `{tiny: {label: Two minutes, aka: [short]}}`.
struct option
{
    std::string key;
    flow::text_template label;
    std::vector<std::string> also; // other words that mean it
};

/// What the answer of an `ask` must be like; read from the flow file.
struct ask_spec
{
    const answer_kind* kind = nullptr;
    std::vector<option> options; // one, many
    bool has_range = false;      // scale: required; number, many (count), text (letters): optional
    double min = 0;
    double max = 0;
    bool counts_places = true; // one: "2" is the second option; false: figures are not taken
    double step = 0;           // number: 0 means any
    bool caps_high = false;  // scale: more than the most is the most ("twelve" of how heavy it is)
    flow::text_template low; // words at the ends of a scale
    flow::text_template high;
};

/// What understanding needs besides the words: nothing here reads a clock.
struct answer_context
{
    std::string_view language = "en";
    flow::date today;    // the client's calendar day
    int now_minutes = 0; // the client's time of day
};

enum class understanding
{
    understood,
    unclear, // the words were not understood: `unclear` texts, counts as a try
    invalid, // understood, but outside what the question allows: `invalid` text
};

struct parsed
{
    understanding how = understanding::unclear;
    flow::value answer;
};

struct answer_kind
{
    std::string_view name; // `ask: <name>`

    /// The type its answer has in expressions.
    flow::type (*type_of)(const ask_spec& spec);

    /// Understands typed words. `labels` are the options' labels as shown, in order; a `yesno` may
    /// have two (yes, no), a `scale` two (its ends), a `date` nineteen (weekdays from Monday, then
    /// months), for languages other than English.
    parsed (*from_words)(
        const ask_spec& spec, std::span<const std::string> labels, std::string_view words,
        const answer_context& context);

    /// Accepts what a button or native input sent: a key, a list of keys, a number, `2026-11-22`,
    /// `18:30`.
    parsed (*from_input)(const ask_spec& spec, const flow::value& sent);

    /// How the answer reads back to the client ("Ten minutes", "7", "Tuesday 24 November
    /// 2026").
    std::string (*show)(
        const ask_spec& spec, std::span<const std::string> labels, const flow::value& answer);
};

/// Every kind, in the order the documentation lists them.
[[nodiscard]] std::span<const answer_kind* const> all();

/// By name, or null.
[[nodiscard]] const answer_kind* find(std::string_view name) noexcept;

} // namespace switchback::answers
