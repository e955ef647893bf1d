#include "tests/unit/expression/scene.hpp"

#include "bot/base/limits.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <span>

namespace switchback::flow::test {
namespace {

struct row
{
    const char* source;
    const char* says; // how the one line begins
};

void check(std::span<const row> rows)
{
    for (const auto& one : rows)
    {
        const auto said = faults_of_types(one.source);
        INFO(one.source << "\n  said: " << said);
        CHECK(said.starts_with(one.says));
        CHECK(said.find('\n') == std::string::npos); // one fault, one message
    }
}

} // namespace

TEST_CASE("expression: faults of writing, with their column", "[expression]")
{
    static constexpr row rows[] = {
        {"", "1 expression-syntax: found the end, expected a name"},
        {"size ==", "8 expression-syntax: found the end"},
        {"size == == 'big'", "9 expression-syntax: found `==`"},
        {"size = 'big'", "6 expression-syntax: `=` is not part of an expression; write `==`"},
        {"ready && ready", "7 expression-syntax: `&&` is not part of an expression; write `and`"},
        {"ready || ready", "7 expression-syntax: `||` is not part of an expression; write `or`"},
        {"!ready", "1 expression-syntax: `!` is not part of an expression; write `not`"},
        {"size == \xE2\x80\x9C"
         "big\xE2\x80\x9D",
         "9 expression-syntax: `\xE2\x80\x9C` is not part"},
        {"size == 'big", "9 expression-syntax: the quote ' is not closed"},
        {"idea == \"a\\qb\"", "11 expression-syntax: this escape is not known"},
        {"idea == '\\u12g4'", "10 expression-syntax: \\u needs four hexadecimal digits"},
        {"idea == '\\ud800'", "10 expression-syntax: \\u names no character"},
        {"(1 + 2", "7 expression-syntax: found the end, expected `)`"},
        {"[1, 2", "6 expression-syntax: found the end, expected `,` or `]`"},
        {"count(stressors", "16 expression-syntax: found the end, expected `,` or `)`"},
        {"stressors[0", "12 expression-syntax: found the end, expected `]`"},
        {"stressors.", "11 expression-syntax: found the end, expected the name of a field"},
        {"1 if ready", "11 expression-syntax: found the end, expected `else`"},
        {"0 < confidence < 7", "16 expression-syntax: two comparisons in a row"},
        {"size big", "6 expression-syntax: found `big`, expected an operator"},
        {"7up", "1 expression-syntax: a number runs into a word"},
        {"1 +  \xC3\xA9", "6 expression-syntax: `\xC3\xA9` is not part of an expression"},
        {"a % b", "3 expression-syntax: `%` is not part of an expression"},
        {"and", "1 expression-syntax: found `and`, expected a name"},
    };
    check(rows);
}

TEST_CASE(
    "expression: faults of names and types, with their column and a near word", "[expression]")
{
    static constexpr row rows[] = {
        {"sise == 'big'", "1 unknown-name: there is no answer named `sise`; did you mean `size`?"},
        {"ready and confidense < 7",
         "11 unknown-name: there is no answer named `confidense`; did you mean `confidence`?"},
        {"zzz + 1 == 'x'", "1 unknown-name: there is no answer named `zzz`"},
        {"size == big", "9 unknown-name: there is no answer named `big`; did you mean the option"},
        {"size == 'bigg'", "9 type: \"bigg\" is not an option here; it is one of tiny, small, big; "
                           "did you mean `big`?"},
        {"'bigg' == size", "1 type: \"bigg\" is not an option"},
        {"size in ['big', 'smal']", "17 type: \"smal\" is not an option"},
        {"'happy' in feelings", "1 type: \"happy\" is not an option"},
        {"contains(feelings, 'sadd')", "20 type: \"sadd\" is not an option"},
        {"count(feelings, 'sadd') > 1", "17 type: \"sadd\" is not an option"},
        {"feelings == ['sadd']", "14 type: \"sadd\" is not an option"},
        {"feelings == 'sad'", "1 type: `feelings` is several of sad, angry, numb, `'sad'` is text: "
                              "they are never equal; did you mean `'sad' in feelings`?"},
        {"ready == 'yes'", "1 type: `ready` is yes or no, `'yes'` is text: they are never equal; "
                           "compare with true or false"},
        {"confidence == '7'", "1 type: `confidence` is a number, `'7'` is text"},
        {"size < 'big'", "1 type: `size` is one of tiny, small, big, which has no order"},
        {"ready < true", "1 type: `ready` is yes or no, which has no order"},
        {"confidence < due", "1 type: a number and a date cannot be compared"},
        {"due > '2026-02-30'", "7 type: \"2026-02-30\" is not a day; write it as \"2026-01-31\""},
        {"due > 'tomorrow'", "7 type: \"tomorrow\" is not a day"},
        {"hour < '25:00'", "8 type: \"25:00\" is not a time of day; write it as \"18:30\""},
        {"idea + 1", "1 type: `+` joins two texts or adds two numbers"},
        {"due + 1", "1 type: arithmetic needs numbers; `due` is a date; days_between"},
        {"-idea", "2 type: `-` needs a number; `idea` is text"},
        {"not confidence",
         "5 type: a condition is yes or no; `confidence` is a number; compare it"},
        {"ready and size", "11 type: a condition is yes or no"},
        {"1 if confidence else 2", "6 type: a condition is yes or no"},
        {"confidence if ready else due", "26 type: `confidence` is a number but `due` is a date"},
        {"'x' in idea", "8 type: `in` needs a list; `idea` is text; did you mean "
                        "`contains(idea, 'x')`?"},
        {"confidence in feelings", "1 type: `confidence` is a number, which several of"},
        {"idea.what", "6 type: `idea` is text and has no fields, so not `what`"},
        {"stressors[0].wat", "14 unknown-name: `stressors[0]` has no field `wat`; did you mean"},
        {"stressors.impat", "11 unknown-name: `stressors` has no field `impat`; did you mean"},
        {"idea[0]", "1 type: `idea` is text, not a list"},
        {"stressors['x']", "11 type: a place in a list is a number"},
        {"[1, 'x']", "5 type: the items of a list are alike"},
        {"kount(stressors)", "1 unknown-function: there is no function `kount`; did you mean "
                             "`count`?"},
        {"round()", "1 wrong-arguments: `round` has 0 arguments here; write round(number)"},
        {"is_set(size, idea)", "1 wrong-arguments: `is_set` has 2 arguments here"},
        {"lower(confidence)", "7 wrong-arguments: `lower` takes lower(text); `confidence` is a"},
        {"any(stressors.impact)", "5 wrong-arguments: `any` takes any(list of yes/no)"},
        {"sum(stressors.what)", "5 wrong-arguments: `sum` takes"},
        {"days_between(due, confidence)", "19 wrong-arguments: `days_between` takes"},
        {"days_between(due, 'soon')", "19 type: \"soon\" is not a day"},
        {"contains(idea, 7)", "16 wrong-arguments: `contains` takes"},
        {"default(due, confidence)", "14 type: `due` is a date but `confidence` is a number"},
    };
    check(rows);
}

TEST_CASE("expression: one fault gives one message, however much stands around it", "[expression]")
{
    CHECK(faults_of_types("default(nope, 1) + 2 > 3 and ready").find('\n') == std::string::npos);
    CHECK(faults_of_types("first(nope).what == 'x'").find('\n') == std::string::npos);
    CHECK(faults_of_types("nope[0].x in ['a']").find('\n') == std::string::npos);
    CHECK(faults_of_types("kount(nope)").starts_with("1 unknown-function"));
    // Two faults give two.
    const auto two = faults_of_types("(nope + 1) * 2 > 3 and nada or not ready");
    CHECK(std::ranges::count(two, '\n') == 1);
}

TEST_CASE("expression: depth and length are refused while parsing", "[expression]")
{
    const auto nested = [](int depth) {
        return std::string(static_cast<std::size_t>(depth), '(') + "1" +
               std::string(static_cast<std::size_t>(depth), ')');
    };
    CHECK(faults_of_types(nested(limits::expression_depth - 1)).empty());
    CHECK(faults_of_types(nested(limits::expression_depth)).starts_with("33 too-deep"));
    CHECK(faults_of_types(nested(900)).starts_with("33 too-deep"));
    std::string nots;
    for (int i = 0; i < 300; ++i)
        nots += "not ";
    CHECK(faults_of_types(nots + "ready").find("too-deep") != std::string::npos);
    CHECK(faults_of_types(std::string(900, '-') + "1").find("too-deep") != std::string::npos);
    CHECK(faults_of_types(std::string(limits::expression_bytes + 1, ' '))
              .starts_with("1 expression-syntax: longer than"));
    // Long is not deep: a chain of the same operator.
    std::string chain = "1";
    while (chain.size() + 2 < limits::expression_bytes)
        chain += "+1";
    CHECK(worth(chain) == "number " + std::to_string((chain.size() + 1) / 2));
}

TEST_CASE("expression: columns count from where the text starts, lines too", "[expression]")
{
    diagnostics found;
    auto made = parse_expression("size ==\n  nope", {"f.yaml", 7, 11}, found);
    REQUIRE(made);
    REQUIRE_FALSE(bind(*made, {&names(), {}}, found));
    REQUIRE(found.size() == 1);
    CHECK(found[0].at.line == 8);
    CHECK(found[0].at.column == 13);
    found.clear();
    auto other = parse_expression("size == nope", {"f.yaml", 7, 11}, found);
    REQUIRE(other);
    REQUIRE_FALSE(bind(*other, {&names(), {}}, found));
    CHECK(found[0].at.line == 7);
    CHECK(found[0].at.column == 19);
}

} // namespace switchback::flow::test
