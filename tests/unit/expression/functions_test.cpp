#include "bot/core/flow/functions.hpp"
#include "tests/unit/expression/scene.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace switchback::flow::test {

TEST_CASE("functions: what each gives", "[expression][functions]")
{
    struct row
    {
        const char* source;
        const char* worth;
    };
    static constexpr row rows[] = {
        {"abs(-3)", "number 3"},
        {"all(stressors.hard)", "yesno no"},
        {"all([])", "yesno yes"},
        {"any(stressors.hard)", "yesno yes"},
        {"any([])", "yesno no"},
        {"ceil(2.1)", "number 3"},
        {"contains(idea, 'one')", "yesno yes"},
        {"contains(idea, '')", "yesno yes"},
        {"contains(feelings, 'sad')", "yesno yes"},
        {"contains(stressors.what, 'rent')", "yesno yes"},
        {"count(stressors)", "number 3"},
        {"count(stressors.impact)", "number 2"},
        {"count(stressors.hard, true)", "number 1"},
        {"count(feelings)", "number 2"},
        {"days_between('2024-10-01', due)", "number 3"},
        {"days_between(due, '2024-10-01')", "number -3"},
        {"default(nothing, idea)", "text read one page"},
        {"default(nothing, nothing)", "unset"},
        {"ends_with(idea, 'page')", "yesno yes"},
        {"first(stressors).what", "text exam"},
        {"first(stressors.impact)", "number 3"},
        {"floor(-2.1)", "number -3"},
        {"is_set(nothing)", "yesno no"},
        {"is_set(stressors[1].impact)", "yesno no"},
        {"join(stressors.what)", "text exam, rent, noise"},
        {"join(stressors.impact, ' / ')", "text 3 / 8"},
        {"last(stressors).what", "text noise"},
        {"last(stressors.impact)", "number 8"},
        {"length('\xC3\xA9t\xC3\xA9')", "number 3"},
        {"lower('\xC3\x89T\xC3\x89')", "text \xC3\xA9t\xC3\xA9"},
        {"max(1, confidence, 3)", "number 5"},
        {"max(stressors.impact)", "number 8"},
        {"mean(stressors.impact)", "number 5.5"},
        {"mean(1, 2)", "number 1.5"},
        {"min(stressors.impact)", "number 3"},
        {"round(2.5)", "number 3"},
        {"round(-2.5)", "number -3"},
        {"round(3.14159, 2)", "number 3.14"},
        {"starts_with(idea, 'read')", "yesno yes"},
        {"sum(stressors.impact)", "number 11"},
        {"sum([])", "number 0"},
        {"sum(1, 2, 3)", "number 6"},
        {"trim(' \xC2\xA0 a b\t')", "text a b"},
        {"trim('   ')", "text "},
        {"upper('\xC3\xA9t\xC3\xA9')", "text \xC3\x89T\xC3\x89"},
        {"words('  read  one\\tpage ')", "list read, one, page"},
        {"count(words(''))", "number 0"},
    };
    for (const auto& one : rows)
    {
        INFO(one.source);
        CHECK(worth(one.source) == one.worth);
    }
}

TEST_CASE(
    "functions: any, all and contains stay open when a skipped item could decide",
    "[expression][functions]")
{
    auto slots = answers();
    const auto hard = [](value held) { return value{record{{"hard", std::move(held)}}}; };
    slots[stressors] = {list{hard({false}), hard({})}};
    CHECK_FALSE(bound("any(stressors.hard)").holds(slots));
    CHECK_FALSE(bound("not any(stressors.hard)").holds(slots));
    CHECK(bound("not all(stressors.hard)").holds(slots));
    CHECK_FALSE(bound("contains(stressors.hard, true)").holds(slots));
    CHECK_FALSE(bound("not contains(stressors.hard, true)").holds(slots));
    slots[stressors] = {list{hard({true}), hard({})}};
    CHECK(bound("any(stressors.hard)").holds(slots));
    CHECK_FALSE(bound("all(stressors.hard)").holds(slots));
    CHECK_FALSE(bound("not all(stressors.hard)").holds(slots));
}

TEST_CASE(
    "functions: a skipped argument gives no value, but for default and is_set",
    "[expression][functions]")
{
    const std::vector<seen> unset(limits::expression_arguments);
    for (const auto& one : functions())
    {
        INFO(one.name);
        workspace space;
        for (std::size_t count = one.least; count <= one.most; ++count)
        {
            const auto got = one.run({unset.data(), count}, space);
            CHECK(got.is_set() == (one.value == lacks::never));
        }
    }
}

TEST_CASE(
    "functions: every entry can be looked up and says how it is written", "[expression][functions]")
{
    CHECK(functions().size() >= 20);
    for (const auto& one : functions())
    {
        INFO(one.name);
        CHECK(find_function(one.name) == &one);
        CHECK(one.form.starts_with(std::string(one.name) + "("));
        CHECK_FALSE(one.gives_what.empty());
        CHECK(one.least <= one.most);
        CHECK(one.most <= limits::expression_arguments);
        CHECK((one.most < 2 || one.arguments[1] != takes::nothing));
    }
    CHECK(find_function("exec") == nullptr);
}

} // namespace switchback::flow::test
