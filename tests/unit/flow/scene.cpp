#include "tests/unit/flow/scene.hpp"

#include "bot/core/flow/measure.hpp"
#include "bot/core/flow/record_schema.hpp"
#include "bot/core/steps/step_kind.hpp"

#include <fmt/format.h>

namespace scene {
namespace {

constexpr std::string_view record_text = R"(collections:
  steps: {what: text, status: text!, confidence: number}
  wins: {what: text}
)";

constexpr std::string_view shrink_text = R"(flow: shrink
version: 1
title: Shrink
in: {what: text, brief: yesno}
out: {step: text}
steps:
  - say: "You said {what}."
  - ask: text
    id: step
    say: And smaller?
  - end: done
)";

constexpr std::string_view measure_text = R"(measure: two
title: Two weeks
licence: {kind: own}
source: Our own.
risk: none
note: Not a validated scale.
say: Two short questions.
scoring: sum
items:
  - {id: sleep, say: "How did you sleep?"}
  - {id: mood, say: "How was your mood?"}
options:
  - {label: Worse, score: 0}
  - {label: The same, score: 1}
  - {label: Better, score: 2}
bands:
  - {from: 0, label: lower}
  - {from: 3, label: higher}
)";

} // namespace

std::string flow_text(std::string_view rest)
{
    return "flow: f\nversion: 1\ntitle: F\n" + std::string(rest);
}

flow::file_map other_files()
{
    return {
        {"record.yaml", std::string(record_text)},
        {"shrink/flow.yaml", std::string(shrink_text)},
        {"measures/two.yaml", std::string(measure_text)},
    };
}

read_result read(std::string_view text)
{
    read_result out;
    const auto tree = flow::read_yaml("f/flow.yaml", text, out.found);
    if (!tree)
        return out;
    flow::diagnostics told;
    const auto record =
        flow::read_record_schema(flow::read_yaml("record.yaml", record_text, told).value(), told);
    const std::vector<flow::measure> measures{
        flow::read_measure(flow::read_yaml("measures/two.yaml", measure_text, told).value(), told)
            .value()};
    const std::vector<flow::signature> flows{
        flow::read_signature(flow::read_yaml("shrink/flow.yaml", shrink_text, told).value()),
        flow::read_signature(*tree), flow::measure_signature(measures.front(), "never")};
    out.made =
        flow::read_flow(*tree, {steps::all(), &record, flows, measures, true}, out.found).made;
    return out;
}

std::vector<std::string> places(const flow::diagnostics& found)
{
    std::vector<std::string> out;
    for (const auto& one : found)
        out.push_back(fmt::format("{}:{} {}", one.at.line, one.at.column, one.code));
    return out;
}

flow::loaded_library load(flow::file_map files, flow::library_options how)
{
    files.merge(other_files());
    return flow::read_library(files, steps::all(), how);
}

std::string names(const flow::flow& of, const std::vector<flow::slot>& slots)
{
    std::string out;
    for (const auto one : slots)
        out += (out.empty() ? "" : " ") + of.slot_names[one];
    return out;
}

} // namespace scene
