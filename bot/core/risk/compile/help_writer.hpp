// Turns lines.yaml and crisis.<lang>.yaml into the constant tables of help_tables.hpp. Build-time
// only.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <vector>

namespace switchback::risk::compile {

// The first file is lines.yaml, the others one language each. Throws rule_error when a value is
// missing, a country has no emergency number, or the languages do not say the same things.
void write_help(const std::vector<std::filesystem::path>& files, std::ostream& out);

} // namespace switchback::risk::compile
