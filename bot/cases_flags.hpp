// The words of the command line for `switchback cases`. One call each of `main`.
#pragma once

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace switchback {

struct cases_flags
{
    std::string file;
    std::optional<std::string> data;
    std::string year;
    std::string month;
    bool csv = false;
    std::string reference;
    std::string format = "html";
    std::string out;
    std::string by;
    bool with_words = false;
};

/// Adds `cases report` and `cases export`; `into` must stay until they were run.
void add_cases(CLI::App& app, cases_flags& into);

/// Runs what was asked for; gives the exit code. Said on standard output and standard error.
[[nodiscard]] int run_cases(const CLI::App& app, const cases_flags& flags);

} // namespace switchback
