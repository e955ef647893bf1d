// What a clinic adds under its own licence: read when it declares everything, refused in words that
// say what is missing otherwise.
#include "bot/core/flow/library.hpp"
#include "bot/core/flow/measure.hpp"
#include "bot/core/steps/step_kind.hpp"

#include <catch2/catch.hpp>

using namespace switchback;
using strings = std::vector<std::string>;

namespace {

// An invented instrument, so that nobody's words stand here.
constexpr std::string_view pack = R"(measure: five-winds
title: Five winds
licence: {kind: licensed, owner: "A. Nemo", terms: "Letter of 3 May 2026", held_by: "The practice"}
source: "Nemo 2020"
say: "Two questions."
stem: "In the last week"
scoring: sum
items:
  - {id: north, say: "Cold"}
  - {id: south, say: "Urges to harm somebody"}
options: [{label: "No", score: 0}, {label: "Some", score: 2}, {label: "Much", score: 4}]
bands: [{from: 0, label: "low", say: "few"}, {from: 4, label: "high", say: "many"}]
change: {deviation: 2, reliability: 0.5, source: "Nemo 2021"}
risk: [{item: south, id: winds.2, least: 2, about: harm_to_others}]
)";

std::string with(std::string_view from, std::string_view to)
{
    std::string out(pack);
    const auto at = out.find(from);
    REQUIRE(at != std::string::npos);
    return out.replace(at, from.size(), to);
}

strings faults_of(std::string_view text, const std::string& file = "packs/five-winds.yaml")
{
    flow::diagnostics found;
    auto tree = flow::read_yaml(file, text, found);
    REQUIRE(tree.has_value());
    const auto made = flow::read_measure(std::move(*tree), found);
    strings out;
    for (const auto& one : found)
        out.push_back(one.code + ": " + one.message);
    CHECK(made.has_value() == out.empty());
    return out;
}

} // namespace

TEST_CASE(
    "pack: one that declares everything is read, with its own rule of change", "[core][measures]")
{
    flow::diagnostics found;
    const auto made =
        flow::read_measure(flow::read_yaml("packs/five-winds.yaml", pack, found).value(), found);
    CHECK(found.empty());
    REQUIRE(made.has_value());
    CHECK(made->licence == flow::licence_kind::licensed);
    CHECK(made->what.risks.at(0).item == 1);
    CHECK(made->what.risks.at(0).about == "harm_to_others");
    CHECK(made->what.change.value().least == 4); // 1.96 * 2 = 3.92
}

TEST_CASE(
    "pack: without licence, source, holder or risk it is refused and says so", "[core][measures]")
{
    CHECK(
        faults_of(with("licence: {kind", "#: {kind")) ==
        strings{"licence: a measure says under which licence it is shown"});
    CHECK(
        faults_of(with("source: \"Nemo 2020\"", "")) ==
        strings{"licence: a measure says where it comes from: `source`"});
    CHECK(faults_of(with(", held_by: \"The practice\"", "")).at(0).starts_with("missing-key"));
    CHECK(
        faults_of(with("terms: \"Letter of 3 May 2026\", ", "")).at(0).starts_with("missing-key"));
    CHECK(
        faults_of(with("kind: licensed", "kind: own")).at(0) ==
        "licence: what stands in packs/ is licensed to the clinic: `kind: licensed`");
    CHECK(faults_of(with("risk: [{item: south, id: winds.2, least: 2, about: harm_to_others}]", ""))
              .at(0)
              .starts_with("missing-key"));
    CHECK(
        faults_of(with("risk: [{item: south", "risk: [{item: west")).at(0) ==
        "unknown-name: there is no item `west`");
    CHECK(faults_of(with("about: harm_to_others", "about: sorrow")).at(0).starts_with("bad-value"));
    // And it may say that it asks about no danger.
    CHECK(faults_of(with(
                        "risk: [{item: south, id: winds.2, least: 2, about: harm_to_others}]",
                        "risk: none"))
              .empty());
}

