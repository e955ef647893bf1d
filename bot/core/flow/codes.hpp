// Every code a diagnostic of a flow file can carry. Stable: authors, editors and scripts match
// them, so a code is never renamed or given another meaning. The table also makes the list in
// flows/README.md. Constants; any thread.
#pragma once

#include "bot/core/flow/position.hpp"

#include <array>
#include <string_view>

namespace switchback::flow::codes {

// The file
inline constexpr std::string_view yaml_syntax = "yaml-syntax";
inline constexpr std::string_view encoding = "encoding";
inline constexpr std::string_view alias = "alias";
inline constexpr std::string_view tag = "tag";
inline constexpr std::string_view merge_key = "merge-key";
inline constexpr std::string_view duplicate_key = "duplicate-key";
inline constexpr std::string_view second_document = "second-document";
inline constexpr std::string_view too_large = "too-large";
inline constexpr std::string_view too_deep = "too-deep";
// Words and keys
inline constexpr std::string_view unknown_step = "unknown-step";
inline constexpr std::string_view unknown_key = "unknown-key";
inline constexpr std::string_view missing_key = "missing-key";
inline constexpr std::string_view bad_value = "bad-value";
inline constexpr std::string_view bad_name = "bad-name";
inline constexpr std::string_view quote_this = "quote-this";
inline constexpr std::string_view flow_id = "flow-id";
// Names and types
inline constexpr std::string_view unknown_name = "unknown-name";
inline constexpr std::string_view type = "type";
inline constexpr std::string_view unset = "unset";
inline constexpr std::string_view expression_syntax = "expression-syntax";
inline constexpr std::string_view unknown_function = "unknown-function";
inline constexpr std::string_view wrong_arguments = "wrong-arguments";
inline constexpr std::string_view duplicate_id = "duplicate-id";
inline constexpr std::string_view unknown_flow = "unknown-flow";
inline constexpr std::string_view unknown_collection = "unknown-collection";
inline constexpr std::string_view unknown_field = "unknown-field";
inline constexpr std::string_view unknown_measure = "unknown-measure";
inline constexpr std::string_view missing_input = "missing-input";
inline constexpr std::string_view licence = "licence";
inline constexpr std::string_view text_changed = "text-changed";
inline constexpr std::string_view mistaken_code = "mistaken-code";
inline constexpr std::string_view option_without_value = "option-without-value";
// Ways through the flow
inline constexpr std::string_view unknown_target = "unknown-target";
inline constexpr std::string_view jump_into_block = "jump-into-block";
inline constexpr std::string_view unbounded = "unbounded";
inline constexpr std::string_view broken_flow = "broken-flow";
inline constexpr std::string_view recursion = "recursion";
inline constexpr std::string_view call_depth = "call-depth";
inline constexpr std::string_view unreachable = "unreachable";
inline constexpr std::string_view missing_exit = "missing-exit";
inline constexpr std::string_view constant_condition = "constant-condition";
inline constexpr std::string_view share_nothing = "share-nothing";
inline constexpr std::string_view safety_blocked = "safety-blocked";
// Sentences
inline constexpr std::string_view reading_grade = "reading-grade";
inline constexpr std::string_view wall_of_text = "wall-of-text";
inline constexpr std::string_view compound_question = "compound-question";
inline constexpr std::string_view shadowed_option = "shadowed-option";
// The folder
inline constexpr std::string_view version_not_raised = "version-not-raised";
inline constexpr std::string_view not_published = "not-published";

struct meaning
{
    std::string_view code;
    severity level;
    std::string_view says; // one sentence for a clinician
};

using enum severity;

/// Every code with its level and what it says.
inline constexpr std::array all{
    meaning{yaml_syntax, error, "The file is not YAML; often a sentence needs quotes."},
    meaning{encoding, error, "The file holds bytes that are not UTF-8 text."},
    meaning{alias, error, "YAML anchors and aliases are refused."},
    meaning{tag, error, "YAML tags are refused."},
    meaning{merge_key, error, "YAML merge keys are refused."},
    meaning{duplicate_key, error, "A key is written twice in one mapping."},
    meaning{second_document, error, "A file holds one flow."},
    meaning{too_large, error, "The file is larger than any flow should be."},
    meaning{too_deep, error, "The file is nested deeper than any flow should be."},
    meaning{unknown_step, error, "The first key of a step names no kind of step."},
    meaning{unknown_key, error, "A key that this step does not know."},
    meaning{missing_key, error, "A key that this step cannot do without."},
    meaning{bad_value, error, "A value of the wrong form: a word for a number, a list for text."},
    meaning{bad_name, error, "Names are lower-case letters, digits and `_`; flows use `-`."},
    meaning{quote_this, warning, "Unquoted text that YAML may read in another way."},
    meaning{flow_id, error, "`flow:` must equal the name of the folder."},
    meaning{unknown_name, error, "An expression uses a name that nothing above it gives."},
    meaning{type, error, "A value of one type where another is needed."},
    meaning{unset, error, "A value is needed here, and the answer may have been skipped."},
    meaning{expression_syntax, error, "An expression or a {hole} is not written right."},
    meaning{unknown_function, error, "An expression calls a function that is not there."},
    meaning{wrong_arguments, error, "A function is given something it cannot take."},
    meaning{duplicate_id, error, "Two steps that can both be reached have the same id."},
    meaning{unknown_flow, error, "`call` or `remind` names a flow that is not there."},
    meaning{unknown_collection, error, "flows/record.yaml has no such collection."},
    meaning{unknown_field, error, "The collection has no such field, or the flow no such input."},
    meaning{
        unknown_measure, error,
        "Neither flows/measures/ nor flows/packs/ has such a questionnaire."},
    meaning{licence, error, "A measure without its licence or source, or in the wrong folder."},
    meaning{text_changed, error, "The words of a shipped measure are not its publisher's."},
    meaning{mistaken_code, error, "A LOINC code that belongs to another questionnaire."},
    meaning{missing_input, error, "A flow is called without an input it needs."},
    meaning{option_without_value, error, "An option has no label."},
    meaning{unknown_target, error, "`next` or `then` names a step that is not there."},
    meaning{jump_into_block, error, "`next` may not lead into a block, only out of one."},
    meaning{unbounded, error, "A loop, a jump or a wait without a limit, or with one too high."},
    meaning{broken_flow, error, "A called flow has errors of its own."},
    meaning{recursion, error, "A flow calls itself, directly or through others."},
    meaning{call_depth, error, "Flows call flows deeper than the engine goes."},
    meaning{unreachable, warning, "No way through the flow leads to this step."},
    meaning{missing_exit, warning, "The flow can run out without saying how it ended."},
    meaning{constant_condition, warning, "The condition is always the same."},
    meaning{share_nothing, warning, "`share` has nothing that could be shared."},
    meaning{safety_blocked, error, "A flow stands where the crisis texts or the measures belong."},
    meaning{reading_grade, warning, "The sentence reads harder than school grade 6."},
    meaning{wall_of_text, warning, "One message is longer than 320 characters."},
    meaning{compound_question, warning, "Two questions in one."},
    meaning{shadowed_option, warning, "An option's words already mean something else."},
    meaning{version_not_raised, error, "The flow changed, and its version did not."},
    meaning{not_published, warning, "flows.lock does not know this version yet."},
};

} // namespace switchback::flow::codes
