#include "bot/base/limits.hpp"
#include "tests/unit/flow/scene.hpp"

#include "bot/core/steps/call/call.hpp"
#include "bot/core/steps/step_kind.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace scene;
using strings = std::vector<std::string>;

namespace {

std::string flow_named(std::string_view id, std::string_view rest)
{
    return "flow: " + std::string(id) + "\nversion: 1\ntitle: T\n" + std::string(rest);
}

std::string calling(std::string_view id, std::string_view other)
{
    return flow_named(id, "steps:\n  - call: " + std::string(other) + "\n  - end: done\n");
}

} // namespace

TEST_CASE("library: a call is filled in with the slots of the called flow", "[core][library]")
{
    const auto loaded = load(
        {{"a/flow.yaml", flow_named(
                             "a", "out: {mine: text}\nsteps:\n"
                                  "  - call: shrink\n    id: part\n"
                                  "    in: {what: \"'x'\", brief: true}\n"
                                  "    out: {step: mine}\n"
                                  "  - if: part.outcome == \"done\"\n    then:\n"
                                  "      - say: Fine.\n"
                                  "  - end: done\n")}});
    INFO((loaded.found.empty() ? "" : flow::to_line(loaded.found[0])));
    REQUIRE(loaded.found.empty());
    const auto* made = loaded.made->current("a");
    REQUIRE(made != nullptr);
    CHECK(made->flows.size() == 2);
    CHECK(made->hash.size() == 64);
    CHECK(loaded.made->find(made->hash) == made);
    const auto& called = *made->flows[1];
    const auto& call = dynamic_cast<const steps::call_body&>(*made->root().steps[0].body);
    CHECK(call.flow_index == 1);
    CHECK(call.in[0].to == called.in[0].at);
    CHECK(call.in[1].to == called.in[1].at);
    CHECK(call.out[0].from == called.out[0].at);
    CHECK(call.out[0].to == made->root().out[0].at);
    CHECK(loaded.made->published().size() == 2);
}

TEST_CASE("library: a flow in the middle points into each bundle it is in", "[core][library]")
{
    const auto middle =
        flow_named("b", "steps:\n  - call: shrink\n    in: {what: \"'x'\"}\n  - end: done\n");
    const auto top = flow_named("a", "steps:\n  - call: c\n  - call: b\n  - end: done\n");
    const auto leaf = flow_named("c", "steps:\n  - say: Hi.\n  - end: done\n");
    const auto loaded =
        load({{"a/flow.yaml", top}, {"b/flow.yaml", middle}, {"c/flow.yaml", leaf}});
    REQUIRE(loaded.found.empty());
    for (const auto* id : {"a", "b"})
    {
        const auto& in = *loaded.made->current(id);
        const auto& flow_b = *in.flows[static_cast<std::size_t>(in.find_flow("b"))];
        const auto& call = dynamic_cast<const steps::call_body&>(*flow_b.steps[0].body);
        CHECK(call.flow_index == in.find_flow("shrink"));
    }
    CHECK(loaded.made->current("a")->flows.size() == 4);
}

TEST_CASE("library: a broken flow is left out and every other stays", "[core][library]")
{
    const auto loaded = load(
        {{"bad/flow.yaml", flow_named("bad", "steps:\n  - sey: Hi.\n")},
         {"torn/flow.yaml", "flow: [torn\n"},
         {"uses-bad/flow.yaml", calling("uses-bad", "bad")},
         {"good/flow.yaml", flow_named("good", "steps:\n  - say: Hi.\n  - end: done\n")}});
    CHECK(loaded.made->current("good") != nullptr);
    CHECK(loaded.made->current("shrink") != nullptr);
    CHECK(loaded.made->current("bad") == nullptr);
    CHECK(loaded.made->current("uses-bad") == nullptr);
    auto left_out = loaded.left_out;
    std::ranges::sort(left_out);
    CHECK(left_out == strings{"bad", "torn", "uses-bad"});
    CHECK(
        places(loaded.found) == strings{"5:5 unknown-step", "2:1 yaml-syntax", "5:11 broken-flow"});
}

TEST_CASE("library: calls never go in circles nor too deep", "[core][library]")
{
    const auto circle = load(
        {{"a/flow.yaml", calling("a", "b")},
         {"b/flow.yaml", calling("b", "a")},
         {"c/flow.yaml", calling("c", "c")}});
    CHECK(circle.made->current("a") == nullptr);
    CHECK(circle.made->current("b") == nullptr);
    CHECK(circle.made->current("c") == nullptr);
    CHECK(std::ranges::count(circle.found, "recursion", &flow::diagnostic::code) == 2);

    flow::file_map deep;
    for (int i = 0; i < 10; ++i)
    {
        const auto id = std::string("d") + static_cast<char>('0' + i);
        const auto next = std::string("d") + static_cast<char>('1' + i);
        deep[id + "/flow.yaml"] =
            i == 9 ? flow_named(id, "steps:\n  - say: Hi.\n  - end: done\n") : calling(id, next);
    }
    const auto loaded = load(deep);
    CHECK(std::ranges::count(loaded.found, "call-depth", &flow::diagnostic::code) >= 1);
    CHECK(loaded.made->current("d0") == nullptr);
    CHECK(loaded.made->current("d9") != nullptr);
}