TEST_CASE("pack: a licensed instrument has no place among the free ones", "[core][measures]")
{
    CHECK(
        faults_of(pack, "measures/five-winds.yaml") ==
        strings{"licence: `kind` is `own` or `free` here"});
    CHECK(
        faults_of(
            with("kind: licensed", "kind: free").replace(0, 0, ""), "measures/five-winds.yaml")
            .size() >= 1);
    CHECK(
        faults_of(with("measure: five-winds", "measure: phq-9")) ==
        strings{"licence: `phq-9` is the name of a shipped instrument"});
}

TEST_CASE(
    "trap: a pack that gives the WHO-5 or the ASQ another's code is refused", "[core][measures]")
{
    auto who = with("measure: five-winds", "measure: who-5\nloinc: {panel: 71969-0}");
    CHECK(
        faults_of(who) ==
        strings{"mistaken-code: `71969-0` is another questionnaire than `who-5`"});
    auto asq = with("measure: five-winds", "measure: asq");
    asq.replace(asq.find("say: \"Cold\""), 11, "loinc: 93373-9, say: \"Cold\"");
    CHECK(
        faults_of(asq) == strings{"mistaken-code: `93373-9` is another questionnaire than `asq`"});
}

TEST_CASE("pack: what a client reads names no illness and no verdict", "[core][measures]")
{
    CHECK(faults_of(with("say: \"many\"", "say: \"Severe distress\""))
              .at(0)
              .starts_with("bad-value"));
    CHECK(faults_of(with("say: \"many\"", "say: \"an anxiety disorder\"")).size() == 2);
    CHECK(faults_of(with(", say: \"many\"", "")).at(0).starts_with("missing-key"));
}

TEST_CASE("pack: bands rise and begin with the lowest total", "[core][measures]")
{
    CHECK(faults_of(with("{from: 4, label", "{from: 0, label")).at(0).starts_with("bad-value"));
    CHECK(
        faults_of(with("{from: 0, label: \"low\"", "{from: 1, label: \"low\"")).at(0) ==
        "bad-value: the lowest total has no band");
    CHECK(faults_of(with("reliability: 0.5", "reliability: 1")).at(0).starts_with("bad-value"));
    CHECK(faults_of(with("id: south, say", "id: north, say")).at(0).starts_with("duplicate-id"));
}

TEST_CASE("pack: a part takes no name that the result has already", "[core][measures]")
{
    const auto parts = [](std::string_view id) {
        return with(
            "scoring: sum", "scoring: sum\nparts: [{id: " + std::string(id) + ", items: [north]}]");
    };
    CHECK(faults_of(parts("cold")).empty());
    CHECK(faults_of(parts("total")).at(0).starts_with("bad-name"));
    CHECK(
        faults_of(with("scoring: sum", "scoring: sum\nparts: [{id: cold, items: [up]}]")).at(0) ==
        "unknown-name: there is no item `up`");
}

TEST_CASE("pack: a flow asks it by name, and no second file takes that name", "[core][measures]")
{
    const std::string asks = "flow: f\nversion: 1\ntitle: F\nsteps:\n"
                             "  - ask: questionnaire\n    id: q\n    instrument: five-winds\n"
                             "  - end: done\n";
    flow::file_map files{{"f/flow.yaml", asks}, {"packs/five-winds.yaml", std::string(pack)}};
    const auto loaded = flow::read_library(files, steps::all());
    for (const auto& one : loaded.found)
        UNSCOPED_INFO(flow::to_line(one));
    CHECK(loaded.found.empty());
    const auto* made = loaded.made->current("f");
    REQUIRE(made != nullptr);
    CHECK(loaded.made->stored(made->hash).files.contains("packs/five-winds.yaml"));
    flow::library again;
    CHECK(again.pin(loaded.made->stored(made->hash), steps::all()));

    files["packs/other.yaml"] = std::string(pack);
    const auto twice = flow::read_library(files, steps::all());
    REQUIRE(twice.found.size() == 1);
    CHECK(twice.found[0].code == "duplicate-id");

    // Another rule of scoring is another bundle.
    files.erase("packs/other.yaml");
    files["packs/five-winds.yaml"] = with("reliability: 0.5", "reliability: 0.6");
    CHECK(flow::read_library(files, steps::all()).made->current("f")->hash != made->hash);
}
