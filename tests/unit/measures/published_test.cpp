// The instruments we ship: their words by hash, their codes, and the traps that public code fell
// into. The hashes stand here a second time on purpose: the compiled ones can be changed together
// with a file, these are what a reviewer signed.
#include "bot/core/flow/canonical.hpp"
#include "bot/core/flow/library.hpp"
#include "bot/core/flow/measure.hpp"
#include "bot/core/measures/published.hpp"
#include "bot/core/measures/score.hpp"
#include "bot/core/steps/step_kind.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace switchback;

namespace {

std::string text_of_file(const std::string& name)
{
    std::ifstream in(std::filesystem::path(FLOWS_FOLDER) / name, std::ios::binary);
    REQUIRE(in.good());
    std::stringstream out;
    out << in.rdbuf();
    return out.str();
}

flow::measure shipped(const std::string& id)
{
    flow::diagnostics found;
    auto tree = flow::read_yaml(
        "measures/" + id + ".yaml", text_of_file("measures/" + id + ".yaml"), found);
    REQUIRE(tree.has_value());
    auto made = flow::read_measure(std::move(*tree), found);
    for (const auto& one : found)
        UNSCOPED_INFO(flow::to_line(one));
    REQUIRE(made.has_value());
    return std::move(*made);
}

std::vector<std::string> codes_of(const measures::instrument& of)
{
    std::vector<std::string> out;
    for (const auto& one : of.items)
        out.push_back(one.loinc);
    return out;
}

std::vector<double> froms_of(const measures::instrument& of)
{
    std::vector<double> out;
    for (const auto& one : of.bands)
        out.push_back(one.from);
    return out;
}

using codes = std::vector<std::string>;
using froms = std::vector<double>;

} // namespace

TEST_CASE("published: the words of each are locked by their SHA-256", "[core][measures]")
{
    const std::vector<std::pair<std::string, std::string>> signed_off{
        {"phq-9", "e13872a02a2168dc665a272769edc8e6ca9f1358466dde88ab84b2c6508dc6ae"},
        {"gad-7", "3f5af41f55f7d37eb98eeb16b9438cd2d70f466f49aa49feb796604e4bf7c905"},
        {"phq-4", "5f972dd96754c8a06bc13880ba0c0c82cf585d9e8e613f15e3f3125a219ed902"},
        {"k10", "58a42a9401593bc328a058ed36087b1355913f1e5690d56119ae93f7e4cfe7c6"}};
    for (const auto& [id, hash] : signed_off)
    {
        INFO(id);
        const auto made = shipped(id);
        CHECK(flow::sha256(measures::text_of(made.what)) == hash);
        REQUIRE(measures::lock_of(id) != nullptr);
        CHECK(measures::lock_of(id)->sha256 == hash);
    }
    CHECK(measures::text_locks().size() == signed_off.size());
}

TEST_CASE("published: one byte of an item is enough to be refused", "[core][measures]")
{
    auto text = text_of_file("measures/phq-9.yaml");
    const auto at = text.find("Little interest or pleasure");
    REQUIRE(at != std::string::npos);
    text[at] = 'l';
    flow::diagnostics found;
    CHECK_FALSE(
        flow::read_measure(flow::read_yaml("measures/phq-9.yaml", text, found).value(), found));
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == "text-changed");
}

TEST_CASE("published: PHQ-9 has nine items, its codes, cut-offs and item 9", "[core][measures]")
{
    const auto of = shipped("phq-9").what;
    CHECK(
        codes_of(of) == codes{
                            "44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2",
                            "44252-5", "44253-3", "44260-8"});
    CHECK(froms_of(of) == froms{0, 5, 10, 15, 20});
    CHECK(measures::totals_of(of).most == 27);
    REQUIRE(of.change.has_value());
    CHECK(of.change->least == 6);
    CHECK(of.change->from == 10);
    REQUIRE(of.risks.size() == 1);
    CHECK(of.risks[0].item == 8);
    CHECK(of.risks[0].id == "phq9.9");
    CHECK(of.risks[0].least == 1);
    CHECK(of.risks[0].about == "suicide");
    CHECK(of.missing.never == std::vector<std::size_t>{8});
    REQUIRE(of.closing.has_value());
    CHECK(of.closing->loinc == "69722-7");
}

