// The scene in which expressions are tested and fuzzed: names, answers, and expressions and answers
// spelled from bytes, so that a random or fuzzed input is well formed and often well typed.
#pragma once

#include "bot/core/flow/text_template.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::flow::test {

/// Slots of the scene, in the order of declaration.
enum : slot
{
    size,       // one of tiny, small, big
    confidence, // number
    due,        // date
    hour,       // time
    idea,       // text
    feelings,   // many of sad, angry, numb
    ready,      // yesno
    stressors,  // list of {what: text, required; impact: number; hard: yesno}; always set
    step_part,  // record {outcome: text, required}
    nothing,    // text that was never answered
    slot_count,
};

[[nodiscard]] const scope& names();

/// The answers of somebody who answered everything but `nothing` and one stressor's impact.
[[nodiscard]] std::vector<value> answers();

/// An expression spelled from the bytes: always parses, does not always bind.
[[nodiscard]] std::string spell_expression(std::span<const std::uint8_t> bytes);

/// A condition in brackets that binds.
[[nodiscard]] std::string spell_condition(std::span<const std::uint8_t> bytes);

/// Answers of the kinds the scene declares, some of them skipped.
[[nodiscard]] std::vector<value> spell_answers(std::span<const std::uint8_t> bytes);

/// Answers of any kind and number, also numbers that are none: what a broken row could hold.
[[nodiscard]] std::vector<value> spell_wild_answers(std::span<const std::uint8_t> bytes);

/// Whether every number in it is a finite one.
[[nodiscard]] bool is_finite(const value& of);

/// Parses, binds, demands and evaluates the text, and renders it as a sentence; gives whether every
/// promise of the headers was kept (deterministic, finite, capped, `holds` as evaluated).
[[nodiscard]] bool survives(std::string_view text);

} // namespace switchback::flow::test
