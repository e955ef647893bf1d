// Every code an author can meet, with a file that triggers it and the exact place.
#include "tests/unit/flow/scene.hpp"

#include <catch2/catch.hpp>

using namespace scene;
using strings = std::vector<std::string>;

namespace {

/// Reads steps that begin in line 5 of a correct file, closed by an `end`.
read_result with_steps(std::string_view text)
{
    return read(flow_text("steps:\n" + std::string(text) + "  - end: done\n"));
}

strings faults(std::string_view text)
{
    return places(with_steps(text).found);
}

std::string suggestion(std::string_view text)
{
    const auto done = with_steps(text);
    return done.found.empty() ? "(no fault)" : done.found[0].suggestion;
}

} // namespace

TEST_CASE("faults: the head of a flow", "[core][faults]")
{
    CHECK(
        places(read("title: F\nsteps:\n  - end: done\n").found) ==
        strings{"1:1 missing-key", "1:1 missing-key"});
    CHECK(
        places(read("flow: g\nversion: 1\ntitle: F\nsteps:\n  - end: done\n").found) ==
        strings{"1:7 flow-id"});
    CHECK(
        places(read("flow: F!\nversion: x\ntitle: F\nsteps:\n  - end: done\n").found) ==
        strings{"1:7 bad-name", "1:7 flow-id", "2:10 bad-value"});
    CHECK(
        places(read(flow_text("tittle: G\nsteps:\n  - end: done\n")).found) ==
        strings{"4:1 unknown-key"});
    CHECK(
        read(flow_text("minuets: 5\nsteps:\n  - end: done\n")).found[0].suggestion ==
        "did you mean `minutes`?");
    CHECK(
        places(read(flow_text("in: {a: txt}\nsteps:\n  - end: done\n")).found) ==
        strings{"4:9 type"});
    CHECK(
        places(read(flow_text("out: {a: text}\nsteps:\n  - end: done\n")).found) ==
        strings{"4:7 unknown-name"});
    CHECK(
        places(read(flow_text("out: {a: number}\nsteps:\n  - set: {a: \"'x'\"}\n  - end: done\n"))
                   .found) == strings{"4:7 type"});
    CHECK(places(read("- a\n- b\n").found).front() == "1:1 bad-value");
    CHECK(read("- a\n").made == nullptr);
    CHECK(
        places(read("flow: safety\nversion: 1\ntitle: F\nsteps:\n  - end: done\n").found) ==
        strings{"1:7 safety-blocked", "1:7 flow-id"});
}

TEST_CASE("faults: steps and keys that nobody knows", "[core][faults]")
{
    CHECK(faults("  - sey: Hello\n") == strings{"5:5 unknown-step"});
    CHECK(suggestion("  - sey: Hello\n") == "did you mean `say`?");
    CHECK(suggestion("  - id: a\n    say: Hello\n") == "write `say` first");
    CHECK(faults("  - Hello\n") == strings{"5:5 bad-value"});
    CHECK(suggestion("  - I went home: it was late\n") == "did you mean to quote this sentence?");
    CHECK(faults("  - say: Hello\n    cover: [T1]\n") == strings{"6:5 unknown-key"});
    CHECK(suggestion("  - say: Hello\n    cover: [T1]\n") == "did you mean `covers`?");
    CHECK(faults("  - say: Hello\n    at_most: 2\n") == strings{"6:14 unknown-key"});
    CHECK(faults("  - ask: text\n    say: What?\n") == strings{"5:5 missing-key"});
    CHECK(faults("  - ask: txt\n    id: a\n    say: What?\n") == strings{"5:10 bad-value"});
    CHECK(faults("  - ask: text\n    id: A b\n    say: What?\n") == strings{"6:9 bad-name"});
    CHECK(
        faults("  - if: true\n    then: []\n") ==
        strings{"5:9 constant-condition", "6:11 bad-value"});
    CHECK(faults("  - if: 1 == 1\n") == strings{"5:9 constant-condition", "5:5 missing-key"});
}

