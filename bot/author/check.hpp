// `switchback check`: reads a flow folder, tells what is wrong with it, and publishes it into
// flows.lock. One call from the command line; blocking.
#pragma once

#include "bot/base/error.hpp"
#include "bot/core/flow/library.hpp"

#include <expected>
#include <filesystem>
#include <string>

namespace switchback::author {

struct check_options
{
    bool json = false;   // one JSON object instead of lines
    bool colour = false; // only for a terminal
    bool lock = false;   // write flows.lock when there is no error
    bool strict = false; // warnings fail too
};

struct check_report
{
    flow::loaded_library loaded;
    std::string text; // what to print
    bool locked = false;
    int exit_code = 0; // 0 fine, 1 faults, 2 the folder cannot be read
};

/// Checks the folder. With `lock`, flows.lock is written anew when nothing is wrong: whole or not
/// at all. Never throws; what cannot be read or written gives exit code 2 and says so in `text`.
[[nodiscard]] check_report check(const std::filesystem::path& folder, const check_options& how);

/// The findings as lines (`file:line:column: error [code]: ...`) and one line that sums up.
[[nodiscard]] std::string to_lines(const flow::loaded_library& loaded, bool colour);

/// The same as `{"errors", "warnings", "flows", "left_out", "found": [{level, code, file, line,
/// column, message, suggestion}]}`.
[[nodiscard]] std::string to_json(const flow::loaded_library& loaded);

} // namespace switchback::author
