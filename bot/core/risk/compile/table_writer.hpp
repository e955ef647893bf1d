// Turns a rule model into the constant tables of tables.hpp, as C++ source. Build-time only.
#pragma once

#include "bot/core/risk/compile/rule_file.hpp"

#include <iosfwd>

namespace switchback::risk::compile {

// Writes the source. Throws rule_error when the rules do not fit the tables or contradict each
// other.
void write_tables(const rule_model& model, std::ostream& out);

// A C++ string literal of any text.
std::string literal_of(std::string_view text);

} // namespace switchback::risk::compile