TEST_CASE("faults: a sentence that YAML took apart", "[core][faults]")
{
    CHECK(faults("  - say: {name}, hello\n").front().ends_with("yaml-syntax"));
    CHECK(faults("  - say: {I went, home}\n") == strings{"5:10 bad-value"});
    CHECK(suggestion("  - say: {I went, home}\n") == "did you mean to quote this sentence?");
    CHECK(faults("  - say:\n      - Note: it is late\n") == strings{"6:9 bad-value"});
    const auto options = "  - ask: one\n    id: a\n    say: A?\n"
                         "    options: [{x: Two minutes, then more}, {y: Y}]\n";
    CHECK(faults(options) == strings{"8:32 unknown-key"});
    CHECK(suggestion(options) == "did you mean to quote this sentence?");
    CHECK(
        faults("  - ask: scale\n    id: a\n    say: A?\n"
               "    range: {min: 0, max: 10, low: calm, at rest}\n") ==
        strings{"8:41 unknown-key"});
    CHECK(faults("  - say: Hello # and more\n") == strings{"5:10 quote-this"});
    CHECK(faults("  - say: \"Hello\" # a comment\n") == strings{});
    CHECK(faults("  - say: \"\"\n") == strings{"5:10 bad-value"});
}

TEST_CASE("faults: names and types", "[core][faults]")
{
    CHECK(faults("  - say: \"{nme}\"\n") == strings{"5:12 unknown-name"});
    CHECK(faults("  - set: {n: 1}\n  - set: {n: \"'x'\"}\n") == strings{"6:11 type"});
    CHECK(faults("  - set: {N: 1}\n") == strings{"5:11 bad-name"});
    CHECK(faults("  - set: 3\n") == strings{"5:10 bad-value"});
    CHECK(faults("  - if: 3 + 4\n    then:\n      - say: Hi.\n").front() == "5:9 type");
    CHECK(
        faults("  - ask: text\n    id: a\n    say: A?\n  - ask: text\n    id: a\n    say: B?\n") ==
        strings{"9:9 duplicate-id"});
    CHECK(
        faults("  - ask: scale\n    id: a\n    say: A?\n    range: {min: 0, max: 9}\n"
               "    suggest: \"'x'\"\n") == strings{"9:15 type"});
    CHECK(faults("  - ask: text\n    id: a\n    say: \"{a}\"\n") == strings{"7:12 unknown-name"});
    CHECK(
        faults("  - ask: text\n    id: a\n    say: A?\n  - say: \"{a}\"\n") ==
        strings{"8:12 unset"});
    CHECK(
        faults("  - each: s\n    of: 3\n    max: 2\n    steps:\n      - say: Hi.\n") ==
        strings{"6:9 type"});
    CHECK(faults("  - review: [what]\n") == strings{"5:14 unknown-name"});
    CHECK(faults("  - set: {n: 1}\n  - share: [n]\n") == strings{"6:13 unknown-name"});
}

TEST_CASE("faults: options and ranges", "[core][faults]")
{
    const auto ask = [](std::string_view options) {
        return faults(
            "  - ask: one\n    id: a\n    say: A?\n    options: " + std::string(options) + "\n");
    };
    CHECK(ask("[{x: X}, {y}]") == strings{"8:24 option-without-value"});
    CHECK(ask("[{x: X}, y]") == strings{"8:23 option-without-value", "8:14 bad-value"});
    CHECK(ask("[{x: X}, {x: Y}]") == strings{"8:24 duplicate-id"});
    CHECK(ask("[{x: X}]") == strings{"8:14 bad-value"});
    CHECK(ask("[{x: X}, {y: {lable: Y}}]") == strings{"8:27 missing-key", "8:28 unknown-key"});
    CHECK(ask("[{x: X}, {Y y: Y}]") == strings{"8:24 bad-name"});
    CHECK(faults("  - ask: one\n    id: a\n    say: A?\n") == strings{"5:5 missing-key"});
    CHECK(faults("  - ask: scale\n    id: a\n    say: A?\n") == strings{"5:5 missing-key"});
    CHECK(
        faults("  - ask: scale\n    id: a\n    say: A?\n    range: {min: 9, max: 0}\n") ==
        strings{"8:12 bad-value"});
    CHECK(
        faults("  - ask: scale\n    id: a\n    say: A?\n    range: {min: low, max: 9}\n") ==
        strings{"8:18 bad-value"});
}

