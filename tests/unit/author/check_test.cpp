// `switchback check` on real folders.
#include "bot/author/check.hpp"
#include "bot/base/limits.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdlib.h>

using namespace switchback;
namespace fs = std::filesystem;

namespace {

class folder
{
public:
    folder()
    {
        auto name = (fs::temp_directory_path() / "check-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    folder(const folder&) = delete;
    folder& operator=(const folder&) = delete;
    ~folder()
    {
        std::error_code ec;
        fs::remove_all(path_, ec);
    }

    void write(const fs::path& name, std::string_view text) const
    {
        fs::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << text;
    }
    [[nodiscard]] std::string read(const fs::path& name) const
    {
        std::stringstream text;
        text << std::ifstream(path_ / name, std::ios::binary).rdbuf();
        return text.str();
    }
    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

std::string flow_saying(std::string_view words, int version)
{
    return "flow: a\nversion: " + std::to_string(version) +
           "\ntitle: A\nsteps:\n  - say: " + std::string(words) + "\n  - end: done\n";
}

} // namespace

TEST_CASE("check: tells what is wrong in lines and in JSON", "[author][check]")
{
    const folder flows;
    flows.write("a/flow.yaml", flow_saying("Hello.", 1));
    flows.write("b/flow.yaml", "flow: b\nversion: 1\ntitle: B\nsteps:\n  - sey: Hi.\n");
    flows.write("a/notes.txt", "not read");
    const auto lines = author::check(flows.path(), {});
    CHECK(lines.exit_code == 1);
    CHECK(
        lines.text == "b/flow.yaml:5:5: error [unknown-step]: unknown step `sey`; did you mean "
                      "`say`?\n1 flow, 1 error, 0 warnings; not served: b\n");
    const auto coloured = author::check(flows.path(), {.colour = true});
    CHECK(coloured.text.find("\x1b[31m") != std::string::npos);
    const auto json = nlohmann::json::parse(author::check(flows.path(), {.json = true}).text);
    CHECK(json["errors"] == 1);
    CHECK(json["left_out"] == nlohmann::json{"b"});
    CHECK(json["found"][0]["code"] == "unknown-step");
    CHECK(json["found"][0]["line"] == 5);
    CHECK(json["found"][0]["column"] == 5);
}

TEST_CASE("check: publishes only what has no error, and minds the versions", "[author][check]")
{
    const folder flows;
    flows.write("a/flow.yaml", flow_saying("Hello.", 1));
    const auto first = author::check(flows.path(), {.lock = true});
    CHECK(first.exit_code == 0);
    CHECK(first.locked);
    const auto lock = flows.read("flows.lock");
    CHECK(lock.find("  a:\n    version: 1\n") != std::string::npos);
    CHECK(author::check(flows.path(), {}).text == "1 flow, 0 errors, 0 warnings\n");

    flows.write("a/flow.yaml", flow_saying("Hello you.", 1));
    const auto moved = author::check(flows.path(), {.lock = true});
    CHECK(moved.exit_code == 1);
    CHECK_FALSE(moved.locked);
    CHECK(moved.text.find("version-not-raised") != std::string::npos);
    CHECK(flows.read("flows.lock") == lock);

    flows.write("a/flow.yaml", flow_saying("Hello you.", 2));
    CHECK(author::check(flows.path(), {}).text.find("not-published") != std::string::npos);
    CHECK(author::check(flows.path(), {.lock = true}).locked);
    CHECK(flows.read("flows.lock") != lock);
}

TEST_CASE("check: warnings fail only when asked to", "[author][check]")
{
    const folder flows;
    flows.write("a/flow.yaml", "flow: a\nversion: 1\ntitle: A\nsteps:\n  - say: Hi.\n");
    CHECK(author::check(flows.path(), {}).exit_code == 0);
    CHECK(author::check(flows.path(), {.strict = true}).exit_code == 1);
}

TEST_CASE("check: a folder that is none, and a file too large", "[author][check]")
{
    const folder flows;
    const auto none = author::check(flows.path() / "nowhere", {});
    CHECK(none.exit_code == 2);
    CHECK(none.text.find("nowhere") != std::string::npos);
    flows.write("a/flow.yaml", std::string(3 * limits::flow_file_bytes, '#'));
    CHECK(author::check(flows.path(), {}).text.find("too-large") != std::string::npos);
    CHECK(author::check("/dev/null", {}).exit_code == 2);
}

TEST_CASE("check: a broken pack of homework is told of, and stops no flow", "[author][check]")
{
    const folder in;
    in.write("a/flow.yaml", flow_saying("Hello.", 1));
    in.write(
        "homework/two.yaml", "pack: two\nversion: 1\ntitle: T\nabout: A\nhomework:\n  - {flow: "
                             "a}\n  - {flow: b, due: 2d}\n");
    const auto report = author::check(in.path(), {});
    CHECK(report.exit_code == 1);
    CHECK_THAT(
        report.text,
        Catch::Contains("homework/two.yaml:7:12: error [unknown-flow]: there is no flow `b`"));
    CHECK(report.loaded.left_out.empty());
    in.write(
        "homework/two.yaml",
        "pack: two\nversion: 1\ntitle: T\nabout: A\nhomework:\n  - {flow: a}\n");
    CHECK(author::check(in.path(), {}).exit_code == 0);
}

TEST_CASE("check: the flows we ship have no error", "[author][check]")
{
    const auto shipped = author::check(FLOWS_FOLDER, {});
    INFO(shipped.text);
    CHECK(shipped.exit_code == 0);
}
