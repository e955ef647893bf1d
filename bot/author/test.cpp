#include "bot/author/test.hpp"

#include "bot/author/flow_folder.hpp"
#include "bot/author/transcript.hpp"
#include "bot/core/flow/library.hpp"
#include "bot/core/steps/step_kind.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

namespace switchback::author {
namespace {

namespace fs = std::filesystem;
using json = nlohmann::json;

std::vector<fs::path> transcripts_in(const fs::path& folder, std::string_view only)
{
    std::vector<fs::path> out;
    std::error_code ec;
    for (fs::recursive_directory_iterator at(folder, ec), end; !ec && at != end; at.increment(ec))
        if (at->path().filename().string().ends_with(".talk.yaml") &&
            at->path().string().find(only) != std::string::npos)
            out.push_back(at->path());
    std::ranges::sort(out);
    return out;
}

// Steps of the published flows that no transcript reached, by flow.
std::map<std::string, std::vector<std::string>>
unreached(const flow::library& flows, const std::set<std::string>& visited)
{
    std::map<std::string, std::vector<std::string>> out;
    for (const auto* bundle : flows.published())
        for (const auto& step : bundle->root().steps)
            if (!visited.contains(bundle->root().id + "/" + step.path))
                out[bundle->root().id].push_back(step.path);
    return out;
}

std::size_t steps_in(const flow::library& flows)
{
    std::size_t out = 0;
    for (const auto* bundle : flows.published())
        out += bundle->root().steps.size();
    return out;
}

played play_file(const fs::path& path, const flow::library& flows, std::string& title)
{
    std::ifstream file(path, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    played out;
    const auto read = read_transcript(path.string(), text, out.faults);
    if (!read)
        return out;
    title = read->title;
    return play(*read, flows);
}

void sum_up(
    test_report& into, const flow::library& flows, const std::set<std::string>& visited,
    const test_options& how)
{
    const auto missed = unreached(flows, visited);
    std::size_t missing = 0;
    for (const auto& [flow_id, paths] : missed)
    {
        missing += paths.size();
        if (!how.only.empty())
            continue;
        into.text += fmt::format("not reached in {}:", flow_id);
        for (const auto& path : paths)
            into.text += " " + path;
        into.text += "\n";
    }
    const auto all = steps_in(flows);
    into.text += fmt::format("steps reached: {} of {}\n", all - missing, all);
    into.text += fmt::format("{} passed, {} failed\n", into.passed, into.failed);
}

} // namespace

test_report test(const fs::path& folder, const test_options& how)
{
    test_report out;
    const auto files = read_flow_folder(folder);
    if (!files)
    {
        out.text = "switchback: " + files.error().detail + "\n";
        out.exit_code = 2;
        return out;
    }
    const auto loaded = flow::read_library(*files, steps::all());
    for (const auto& one : loaded.found)
        if (one.level == flow::severity::error)
            out.text += flow::to_line(one) + "\n";
    std::set<std::string> visited;
    json results = json::array();
    for (const auto& path : transcripts_in(folder, how.only))
    {
        std::string title;
        const auto did = play_file(path, *loaded.made, title);
        visited.insert(did.visited.begin(), did.visited.end());
        ++(did.passed ? out.passed : out.failed);
        const auto mark = did.passed ? (how.colour ? "\033[32mok\033[0m" : "ok")
                                     : (how.colour ? "\033[31mFAILED\033[0m" : "FAILED");
        out.text +=
            fmt::format("{} {} ({}, {} questions)\n", mark, title, path.string(), did.prompts);
        for (const auto& fault : did.faults)
            out.text += "  " + flow::to_line(fault) + "\n";
        json row{
            {"file", path.string()},
            {"title", title},
            {"passed", did.passed},
            {"prompts", did.prompts}};
        for (const auto& fault : did.faults)
            row["faults"].push_back(flow::to_line(fault));
        results.push_back(std::move(row));
    }
    out.exit_code = out.failed > 0 || out.passed == 0 || flow::has_errors(loaded.found) ? 1 : 0;
    if (how.json)
        out.text =
            json{{"passed", out.passed}, {"failed", out.failed}, {"talks", results}}.dump(2) + "\n";
    else
        sum_up(out, *loaded.made, visited, how);
    return out;
}

} // namespace switchback::author
