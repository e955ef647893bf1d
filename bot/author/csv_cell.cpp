#include "bot/author/csv_cell.hpp"

namespace switchback::author {

std::string csv_cell(std::string_view text)
{
    // A spreadsheet passes over blanks before it looks for a formula. A lone minus is a dash.
    const auto first = text.find_first_not_of(" \t\r\n");
    const bool is_formula = first != std::string_view::npos && text != "-" &&
                            std::string_view("=+-@").find(text[first]) != std::string_view::npos;
    std::string out = is_formula || text.starts_with('\t') || text.starts_with('\r') ? "'" : "";
    out += text;
    if (out.find_first_of(",\"\r\n") == std::string::npos)
        return out;
    std::string quoted = "\"";
    for (const char c : out)
        quoted.append(c == '"' ? 2 : 1, c);
    return quoted + '"';
}

} // namespace switchback::author
