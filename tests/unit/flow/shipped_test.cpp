// The flows we ship: none with an error, and each survives every byte cut off its end.
#include "tests/unit/flow/scene.hpp"

#include "bot/core/flow/codes.hpp"
#include "bot/core/steps/step_kind.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sstream>

using namespace scene;

namespace {

flow::file_map shipped_files()
{
    flow::file_map out;
    const std::filesystem::path root = FLOWS_FOLDER;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root))
    {
        const auto name = std::filesystem::relative(entry.path(), root).generic_string();
        if (!entry.is_regular_file() || !flow::is_library_file(name))
            continue;
        std::ifstream in(entry.path(), std::ios::binary);
        std::stringstream text;
        text << in.rdbuf();
        out[name] = text.str();
    }
    return out;
}

} // namespace

TEST_CASE("shipped flows: every one is read without an error", "[core][shipped]")
{
    const auto loaded = flow::read_library(shipped_files(), steps::all());
    for (const auto& one : loaded.found)
    {
        INFO(flow::to_line(one));
        CHECK(one.level != flow::severity::error);
    }
    CHECK(loaded.left_out.empty());
    for (const auto* id :
         {"welcome", "setback-check-in", "name-stressors", "small-step", "step-follow-up",
          "safety-net", "ground-and-breathe", "progress-check-in", "session-prep"})
        CHECK(loaded.made->current(id) != nullptr);
    for (const auto* one : loaded.made->published())
    {
        flow::library empty;
        CHECK(empty.pin(loaded.made->stored(one->hash), steps::all()));
    }
}

TEST_CASE("codes: flows/README.md lists every one as it is", "[core][shipped]")
{
    std::ifstream in(std::filesystem::path(FLOWS_FOLDER) / "README.md");
    std::stringstream text;
    text << in.rdbuf();
    const auto readme = text.str();
    for (const auto& one : flow::codes::all)
    {
        const auto row = fmt::format(
            "| `{}` | {} | {} |", one.code,
            one.level == flow::severity::error ? "error" : "warning", one.says);
        INFO(row);
        CHECK(readme.find(row) != std::string::npos);
    }
}

TEST_CASE("shipped flows: a torn file is refused or read, never more", "[core][shipped]")
{
    for (const auto& [name, text] : shipped_files())
        for (std::size_t size = 0; size < text.size(); size += 1499)
        {
            flow::file_map torn{{name, text.substr(0, size)}};
            (void)flow::read_library(torn, steps::all());
        }
}