TEST_CASE("trap: GAD-7 item 6 is irritable and item 7 afraid", "[core][measures]")
{
    const auto of = shipped("gad-7").what;
    REQUIRE(of.items.size() == 7);
    CHECK(of.items[5].text == "Becoming easily annoyed or irritable");
    CHECK(of.items[5].loinc == "69689-8");
    CHECK(of.items[6].text == "Feeling afraid as if something awful might happen");
    CHECK(of.items[6].loinc == "69736-7");
    CHECK(
        codes_of(of) ==
        codes{"69725-0", "68509-9", "69733-4", "69734-2", "69735-9", "69689-8", "69736-7"});
    CHECK(froms_of(of) == froms{0, 5, 10, 15});
    REQUIRE(of.change.has_value());
    CHECK(of.change->least == 4);
    CHECK(of.change->from == 8);
    CHECK(of.risks.empty());
}

TEST_CASE("trap: PHQ-9 item 8 is spelt as published", "[core][measures]")
{
    const auto of = shipped("phq-9").what;
    CHECK(
        of.items[7].text ==
        "Moving or speaking so slowly that other people could have noticed? Or the opposite — "
        "being so fidgety or restless that you have been moving around a lot more than usual");
}

TEST_CASE("trap: 71969-0 is not the WHO-5, and 93373-9 not the ASQ", "[core][measures]")
{
    CHECK(measures::is_mistaken_code("who-5", "71969-0"));
    CHECK(measures::is_mistaken_code("WHO 5", "71969-0"));
    CHECK(measures::is_mistaken_code("asq", "93373-9"));
    CHECK(measures::is_mistaken_code("asq-screen", "93373-9"));
    CHECK_FALSE(measures::is_mistaken_code("who-5", "93373-9"));
    CHECK_FALSE(measures::is_mistaken_code("phq-9", "71969-0"));
}

TEST_CASE("published: PHQ-4 has two parts that route at 3", "[core][measures]")
{
    const auto of = shipped("phq-4").what;
    CHECK(codes_of(of) == codes{"69725-0", "68509-9", "44250-9", "44255-8"});
    CHECK(froms_of(of) == froms{0, 3, 6, 9});
    REQUIRE(of.parts.size() == 2);
    CHECK(of.parts[0].id == "on_edge");
    CHECK(of.parts[0].items == std::vector<std::size_t>{0, 1});
    CHECK(of.parts[0].at == 3);
    CHECK(of.parts[1].items == std::vector<std::size_t>{2, 3});
    CHECK_FALSE(of.change.has_value());
    CHECK(of.missing.most == 0);
    // Its items are those of the two it leads to.
    CHECK(of.items[0].text == shipped("gad-7").what.items[0].text);
    CHECK(of.items[2].text == shipped("phq-9").what.items[0].text);
    CHECK(of.items[3].text == shipped("phq-9").what.items[1].text);
}

TEST_CASE("published: K10 counts from 10 to 50 and names its variant", "[core][measures]")
{
    const auto of = shipped("k10").what;
    CHECK(of.items.size() == 10);
    CHECK(of.variant == "self-30-days");
    CHECK(measures::totals_of(of).least == 10);
    CHECK(measures::totals_of(of).most == 50);
    CHECK(froms_of(of) == froms{10, 16, 22, 30});
    // "All of the time" is printed first and counts most.
    CHECK(of.options.front().score == 5);
    CHECK(of.options.back().score == 1);
}

TEST_CASE(
    "published: each can be asked by its name, with its citation where one is due",
    "[core][measures]")
{
    flow::file_map files{{"record.yaml", text_of_file("record.yaml")}};
    std::string asks = "flow: f\nversion: 1\ntitle: F\nsteps:\n";
    for (const auto& lock : measures::text_locks())
    {
        const std::string id(lock.id);
        files["measures/" + id + ".yaml"] = text_of_file("measures/" + id + ".yaml");
        asks += "  - ask: questionnaire\n    id: " + id.substr(0, 3) + id.substr(id.size() - 1) +
                "\n    instrument: " + id + "\n";
    }
    files["f/flow.yaml"] = asks + "  - end: done\n";
    const auto loaded = flow::read_library(files, steps::all());
    for (const auto& one : loaded.found)
        UNSCOPED_INFO(flow::to_line(one));
    CHECK(loaded.found.empty());
    const auto* made = loaded.made->current("f");
    REQUIRE(made != nullptr);
    CHECK(made->flows.size() == 1 + measures::text_locks().size());
    CHECK(made->recalls.size() == 1);
    CHECK(text_of_file("measures/k10.yaml").find("note: \"The K10, ©") != std::string::npos);
}

TEST_CASE("published: no band says to a client what staff would call it", "[core][measures]")
{
    for (const auto& lock : measures::text_locks())
        for (const auto& band : shipped(std::string(lock.id)).what.bands)
        {
            INFO(lock.id << " " << band.say);
            CHECK(band.say != band.label);
            CHECK(band.say.find("severe") == std::string::npos);
        }
}
