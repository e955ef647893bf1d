// `switchback test`: plays every transcript of a flow folder. One call from the command line;
// blocking.
#pragma once

#include <filesystem>
#include <string>

namespace switchback::author {

struct test_options
{
    bool json = false;
    bool colour = false;
    std::string only; // play only files whose name holds this
};

struct test_report
{
    std::string text; // what to print
    int passed = 0;
    int failed = 0;
    int exit_code =
        0; // 0 all passed; 1 some failed, or there was none; 2 the folder cannot be read
};

/// Plays flows/<flow>/*.talk.yaml against the folder's flows. Tells each fault with its place, then
/// which steps no transcript reached.
[[nodiscard]] test_report test(const std::filesystem::path& folder, const test_options& how);

} // namespace switchback::author
