// Packs as files: what is read, what is refused and where; and the one that is shipped, against the
// flows that are shipped.
#include "bot/core/homework/burden.hpp"
#include "bot/core/homework/pack.hpp"
#include "bot/core/steps/step_kind.hpp"
#include "tests/unit/homework/scene.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace homework_tests;
namespace flow = switchback::flow;

namespace {

const std::vector<flow_facts> known{
    {"look-back", 1, "hash-1", 10, {}},
    {"small-step", 2, "hash-2", 5, {}},
    {"with-input", 1, "hash-3", 5, {"step"}}};

struct result
{
    std::optional<pack> made;
    std::string faults;
};

result read(const std::string& text, const std::string& file = "homework/two.yaml")
{
    flow::diagnostics found;
    result out;
    const auto tree = flow::read_yaml(file, text, found);
    REQUIRE(tree.has_value());
    out.made = read_pack(*tree, known, found);
    for (const auto& one : found)
        out.faults += flow::to_line(one) + "\n";
    return out;
}

std::string with_items(const std::string& items)
{
    return "pack: two\nversion: 1\ntitle: T\nabout: A\nhomework:\n" + items;
}

std::string text_of(const std::filesystem::path& path)
{
    std::ostringstream out;
    out << std::ifstream(path, std::ios::binary).rdbuf();
    return out.str();
}

std::vector<flow_facts> shipped_flows()
{
    flow::file_map files;
    const std::filesystem::path folder = FLOWS_FOLDER;
    for (const auto& one : std::filesystem::recursive_directory_iterator(folder))
    {
        const auto name = std::filesystem::relative(one.path(), folder).generic_string();
        if (one.is_regular_file() && flow::is_library_file(name))
            files[name] = text_of(one.path());
    }
    return facts_of(*flow::read_library(files, switchback::steps::all(), {.prove = false}).made);
}

} // namespace

TEST_CASE("pack: a file reads as its author wrote it")
{
    const auto got = read(with_items("  - flow: look-back\n    due: 2d\n    note: Take your time.\n"
                                     "  - {flow: small-step, after: over, delay: 1w, early: false, "
                                     "reminders: 2, opens: \"18:30\","
                                     " due: 0d, due_at: \"21:00\", closes: 1d}\n"
                                     "  - {flow: small-step, repeats: FREQ=WEEKLY;COUNT=3}\n"
                                     "  - {flow: look-back, before: session, lead: 2d}\n"));
    INFO(got.faults);
    REQUIRE(got.made.has_value());
    const auto& all = got.made->homework;
    REQUIRE(all.size() == 4);
    CHECK(all[0].note == "Take your time.");
    CHECK(all[0].when.due_after_days == 2);
    CHECK(all[0].when.closes_after_days == 7);
    CHECK(all[1].unlock == unlocking::after_over);
    CHECK(all[1].delay_days == 7);
    CHECK_FALSE(all[1].may_start_early);
    CHECK(all[1].reminders == 2);
    CHECK(all[1].when.opens_minute == 18 * 60 + 30);
    CHECK(all[1].when.due_minute == 21 * 60);
    CHECK(all[2].repeats == "FREQ=WEEKLY;COUNT=3");
    CHECK(all[3].when.when == rhythm::before_session);
    CHECK(all[3].when.lead_days == 2);
}

