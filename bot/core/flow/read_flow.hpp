// A flow file becomes a flow: its tree is walked once, in reading order, and every fault is kept
// with its place. Pure; any thread.
#pragma once

#include "bot/core/flow/flow.hpp"
#include "bot/core/flow/yaml_tree.hpp"

#include <span>

namespace switchback::flow {

struct measure; // measure.hpp

/// What a flow takes and gives, known before any step is read, so that calls can be typed.
struct signature
{
    struct part
    {
        std::string name;
        type of;
        position at;
    };
    std::string id;
    std::vector<part> in;
    std::vector<part> out;
};

/// What reading one flow needs from around it. Everything outlives the call.
struct read_context
{
    std::span<const steps::step_kind* const> kinds; // given, so that core_flow links no step
    const record_schema* record = nullptr;          // null: no collections
    std::span<const signature> flows;               // every flow that may be called
    std::span<const measure> measures;
    bool prove = true; // false for a bundle flows.lock vouches for: no checks of wording and ways
};

/// A place in a flow that names another flow; `make_bundle` fills in what it points to.
struct flow_link
{
    bool calls = true; // false: `remind`, which needs the flow to exist, not to be in the bundle
    step_index from = no_step;
    std::string flow_id;
    position at;
    int* index = nullptr; // call: the flow's place in the bundle
    struct part
    {
        std::string name;
        slot* filled = nullptr;  // the slot in the called flow's frame; null for `remind`
        bool sure = true;        // in: the value is never unset, as long as
        std::vector<slot> needs; // these inputs of this flow are set
    };
    std::vector<part> in;
    std::vector<part> out;
};

struct read_flow_result
{
    std::shared_ptr<flow> made;
    std::vector<flow_link> links; // point into `made`
    std::vector<recall_need> recalls;
};

/// Reads `flow`, `in` and `out`. Its faults are left for read_flow to report; the id may be empty.
[[nodiscard]] signature read_signature(const yaml_tree& from);

/// Reads a flow. When an error was added, `made` is null; warnings may be added either way.
/// Limits: steps_per_flow, each_nesting, name_bytes, diagnostics_per_file.
[[nodiscard]] read_flow_result
read_flow(const yaml_tree& from, const read_context& around, diagnostics& found);

} // namespace switchback::flow
