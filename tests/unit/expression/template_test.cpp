#include "bot/base/limits.hpp"
#include "tests/unit/expression/scene.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

namespace switchback::flow::test {
namespace {

const position here{"flow.yaml", 3, 1};

std::string said(std::string_view source, std::span<const value> slots)
{
    diagnostics found;
    auto made = parse_template(source, here, found);
    REQUIRE(made);
    const bool good = bind(*made, {&names(), {}}, found);
    INFO((found.empty() ? std::string() : to_line(found.front())));
    REQUIRE(good);
    return made->render(slots);
}

std::string fault(std::string_view source)
{
    diagnostics found;
    auto made = parse_template(source, here, found);
    if (made)
        REQUIRE_FALSE(bind(*made, {&names(), {}}, found));
    REQUIRE(found.size() == 1);
    return std::to_string(found[0].at.column) + " " + found[0].code + ": " + found[0].message;
}

std::size_t points(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

} // namespace

TEST_CASE("template: holes are filled, braces stand for themselves", "[template]")
{
    const auto given = answers();
    CHECK(said("", given).empty());
    CHECK(said("Plain words.", given) == "Plain words.");
    CHECK(said("{default(idea, 'x')}", given) == "read one page");
    CHECK(said("You said { default(confidence, 0) } of 10.", given) == "You said 5 of 10.");
    CHECK(said("{count(stressors)}{count(stressors)}", given) == "33");
    CHECK(said("{{literally}} {{{count(stressors)}}}", given) == "{literally} {3}");
    CHECK(said("{default(nothing, \"}\")} and {default(nothing, '{')}", given) == "} and {");
    CHECK(
        said("On {default(due, '2030-01-01')} at {default(hour, '09:00')}", given) ==
        "On 2024-10-04 at 18:30");
    CHECK(said("{join(stressors.what, ' and ')}", given) == "exam and rent and noise");
    CHECK(said("{stressors.impact}", given) == "3, 8");
    CHECK(said("{size == 'tiny'}", given) == "no");
    CHECK(said("{size == 'tiny'}", without({size})) == "no");
}

TEST_CASE("template: faults have the column inside the sentence", "[template]")
{
    CHECK(fault("Hello {idea") == "7 expression-syntax: this `{` is not closed");
    CHECK(fault("Hello idea}") == "11 expression-syntax: a `}` without its `{`");
    CHECK(fault("Hello {}").starts_with("8 expression-syntax: found the end"));
    CHECK(fault("Hello {count(stresors)}").starts_with("14 unknown-name"));
    CHECK(fault("Hello {idea}").starts_with("8 unset: `idea` may have been skipped"));
    CHECK(fault("It's {default(idea, 'x)} long").starts_with("21 expression-syntax: the quote '"));
    CHECK(fault("{first(stressors)}").starts_with("2 type: `first(stressors)` is a record"));
    CHECK(fault("{first(stressors).what}").starts_with("2 unset"));
    CHECK(fault("{stressors}").starts_with("2 type: `stressors` is a list of a record"));
}

TEST_CASE("template: every faulty hole is told", "[template]")
{
    diagnostics found;
    CHECK_FALSE(parse_template("{1 +} and {2 +} and }", here, found));
    CHECK(found.size() == 3);
    found.clear();
    auto made = parse_template("{nope} and {nada}", here, found);
    REQUIRE(made);
    CHECK_FALSE(bind(*made, {&names(), {}}, found));
    CHECK(found.size() == 2);
}

TEST_CASE("template: what an enclosing is_set proved may stand in a hole", "[template]")
{
    diagnostics found;
    auto made = parse_template("Your idea: {idea}.", here, found);
    REQUIRE(made);
    const std::array<slot, 1> known{idea};
    CHECK(bind(*made, {&names(), known}, found));
    CHECK(made->reads().size() == 1);
    CHECK(made->render(answers()) == "Your idea: read one page.");
}

TEST_CASE("template: cut at 4,000 characters, never inside one", "[template]")
{
    auto slots = answers();
    std::string long_text;
    for (int i = 0; i < 3000; ++i)
        long_text += "\xC3\xA9";
    slots[idea] = {long_text};
    const auto twice = said("{default(idea, '')}{default(idea, '')}", slots);
    CHECK(points(twice) == limits::template_chars);
    CHECK(twice.ends_with("\xC3\xA9\xE2\x80\xA6"));
    const auto once = said("{default(idea, '')}", slots);
    CHECK(once == long_text);
    // A sentence without holes is cut once, when it is read.
    const auto plain = said(long_text + long_text, slots);
    CHECK(points(plain) == limits::template_chars);
    CHECK(plain.ends_with("\xE2\x80\xA6"));
}

} // namespace switchback::flow::test
