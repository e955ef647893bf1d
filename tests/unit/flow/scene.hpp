// Flow files as texts for the tests: read one, or a folder of them, with the real step kinds.
#pragma once

#include "bot/core/flow/library.hpp"
#include "bot/core/flow/read_flow.hpp"
#include "bot/core/flow/yaml_tree.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace scene {

using namespace switchback;

/// A flow file: a head that is always right (three lines), then `rest`, which begins with `in:`,
/// `out:` or `steps:`.
[[nodiscard]] std::string flow_text(std::string_view rest);

struct read_result
{
    std::shared_ptr<flow::flow> made;
    flow::diagnostics found;
};

/// Reads the text as `f/flow.yaml` beside a record and two other flows.
[[nodiscard]] read_result read(std::string_view text);

/// `line:column code` of every fault, in the order found.
[[nodiscard]] std::vector<std::string> places(const flow::diagnostics& found);

/// The record and the other flows, as files.
[[nodiscard]] flow::file_map other_files();

/// Reads a folder of the other files and these.
[[nodiscard]] flow::loaded_library load(flow::file_map files, flow::library_options how = {});

/// The names of slots, joined with spaces.
[[nodiscard]] std::string names(const flow::flow& of, const std::vector<flow::slot>& slots);

} // namespace scene
