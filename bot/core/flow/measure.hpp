// A questionnaire of flows/measures/ or flows/packs/: read, checked against the lock on its text,
// and turned into the flow that asks it. A value; any thread.
#pragma once

#include "bot/core/flow/read_flow.hpp"
#include "bot/core/flow/yaml_tree.hpp"
#include "bot/core/measures/instrument.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::flow {

class faults;
class fields;

/// Under whose right the words of a measure are shown.
enum class licence_kind
{
    own,      // written here
    free,     // a published instrument that anybody may reproduce; its text is locked
    licensed, // brought by the clinic under its own licence, in flows/packs/
};

struct measure
{
    std::string id;
    yaml_tree source;
    measures::instrument what;
    licence_kind licence = licence_kind::own;
    std::string text_hash; // SHA-256 of `text_of(what)`
};

/// The collection of the client's record that keeps what a measure gave, when record.yaml has it.
inline constexpr std::string_view measures_collection = "measures";

/// Reads and checks a file of flows/measures/ (own or free) or of flows/packs/ (licensed). Both
/// declare `licence`, `source` and `risk`. A free one is refused unless its text is, byte by byte,
/// the published one; a pack unless it names the owner, the terms and who holds the licence.
/// Faults give nullopt. Limits: measure_items, measure_options.
[[nodiscard]] std::optional<measure> read_measure(yaml_tree from, diagnostics& found);

/// The instrument among the keys of a measure. Where the words are not our own, a band must say in
/// gentle words how much it is.
[[nodiscard]] measures::instrument read_instrument(fields& top, bool is_own, faults& into);

/// The instrument in such a mapping, whose faults were told already; `into` gets them again.
[[nodiscard]] measures::instrument read_instrument(const yaml_value& from, faults& into);

/// The id of the flow that asks it with that sharing (`never`, `ask`, `therapist`).
[[nodiscard]] std::string measure_flow_id(std::string_view measure_id, std::string_view share);

/// What the result of a measure holds, as a flow may use it: `items` (in order, unset where one was
/// skipped), `total` and `band` (unset when too much was skipped), `most`, and against the last
/// time `before`, `since`, `change` and `trend` (same, better, worse: more than chance alone would
/// explain); then each part by its id. The words of `band` are the client's; those of staff are in
/// the record only.
[[nodiscard]] type measure_result(const measures::instrument& of);

/// What that flow gives: `out: {result: record}`.
[[nodiscard]] signature measure_signature(const measure& of, std::string_view share);

/// The flow itself, written as an author would; its places are those of the measure's file.
/// `remembers`: the record has the collection `measures`.
[[nodiscard]] yaml_tree make_flow(const measure& from, std::string_view share, bool remembers);

} // namespace switchback::flow
