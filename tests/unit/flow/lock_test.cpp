#include "tests/unit/flow/scene.hpp"

#include <catch2/catch.hpp>

using namespace scene;
using strings = std::vector<std::string>;

namespace {

flow::file_map folder(std::string_view words, int version)
{
    return {
        {"a/flow.yaml", "flow: a\nversion: " + std::to_string(version) + "\ntitle: A\nsteps:\n" +
                            "  - say: " + std::string(words) + "\n  - end: done\n"}};
}

strings locked(const flow::lock_file& published, flow::file_map files)
{
    files["flows.lock"] = flow::write_lock(published);
    auto loaded = load(std::move(files));
    flow::check_lock(loaded);
    return places(loaded.found);
}

} // namespace

TEST_CASE("lock: what is written is read back", "[core][lock]")
{
    const auto now = load(folder("Hello.", 1)).now;
    REQUIRE(now.size() == 2);
    CHECK(now[0].flow == "a");
    flow::diagnostics found;
    CHECK(flow::read_lock("flows.lock", flow::write_lock(now), found) == now);
    CHECK(found.empty());
    CHECK(flow::read_lock("flows.lock", "", found).empty());
    CHECK(flow::read_lock("flows.lock", "flows:\n  a: {version: x}\n", found).size() == 1);
    CHECK(
        places(found) ==
        strings{"2:16 bad-value", "2:6 missing-key", "2:6 missing-key", "2:6 missing-key"});
}

TEST_CASE("lock: a flow that changed needs a new version", "[core][lock]")
{
    const auto first = load(folder("Hello.", 1)).now;
    CHECK(locked(first, folder("Hello.", 1)) == strings{});
    CHECK(locked(first, folder("Hello you.", 1)) == strings{"0:0 version-not-raised"});
    CHECK(locked(first, folder("Hello you.", 2)) == strings{"0:0 not-published"});
    CHECK(locked(first, folder("Hello.", 2)) == strings{});
    const auto third = load(folder("Hello.", 3)).now;
    CHECK(locked(third, folder("Hello.", 2)) == strings{"0:0 version-not-raised"});
}

TEST_CASE("lock: words and logic have hashes of their own", "[core][lock]")
{
    const auto one = load(folder("Hello.", 1)).now[0];
    const auto words = load(folder("Hello you.", 1)).now[0];
    CHECK(one.logic == words.logic);
    CHECK(one.text != words.text);
    auto files = folder("Hello.", 1);
    files["a/flow.yaml"].replace(files["a/flow.yaml"].find("done"), 4, "over");
    const auto logic = load(files).now[0];
    CHECK(one.logic != logic.logic);
    CHECK(one.text == logic.text);
}

TEST_CASE("lock: a bundle the lock vouches for is the same without its proofs", "[core][lock]")
{
    auto files = folder("Hello.", 1);
    const auto proved = load(files);
    files["flows.lock"] = flow::write_lock(proved.now);
    const auto trusted = load(files, {.trust_lock = true});
    CHECK(trusted.found.empty());
    CHECK(trusted.now == proved.now);
    const auto& a = proved.made->current("shrink")->root();
    const auto& b = trusted.made->current("shrink")->root();
    REQUIRE(a.steps.size() == b.steps.size());
    for (std::size_t i = 0; i < a.steps.size(); ++i)
        CHECK(a.steps[i].depends_on == b.steps[i].depends_on);
    REQUIRE(a.in.size() == b.in.size());
    for (std::size_t i = 0; i < a.in.size(); ++i)
        CHECK(a.in[i].required == b.in[i].required);
}