TEST_CASE("pack: a fault has its line and column, its code and what to do")
{
    const std::pair<std::string, std::string> wrong[]{
        {"  - {flow: smal-step}\n",
         "homework/two.yaml:6:12: error [unknown-flow]: there is no flow `smal-step`; did you mean "
         "`small-step`?"},
        {"  - {flow: with-input}\n", "error [missing-input]: `with-input` needs the input `step`"},
        {"  - {flow: look-back, when: 3d}\n",
         "error [unknown-key]: a homework knows no key `when`"},
        {"  - {due: 3d}\n", "error [missing-key]: a homework needs `flow`"},
        {"  - {flow: look-back, after: done}\n", "the first has none above it to wait for"},
        {"  - {flow: look-back}\n  - {flow: look-back, after: it}\n",
         "`after` is `done` or `over`"},
        {"  - {flow: look-back, delay: 4h}\n", "`delay` is a number of days; write 0d to 366d"},
        {"  - {flow: look-back, opens: \"25:00\"}\n", "`opens` is a time of the day; write hours"},
        {"  - {flow: look-back, repeats: FREQ=WEEKLY;BYDAY=XX}\n",
         "at letter 19 of the rule: `XX` is no weekday; write MO TU"},
        {"  - {flow: look-back, due: 3d, closes: 2d}\n",
         "it closes after 2 days and is due after 3"},
        {"  - {flow: look-back, before: session, due: 3d}\n", "`due` is the session itself here"},
        {"  - {flow: look-back, before: lunch}\n", "`before` is `session`"},
        {"  - {flow: look-back, repeats: FREQ=DAILY, before: session}\n", "keep one"},
        {"  - {flow: look-back, reminders: 3}\n", "`reminders` is a whole number from 0 to 2"},
        {"  []\n", "`homework` is a list of 1 to 20"},
        {"  - look-back\n", "a homework needs keys and values, not a word"},
    };
    for (const auto& [items, says] : wrong)
    {
        INFO(items);
        const auto got = read(with_items(items));
        CHECK_FALSE(got.made.has_value());
        CHECK_THAT(got.faults, Catch::Contains(says));
    }
    const auto other = read(with_items("  - {flow: look-back}\n"), "homework/three.yaml");
    CHECK_THAT(other.faults, Catch::Contains("[flow-id]: `pack:` must equal the name of the file"));
    CHECK_THAT(read("pack: two\n").faults, Catch::Contains("a pack of homework needs `version`"));
}

TEST_CASE("pack: each homework becomes a draft that waits for the one it names")
{
    const auto got = read(with_items(
        "  - {flow: look-back, delay: 1d}\n  - {flow: small-step, after: done, delay: 3d}\n"
        "  - {flow: look-back, before: session}\n"));
    const pack_start start{number(2),
                           number(3),
                           monday,
                           {number(10), number(11), number(12)},
                           private_text("mine"),
                           {at(monday + 8, 10)}};
    const auto all = drafts_of(got.made.value(), known, start);
    REQUIRE(all.size() == 3);
    CHECK(all[0].note.reveal() == "mine");
    CHECK(all[0].when.first_day == monday + 1);
    CHECK(all[1].unlock == unlock_rule{unlocking::after_done, number(10), 3});
    CHECK(all[1].when.first_day == monday + 4);
    CHECK(all[1].what == content{"small-step", 2, "hash-2", 5, "two", 1, 1});
    CHECK(all[2].when.sessions == start.sessions);
    for (const auto& one : all)
        CHECK(assign(one, utc, {.now_ms = at(monday, 8)}).has_value());
}

TEST_CASE("pack: the one that is shipped fits the flows that are shipped")
{
    const auto flows = shipped_flows();
    REQUIRE(flows.size() >= 9);
    flow::diagnostics found;
    const std::string file = "homework/after-a-setback.yaml";
    const auto tree =
        flow::read_yaml(file, text_of(std::filesystem::path(FLOWS_FOLDER) / file), found);
    REQUIRE(tree.has_value());
    const auto made = read_pack(*tree, flows, found);
    for (const auto& one : found)
        FAIL(flow::to_line(one));
    std::string order;
    for (const auto& one : made.value().homework)
        order += one.flow + " ";
    CHECK(order == "setback-check-in step-follow-up progress-check-in safety-net session-prep ");

    const pack_start start{
        number(2), number(3),
        monday,    {number(10), number(11), number(12), number(13), number(14)},
        {},        {at(monday + 4, 10), at(monday + 11, 10), at(monday + 18, 10)}};
    std::vector<assignment> all;
    for (const auto& one : drafts_of(*made, flows, start))
        all.push_back(assign(one, utc, {.now_ms = at(monday, 8)}).value());
    // 10 to look back, 3 to follow up, 5 of progress and 5 before the session, in the first week.
    const auto week = burden_of(all, utc, {1'260, 480}, at(monday, 8));
    CHECK(week.minutes == 23);
    CHECK(week.nudges == 2); // what opens on one day is one reminder
    CHECK(is_heavy(week));
}