TEST_CASE("faults: nothing is unbounded", "[core][faults]")
{
    const auto ask = [](std::string_view key) {
        return faults("  - ask: text\n    id: a\n    say: A?\n    " + std::string(key) + "\n");
    };
    CHECK(faults("  - each: s\n    steps:\n      - say: Hi.\n") == strings{"5:11 unbounded"});
    CHECK(
        faults("  - each: s\n    max: 21\n    steps:\n      - say: Hi.\n") ==
        strings{"6:10 unbounded"});
    CHECK(ask("tries: {max: 0}") == strings{"8:18 unbounded"});
    CHECK(ask("tries: {max: 99}") == strings{"8:18 unbounded"});
    CHECK(ask("wait: {give_up: 900d}") == strings{"8:21 unbounded"});
    CHECK(ask("wait: {nudge: 3d, give_up: 2d}") == strings{"8:11 bad-value"});
    CHECK(ask("join: soon") == strings{"8:11 bad-value"});
    CHECK(ask("join: 0s") == strings{"8:11 bad-value"});
    CHECK(ask("join: 99999999999999999999d") == strings{"8:11 bad-value"});
    CHECK(ask("share: maybe") == strings{"8:12 bad-value"});
    CHECK(ask("optional: maybe") == strings{"8:15 bad-value"});
    CHECK(ask("risk: intensity") == strings{"8:11 bad-value"});
    CHECK(
        faults("  - say: Hi.\n    id: a\n    next: a\n    at_most: 1000\n") ==
        strings{"8:14 unbounded"});
}

TEST_CASE("faults: jumps that lead nowhere or into a block", "[core][faults]")
{
    CHECK(
        faults("  - say: Hi.\n    next: clsoe\n  - say: Bye.\n    id: close\n").back() ==
        "6:11 unknown-target");
    CHECK(
        faults("  - set: {n: 1}\n  - if: n > 0\n    then:\n      - say: Hi.\n        id: hi\n"
               "  - say: Bye.\n    next: hi\n")
            .back() == "11:11 jump-into-block");
    CHECK(
        faults("  - ask: text\n    id: a\n    say: A?\n    tries: {max: 2, then: nowhere}\n") ==
        strings{"8:27 unknown-target"});
}

TEST_CASE("faults: the record, other flows and questionnaires", "[core][faults]")
{
    CHECK(
        faults("  - remember: step\n    as: {what: \"'x'\"}\n") ==
        strings{"5:15 unknown-collection"});
    CHECK(suggestion("  - remember: step\n    as: {what: \"'x'\"}\n") == "did you mean `steps`?");
    CHECK(faults("  - remember: wins\n    as: {waht: \"'x'\"}\n") == strings{"6:10 unknown-field"});
    CHECK(faults("  - remember: wins\n    as: {what: 3}\n") == strings{"6:16 type"});
    CHECK(faults("  - remember: steps\n    as: {what: \"'x'\"}\n") == strings{"6:9 missing-key"});
    CHECK(
        faults("  - ask: text\n    id: a\n    say: A?\n  - remember: steps\n"
               "    as: {status: a}\n") == strings{"9:18 unset"});
    CHECK(faults("  - recall: {last: nothing}\n    id: a\n") == strings{"5:20 unknown-collection"});
    CHECK(faults("  - recall: {last: wins, limit: 999}\n    id: a\n") == strings{"5:33 unbounded"});
    CHECK(
        faults("  - recall: {last: wins, where: status == \"x\"}\n    id: a\n") ==
        strings{"5:33 unknown-name"});
    CHECK(faults("  - call: shrnk\n") == strings{"5:11 unknown-flow"});
    CHECK(suggestion("  - call: shrnk\n") == "did you mean `shrink`?");
    CHECK(faults("  - call: shrink\n    in: {waht: \"'x'\"}\n") == strings{"6:10 unknown-field"});
    CHECK(faults("  - call: shrink\n    in: {what: 3}\n") == strings{"6:16 type"});
    CHECK(faults("  - call: shrink\n    out: {stp: a}\n") == strings{"6:11 unknown-field"});
    CHECK(
        faults("  - set: {a: 1}\n  - call: shrink\n    out: {step: a}\n") == strings{"7:17 type"});
    CHECK(faults("  - remind: shrnk\n    after: 3d\n") == strings{"5:13 unknown-flow"});
    CHECK(
        faults("  - remind: shrink\n    with: {what: 3}\n") ==
        strings{"6:18 type", "5:5 missing-key"});
    CHECK(faults("  - remind:\n    after: 3d\n") == strings{"5:5 missing-key"});
    CHECK(
        faults("  - ask: questionnaire\n    id: a\n    instrument: tow\n") ==
        strings{"7:17 unknown-measure"});
    CHECK(faults("  - ask: questionnaire\n    instrument: two\n") == strings{"5:5 missing-key"});
}

TEST_CASE("faults: one file reports many, and not without end", "[core][faults]")
{
    std::string many;
    for (int i = 0; i < 500; ++i)
        many += "  - sey: Hello\n";
    const auto done = with_steps(many);
    CHECK(done.found.size() == 100);
    CHECK(
        flow::to_line(done.found[0]) ==
        "f/flow.yaml:5:5: error [unknown-step]: unknown step `sey`; did you mean `say`?");
}
