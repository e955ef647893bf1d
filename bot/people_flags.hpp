// The words of the command line for `switchback admin`, `people` and `invite`. One call each of
// `main`.
#pragma once

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace switchback {

struct people_flags
{
    std::string file;
    std::optional<std::string> data;
    bool again = false;
    std::string handle;
    std::string name;
    std::string roles = "therapist";
    std::string therapist;
    std::string label;
    bool draws = false;
};

/// Adds the three commands; `into` must stay until they were run.
void add_people(CLI::App& app, people_flags& into);

/// Runs the one that was asked for; nullopt when it was none of them. Said on standard output and
/// standard error.
[[nodiscard]] std::optional<int> run_people(const CLI::App& app, const people_flags& flags);

} // namespace switchback
