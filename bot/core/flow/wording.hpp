// How a sentence reads: too long, too hard, two questions at once. Warnings for a clinician, never
// a reason to refuse a flow. Pure; any thread.
#pragma once

#include "bot/core/flow/checking.hpp"

namespace switchback::flow {

/// Adds reading-grade, wall-of-text and, for a question, compound-question.
void check_wording(std::string_view text, const position& at, bool is_question, checking& in);

/// The Flesch-Kincaid grade of an English text; holes count as one short word. Texts of fewer
/// than eight words give 0: the measure says nothing about them.
[[nodiscard]] double reading_grade(std::string_view text);

} // namespace switchback::flow
