// A cell of CSV (RFC 4180) that no spreadsheet takes for a formula. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace switchback::author {

/// The text as a cell: quoted where it must be; one that a spreadsheet would take for a formula
/// begins with an apostrophe.
[[nodiscard]] std::string csv_cell(std::string_view text);

} // namespace switchback::author
