// Reads the small corner of YAML the files of flows/safety use: nested maps by indentation, lists
// of scalars or of maps, plain and double-quoted scalars, comments. Anything else is refused with
// its line. The real YAML reader belongs to the flow language and stays out of the crisis path.
// Build-time only.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace switchback::risk::compile {

// Each scalar with its path, in the order of the file: {"lines.0.country", "US"}.
using yaml_values = std::vector<std::pair<std::string, std::string>>;

// Throws rule_error with file and line.
yaml_values read_plain_yaml(const std::filesystem::path& path);

} // namespace switchback::risk::compile
