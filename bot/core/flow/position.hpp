// Where something stands in a flow file, and what is wrong there. Values; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace switchback::flow {

struct position
{
    std::string file; // as given on the command line, or relative to the flow folder
    int line = 0;     // from 1; 0 means the file as a whole
    int column = 0;   // from 1, counted in bytes as editors and compilers do
};

enum class severity
{
    error,   // the flow is refused
    warning, // the flow is served; a clinician should look
};

struct diagnostic
{
    severity level = severity::error;
    std::string code; // stable, kebab-case: `unknown-name`; listed in flows/README.md
    position at;
    std::string message;    // what, and what was expected
    std::string suggestion; // "did you mean `say`?", or empty
};

using diagnostics = std::vector<diagnostic>;

/// True when at least one of them is an error.
[[nodiscard]] bool has_errors(const diagnostics& found) noexcept;

/// One line as compilers write it: `file:line:column: error [code]: message; suggestion`.
[[nodiscard]] std::string to_line(const diagnostic& one);

} // namespace switchback::flow
