// The build-time readers: what they take, and that a fault names its file and line.
#include "bot/core/risk/compile/misspelling.hpp"
#include "bot/core/risk/compile/pattern_text.hpp"
#include "bot/core/risk/compile/plain_yaml.hpp"
#include "bot/core/risk/compile/table_writer.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

namespace {

using namespace switchback::risk::compile;

std::filesystem::path written(const std::string& name, const std::string& text)
{
    const auto path = std::filesystem::temp_directory_path() / name;
    std::ofstream{path} << text;
    return path;
}

std::string rule_fault(const std::string& text)
{
    try
    {
        rule_model model;
        read_rule_file(written("switchback-fault.rules", text), model);
        std::ostringstream out;
        write_tables(model, out);
        return {};
    }
    catch (const rule_error& fault)
    {
        return fault.what();
    }
}

bool has(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("rules: alternatives that differ in one word share a pattern", "[core][risk]")
{
    CHECK(sequences_of("(a|b) c", {}).size() == 1);
    CHECK(sequences_of("(a b|c) d", {}).size() == 2);
    CHECK(sequences_of("a ..3 b", {}).front().size() == 5);
    CHECK(sequences_of("(x y)? z", {}).size() == 2);
}

TEST_CASE("rules: Han characters are words of their own, but for joined ones", "[core][risk]")
{
    CHECK(sequences_of("想死", {}).front().size() == 2);
    CHECK(sequences_of("想死", {{}, {}, {"想死"}}).front().size() == 1);
    CHECK(sequences_of("想/想要 死", {}).size() == 2);
}

TEST_CASE("rules: words are folded as a text is", "[core][risk]")
{
    CHECK(words_in("Éxito ÜBER") == std::vector<std::string>{"exito", "uber"});
    CHECK(words_in("أَنا") == std::vector<std::string>{"انا"});
    CHECK(words_in("殺") == std::vector<std::string>{"杀"});
}

TEST_CASE("rules: a fault names its line", "[core][risk]")
{
    CHECK(has(rule_fault("language en\nask suicide x\n  level 5\n"), "level from 1 to 4"));
    CHECK(has(rule_fault("language en\nask suicide x\n  urgency soon\n"), "urgency"));
    CHECK(has(rule_fault("language en\nmark soon clause\n  say a\n"), "'plan' or 'now'"));
    CHECK(has(rule_fault("language en\nmark now far\n  say a\n"), "reaches"));
    CHECK(has(rule_fault("language en\nmark now clause\n  level 2\n"), "a rule has a level"));
    CHECK(has(rule_fault("language en\nfoo bar\n"), ":2: "));
    CHECK(has(rule_fault("language en\ncrisis suicide x\n  say <nothing>\n"), ":3: "));
    CHECK(has(rule_fault("language en\ncrisis sadness x\n"), "no category"));
    CHECK(has(rule_fault("language en\ncrisis suicide x\n  say (a b\n"), "unmatched"));
    CHECK(has(rule_fault("language en\nagainst denial not after\n"), "reaches"));
    CHECK(has(rule_fault("language en\nask suicide x\n  say a\nask suicide x\n"), "twice"));
    CHECK(has(rule_fault("language en\nread dont: do not\nask suicide x\n  say dont\n"), "dont"));
    CHECK(rule_fault("language en\nask suicide x\n  why Because.\n  say a b\n").empty());
}

TEST_CASE("rules: misspellings keep short words alone", "[core][risk]")
{
    CHECK(misspellings_of("suicide").contains("sucide"));
    CHECK(misspellings_of("suicide").contains("suicdie"));
    CHECK(misspellings_of("kill").contains("kil"));
    CHECK_FALSE(misspellings_of("kill").contains("bill"));
    CHECK(misspellings_of("kill").contains("k*ll"));
}

TEST_CASE(
    "safety texts: the plain reader takes what the files use and refuses the rest", "[core][risk]")
{
    const auto values = read_plain_yaml(written(
        "switchback-plain.yaml",
        "a: 1\nb:\n  c: x: y\n  \"d\": \"q \\\"r\\\"\"\nl:\n  - one\n  - k: v\n    m: n\n"));
    const yaml_values expected{{"a", "1"},     {"b.c", "x: y"}, {"b.d", "q \"r\""},
                               {"l.0", "one"}, {"l.1.k", "v"},  {"l.1.m", "n"}};
    CHECK(values == expected);
    for (const auto* bad : {"a: [1]\n", "a: &x 1\n", "just words\n", "a: \"open\n", "a: {b: c}\n"})
    {
        INFO(bad);
        CHECK_THROWS_AS(read_plain_yaml(written("switchback-bad.yaml", bad)), rule_error);
    }
}
