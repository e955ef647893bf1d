#include "tests/unit/expression/scene.hpp"

#include "bot/base/limits.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <new>

namespace {

thread_local std::size_t allocations = 0;

} // namespace

// Counts what an evaluation takes from the heap, in this test program only; the sanitizers bring an
// allocator of their own, which must see every call.
#if !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)
void* operator new(std::size_t bytes)
{
    ++allocations;
    if (void* made = std::malloc(bytes == 0 ? 1 : bytes))
        return made;
    throw std::bad_alloc();
}
void operator delete(void* made) noexcept
{
    std::free(made);
}
void operator delete(void* made, std::size_t) noexcept
{
    std::free(made);
}
#endif

namespace switchback::flow::test {

TEST_CASE("expression: what each operator is worth", "[expression]")
{
    struct row
    {
        const char* source;
        const char* worth;
    };
    static constexpr row rows[] = {
        {"1 + 2 * 3", "number 7"},
        {"(1 + 2) * 3", "number 9"},
        {"10 - 2 - 3", "number 5"},
        {"7 / 2", "number 3.5"},
        {"-confidence + 1", "number -4"},
        {"--2", "number 2"},
        {R"('it\'s ' + "a \"step\"")", "text it's a \"step\""},
        {R"("a\n\tb\\ \u00e9")", "text a\n\tb\\ \xC3\xA9"},
        {"size == 'big'", "yesno yes"},
        {"'big' != size", "yesno no"},
        {"confidence >= 5 and confidence < 6", "yesno yes"},
        {"ready and not (size == 'tiny')", "yesno yes"},
        {"not ready or size == 'big'", "yesno yes"},
        {"size in ['tiny', 'big']", "yesno yes"},
        {"size not in ['tiny', 'big']", "yesno no"},
        {"'sad' in feelings", "yesno yes"},
        {"not 'angry' in feelings", "yesno yes"},
        {"idea if ready else 'no'", "text read one page"},
        {"1 if size == 'tiny' else 2 if size == 'small' else 3", "number 3"},
        {"stressors[0].what", "text exam"},
        {"stressors[2 - 1].what", "text rent"},
        {"stressors.what", "list exam, rent, noise"},
        {"stressors.impact[2]", "number 8"},
        {"step_part.outcome == 'done'", "yesno yes"},
        {"[1, 2] == [1, 2]", "yesno yes"},
        {"feelings == ['sad', 'numb']", "yesno yes"},
        {"due > '2024-10-03' and due <= '2024-10-04'", "yesno yes"},
        {"hour == '18:30'", "yesno yes"},
        {"due in ['2024-10-04']", "yesno yes"},
        {"confidence if not ready else 'not now'", "text not now"},
        {"confidence if ready else 'not now'", "text 5"},
        {"default(due, '2030-01-01')", "date 2024-10-04"},
        {"'a' < 'b'", "yesno yes"},
    };
    for (const auto& one : rows)
    {
        INFO(one.source);
        CHECK(worth(one.source) == one.worth);
    }
}

TEST_CASE(
    "expression: a comparison with a skipped answer is false, and so is not over it",
    "[expression]")
{
    const auto skipped = without({size, confidence, due, feelings, ready});
    for (const auto* source :
         {"size == 'big'", "size != 'big'", "not size == 'big'", "not (size != 'big')",
          "confidence < 7", "not (confidence < 7)", "due > '2024-01-01'", "'sad' in feelings",
          "'sad' not in feelings", "size in ['big']", "ready", "not ready",
          "contains(idea, nothing)", "not contains(nothing, 'x')", "nothing == nothing",
          "not (ready and confidence < 7)"})
    {
        INFO(source);
        CHECK_FALSE(bound(source).holds(skipped));
    }
    CHECK(worth("size == 'big'", skipped) == "yesno no");
    CHECK(worth("not size == 'big'", skipped) == "yesno no");
    // An answer handed on stays skipped: only a condition settles.
    CHECK(worth("ready", skipped) == "unset");
    CHECK(worth("size", skipped) == "unset");
}

TEST_CASE("expression: and, or decide on one side when the other is not known", "[expression]")
{
    const auto skipped = without({size});
    CHECK(bound("size == 'big' or ready").holds(skipped));
    CHECK(bound("ready or size == 'big'").holds(skipped));
    CHECK(bound("not (size == 'big' and not ready)").holds(skipped));
    CHECK(bound("not (not ready and size == 'big')").holds(skipped));
    CHECK_FALSE(bound("size == 'big' and ready").holds(skipped));
    CHECK_FALSE(bound("not (size == 'big' and ready)").holds(skipped));
}

TEST_CASE(
    "expression: unset runs through arithmetic and stops at default and is_set", "[expression]")
{
    const auto skipped = without({confidence});
    CHECK(worth("confidence + 1", skipped) == "unset");
    CHECK(worth("-confidence", skipped) == "unset");
    CHECK(worth("default(confidence, 4) + 1", skipped) == "number 5");
    CHECK(worth("default(confidence + 1, 0)", skipped) == "number 0");
    CHECK(worth("is_set(confidence)", skipped) == "yesno no");
    CHECK(worth("1 if confidence < 7 else 2", skipped) == "number 2");
    CHECK(worth("default(confidence, 'none')", skipped) == "text none");
    CHECK(worth("default(confidence, 'none')") == "text 5");
}

TEST_CASE("expression: no place outside a list, no division by zero, no infinity", "[expression]")
{
    for (const auto* source :
         {"stressors[3].what", "stressors[-1].what", "stressors[0.5].what", "stressors[1].impact",
          "1 / 0", "0 / 0", "confidence / (confidence - 5)", "first([])", "mean([])", "max([])"})
    {
        INFO(source);
        CHECK(worth(source) == "unset");
    }
    auto slots = answers();
    slots[confidence] = {std::numeric_limits<double>::max()};
    CHECK(worth("confidence * 10", slots) == "unset");
    CHECK(worth("round(confidence, 9) == confidence", slots) == "yesno yes");
    slots[confidence] = {std::numeric_limits<double>::quiet_NaN()};
    CHECK(worth("confidence", slots) == "unset");
    CHECK(worth("confidence == confidence", slots) == "yesno no");
    slots[confidence] = {std::numeric_limits<double>::infinity()};
    CHECK(worth("confidence > 1", slots) == "yesno no");
}

TEST_CASE("expression: a stored value of another kind is not known, never a crash", "[expression]")
{
    auto slots = answers();
    slots[size] = {7.0};
    slots[confidence] = {std::string("seven")};
    slots[stressors] = {true};
    slots[feelings] = {record{}};
    for (const auto* source :
         {"size == 'big'", "confidence < 7", "confidence + 1 == 2", "stressors[0].what == 'x'",
          "count(stressors) > 0", "'sad' in feelings", "any(stressors.hard)"})
    {
        INFO(source);
        CHECK_FALSE(bound(source).holds(slots));
    }
    // Fewer slots than the flow has: a frame of an older version.
    CHECK_FALSE(bound("ready").holds(std::span(slots).first(2)));
}

TEST_CASE("expression: texts and lists are capped, and cut between characters", "[expression]")
{
    auto slots = answers();
    std::string long_text;
    while (long_text.size() < limits::expression_text_bytes - 1)
        long_text += "\xC3\xA9";
    long_text.resize(limits::expression_text_bytes - 2);
    slots[idea] = {long_text + "x"};
    const auto joined = bound("idea + idea").evaluate(slots);
    REQUIRE(joined.as<std::string>() != nullptr);
    CHECK(joined.as<std::string>()->size() == limits::expression_text_bytes - 1);
    CHECK(joined.as<std::string>()->back() == 'x');

    std::string many_words;
    for (std::size_t i = 0; i < limits::expression_list_items + 5; ++i)
        many_words += "a ";
    slots[idea] = {many_words};
    CHECK(
        worth("count(words(idea))", slots) ==
        "number " + std::to_string(limits::expression_list_items));

    // Lists of lists of a large answer: bounded, the rest is unset.
    slots[idea] = {std::string(100'000, 'x')};
    const auto tower =
        bound("[[idea, idea, idea, idea, idea, idea], [idea, idea, idea, idea, idea, idea, idea]]");
    CHECK(to_text(tower.evaluate(slots)).size() < limits::expression_made_bytes + 1000);
}

TEST_CASE("expression: a condition takes nothing from the heap", "[expression]")
{
    auto slots = answers();
    slots[idea] = {std::string("a text too long to be kept inside the string object itself")};
    for (const auto* source :
         {"size == 'big'", "confidence < 7 and is_set(ready)", "due > '2024-01-01'",
          "'numb' in feelings", "stressors[0].what == 'exam'", "count(stressors) > 2",
          "contains(idea, 'long')", "default(idea, 'x') == 'x'", "confidence * 2 + 1 > 10",
          "trim(idea) == idea"})
    {
        const auto made = bound(source);
        const auto before = allocations;
        const bool holds = made.holds(slots);
        const auto taken = allocations - before;
        INFO(source << " holds " << holds);
        CHECK(taken == 0);
    }
}

TEST_CASE("expression: an unbound one is worth nothing, an empty one says so", "[expression]")
{
    diagnostics found;
    const auto made = parse_expression("size == 'big'", {}, found);
    REQUIRE(made);
    CHECK_FALSE(made->evaluate(answers()).is_set());
    CHECK_FALSE(made->holds(answers()));
    CHECK(made->explain(answers()) == "size == 'big'");
    CHECK(expression{}.empty());
    CHECK_FALSE(expression{}.holds({}));
    CHECK(expression{}.proves_set().empty());
}

TEST_CASE("expression: it says which slots it reads, each once", "[expression]")
{
    const auto made = bound("size == 'big' and confidence < 7 and size != 'tiny'");
    CHECK(
        std::vector(made.reads().begin(), made.reads().end()) ==
        std::vector<slot>{size, confidence});
    CHECK(made.result().kind == type_kind::yesno);
    CHECK(bound("stressors.what").result().kind == type_kind::list);
    CHECK(bound("first(feelings)").result().options.size() == 3);
}

TEST_CASE("expression: bound twice in two scopes, the copies stay apart", "[expression]")
{
    diagnostics found;
    auto made = parse_expression("x == 'big'", {}, found);
    REQUIRE(made);
    scope first;
    scope second;
    type text;
    text.kind = type_kind::text;
    REQUIRE(first.declare({"x", 0, text, {}, false}));
    REQUIRE(second.declare({"x", 1, text, {}, false}));
    auto copy = *made;
    REQUIRE(bind(*made, {&first, {}}, found));
    REQUIRE(bind(copy, {&second, {}}, found));
    const std::vector<value> slots{{std::string("big")}, {std::string("tiny")}};
    CHECK(made->holds(slots));
    CHECK_FALSE(copy.holds(slots));
}

} // namespace switchback::flow::test
