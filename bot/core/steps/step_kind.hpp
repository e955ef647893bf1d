// What makes a kind of step: how it is read from YAML, checked, and run. One folder per kind under
// bot/core/steps/ and one line in steps.cpp; nothing else names a kind. Pure; any thread.
#pragma once

#include "bot/core/flow/flow.hpp"

#include <memory>
#include <span>
#include <string_view>

namespace switchback::flow {
class reading;  // bot/core/flow/reading.hpp: what a kind may ask of its YAML
class checking; // bot/core/flow/checking.hpp: what a kind may ask of the flow around it
} // namespace switchback::flow

namespace switchback::run {
class machine; // bot/core/run/machine.hpp: what a kind may do to a run
struct reply;
enum class progress;
} // namespace switchback::run

namespace switchback::steps {

struct step_kind
{
    std::string_view name; // the step's first key

    /// Reads the step's own keys; faults become diagnostics and the body is still returned.
    std::unique_ptr<flow::step_body> (*read)(flow::reading& from);

    /// Adds what is wrong or doubtful about this step in its flow; null when there is nothing to
    /// check.
    void (*check)(const flow::step& what, flow::checking& in);

    /// Does the step: speaks, sets, opens a prompt. Called when the run reaches it.
    run::progress (*run)(const flow::step& what, run::machine& in);

    /// Shows the open prompt's question, also again after an interrupt; null for kinds that never
    /// prompt.
    void (*show)(const flow::step& what, run::machine& in);

    /// Takes the client's reply to the open prompt; null for kinds that never prompt.
    run::progress (*reply)(const flow::step& what, const run::reply& given, run::machine& in);
};

/// Every kind, in the order the documentation lists them.
[[nodiscard]] std::span<const step_kind* const> all();

/// By name, or null.
[[nodiscard]] const step_kind* find(std::string_view name) noexcept;

} // namespace switchback::steps