TEST_CASE("library: a call gives what the called flow cannot do without", "[core][library]")
{
    const auto missing = load({{"a/flow.yaml", calling("a", "shrink")}});
    CHECK(places(missing.found) == strings{"5:11 missing-input"});
    const auto unsure = load(
        {{"a/flow.yaml", flow_named(
                             "a", "steps:\n  - ask: text\n    id: x\n    say: X?\n"
                                  "  - call: shrink\n    in: {what: x}\n  - end: done\n")}});
    CHECK(places(unsure.found) == strings{"8:11 unset"});
    // An input handed on makes the caller's own input required.
    const auto handed = load(
        {{"a/flow.yaml", flow_named(
                             "a", "in: {x: text}\nsteps:\n"
                                  "  - call: shrink\n    in: {what: x}\n  - end: done\n")}});
    REQUIRE(handed.found.empty());
    CHECK(handed.made->current("a")->root().in[0].required);
    const auto reminded = load(
        {{"a/flow.yaml",
          flow_named("a", "steps:\n  - remind: shrink\n    after: 3d\n  - end: done\n")}});
    CHECK(places(reminded.found) == strings{"5:13 missing-input"});
}

TEST_CASE(
    "library: a bundle's hash is what its flows say, not how they are typed", "[core][library]")
{
    const auto one = flow_named("a", "steps:\n  - say: Hello there.\n  - end: done\n");
    const auto other = "# a comment\r\nflow:   a\nversion: 1\ntitle: \"T\"\n\nsteps:\n"
                       "    - {say: 'Hello there.'}   # another\n    - end: done\n";
    const auto hash = [](std::string text) {
        const auto loaded = load({{"a/flow.yaml", std::move(text)}});
        return loaded.made->current("a") == nullptr ? "none" : loaded.made->current("a")->hash;
    };
    CHECK(hash(one) == hash(one));
    CHECK(hash(one) == hash(other));
    CHECK(hash(one) != hash(flow_named("a", "steps:\n  - say: Hello you.\n  - end: done\n")));
    CHECK(hash(one) != hash(flow_named("a", "steps:\n  - say: Hello there.\n  - end: over\n")));
    // What it calls is part of it.
    auto files = flow::file_map{
        {"a/flow.yaml", calling("a", "c")},
        {"c/flow.yaml", flow_named("c", "steps:\n  - end: one\n")}};
    const auto before = load(files).made->current("a")->hash;
    files["c/flow.yaml"] = flow_named("c", "steps:\n  - end: two\n");
    CHECK(load(files).made->current("a")->hash != before);
}

TEST_CASE(
    "library: a stored bundle comes back by its hash when the flow has moved on", "[core][library]")
{
    flow::file_map files{
        {"a/flow.yaml", flow_named(
                            "a", "steps:\n  - call: shrink\n    in: {what: \"'x'\"}\n"
                                 "  - remind: b\n    after: 3d\n  - end: done\n")},
        {"b/flow.yaml", flow_named("b", "steps:\n  - say: Hi.\n  - end: done\n")}};
    const auto old = load(files);
    REQUIRE(old.found.empty());
    const auto hash = old.made->current("a")->hash;
    const auto stored = old.made->stored(hash);
    CHECK(stored.flow == "a");
    CHECK(stored.files.contains("shrink/flow.yaml"));

    files["a/flow.yaml"] = flow_named("a", "steps:\n  - say: New.\n  - end: done\n");
    const auto now = load(files);
    CHECK(now.made->find(hash) == nullptr);
    REQUIRE(now.made->pin(stored, steps::all()));
    REQUIRE(now.made->find(hash) != nullptr);
    CHECK(now.made->find(hash)->flows.size() == 2);
    CHECK(now.made->current("a")->hash != hash);
    CHECK(now.made->stored(hash).files == stored.files);

    auto spoilt = stored;
    spoilt.hash[0] = spoilt.hash[0] == 'a' ? 'b' : 'a';
    CHECK_FALSE(now.made->pin(spoilt, steps::all()));

    // A reload keeps what the older snapshot had.
    const auto third = load(files);
    third.made->keep_from(*now.made);
    CHECK(third.made->find(hash) == now.made->find(hash));
}

TEST_CASE("library: how much of which collections a bundle reads", "[core][library]")
{
    const auto loaded = load(
        {{"a/flow.yaml", flow_named(
                             "a", "steps:\n  - recall: {last: wins}\n    id: w\n"
                                  "  - call: b\n  - end: done\n")},
         {"b/flow.yaml", flow_named(
                             "b", "steps:\n  - recall: {first: steps}\n    id: s\n"
                                  "  - end: done\n")}});
    REQUIRE(loaded.found.empty());
    const auto& recalls = loaded.made->current("a")->recalls;
    REQUIRE(recalls.size() == 2);
    CHECK(recalls[0].collection == "wins");
    CHECK(recalls[1].collection == "steps");
    // The oldest are wanted: they stand at the far end.
    CHECK(recalls[1].newest == limits::record_items_per_collection);
}

TEST_CASE("library: the record and the measures are read with places too", "[core][library]")
{
    const auto found = [](std::string name, std::string text) {
        flow::diagnostics out;
        for (auto& one : load({{name, std::move(text)}}).found)
            if (one.at.file == name)
                out.push_back(std::move(one));
        return places(out);
    };
    CHECK(found("record.yaml", "collections:\n  a: {b: txt}\n") == strings{"2:10 type"});
    CHECK(
        found("record.yaml", "collections:\n  a:\n    b: {type: text, required: true}\n") ==
        strings{});
    CHECK(found("record.yaml", "collection: 3\n") == strings{"1:1 missing-key", "1:1 unknown-key"});
    CHECK(
        found(
            "measures/m.yaml",
            "measure: m\ntitle: M\nnote: N\nsay: S\nscoring: mean\n"
            "items: [{id: a, say: Well}]\noptions: [{label: X, score: x}]\n"
            "bands: [{from: 0, label: low}]\nlicence: {kind: own}\nsource: us\nrisk: none\n") ==
        strings{"5:10 bad-value", "7:29 bad-value"});
}
