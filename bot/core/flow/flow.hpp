// The model of a checked flow: an immutable tree of steps laid out in one array in reading order,
// so that a position in a run is a small number. Built by the reader, shared by every run; any
// thread.
#pragma once

#include "bot/core/flow/expression.hpp"
#include "bot/core/flow/text_template.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace switchback::steps {
struct step_kind;
}

namespace switchback::flow {

/// A step's place in `flow::steps` (preorder: a block's steps follow the step that holds them).
using step_index = std::uint16_t;
inline constexpr step_index no_step = 0xFFFF;
using block = std::vector<step_index>;

/// What a step kind keeps of its YAML; each kind derives its own in bot/core/steps/<kind>/.
struct step_body
{
    virtual ~step_body() = default;
};

/// `next: id`, resolved.
struct jump
{
    step_index target = no_step;
    bool backward = false;
    int at_most = 0; // backward only: how often, then it falls through
    std::vector<slot>
        because; // what the conditions around the jump read: asked again with the target
};

struct step
{
    const steps::step_kind* kind = nullptr;
    std::unique_ptr<const step_body> body;
    position at;
    std::string id;   // empty when the author gave none
    std::string path; // `steps[2].then[0]`: names the step in `why`, coverage and translations
    step_index parent = no_step;      // the step whose block holds this one
    step_index subtree_end = no_step; // one past the last step inside this one
    step_index after = no_step; // where the run goes when this is done: the next of its block, else
                                // the enclosing `each` (loop), else what follows the enclosing `if`
    std::uint8_t loop_depth = 0;     // how many `each` stand around it
    std::vector<std::string> covers; // catalogue ids
    std::optional<jump> next;
    std::vector<slot> depends_on; // slots this step's words, options, checks, and the conditions,
                                  // loops and inputs around it read; sorted
};

struct parameter
{
    std::string name;
    slot at = no_slot;
    type of;
    bool required = false; // in: some use demands a value, so a call must give one
};

struct flow
{
    std::string id;
    int version = 0;
    std::string title;
    std::string about;
    int minutes = 0;
    std::vector<parameter> in;
    std::vector<parameter> out;
    std::vector<std::string> sources;
    std::vector<step> steps;
    block top;
    std::uint16_t slots = 0;             // how many values a frame of this flow holds
    std::vector<std::string> slot_names; // slot -> name, for `:state`, `why` and stored answers
    std::string source_file;

    [[nodiscard]] const step* find_step(std::string_view step_id) const noexcept;
};

/// A record collection as flows/record.yaml declares it.
struct collection
{
    std::string name;
    std::vector<field_type> fields;
};

using record_schema = std::vector<collection>;

/// How much of a collection the `recall` steps of a flow can read: its newest items.
struct recall_need
{
    std::string collection;
    std::size_t newest = 0;
};

/// Adds a need, or widens the one that is there.
void widen(std::vector<recall_need>& all, const recall_need& one);

/// A flow with everything it calls: what a run is pinned to. `flows[0]` is the flow itself.
struct bundle
{
    std::string hash; // SHA-256 of the sources, 64 hex digits
    std::vector<std::shared_ptr<const flow>> flows;
    std::vector<recall_need> recalls;

    [[nodiscard]] const flow& root() const noexcept { return *flows.front(); }
    /// Index of the flow of that id in `flows`, or -1.
    [[nodiscard]] int find_flow(std::string_view flow_id) const noexcept;
};

/// Gives the bundle a stored run is pinned to. Implemented by the service's library and by tests.
class bundle_source
{
public:
    virtual ~bundle_source() = default;
    /// By hash; null when it is not loaded.
    [[nodiscard]] virtual const bundle* find(std::string_view hash) const noexcept = 0;
    /// The bundle now published under a flow id; null when there is none.
    [[nodiscard]] virtual const bundle* current(std::string_view flow_id) const noexcept = 0;
};

} // namespace switchback::flow
