// Properties over random expressions and random answers. Expressions are spelled from random bytes
// by tests/fuzz/expression_input.hpp, so that a failing case shrinks to a short one.
#include "tests/fuzz/expression_input.hpp"
#include "tests/unit/expression/scene.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

namespace switchback::flow::test {
namespace {

std::string printed(std::string_view source)
{
    diagnostics found;
    const auto made = parse_expression(source, {}, found);
    return made ? made->plain() : std::string{};
}

bool holds(std::string_view source, std::span<const value> slots)
{
    diagnostics found;
    auto made = parse_expression(source, {}, found);
    return made && bind(*made, {&names(), {}}, found) && made->holds(slots);
}

std::optional<expression> bound_or_none(std::string_view source)
{
    diagnostics found;
    auto made = parse_expression(source, {}, found);
    if (!made || !bind(*made, {&names(), {}}, found))
        return std::nullopt;
    return made;
}

} // namespace

TEST_CASE(
    "property: an expression written back reads as the same expression", "[expression][property]")
{
    CHECK(rc::check([](const std::vector<std::uint8_t>& bytes) {
        const auto source = spell_expression(bytes);
        const auto once = printed(source);
        RC_ASSERT(!once.empty());
        RC_ASSERT(printed(once) == once);
        const auto before = bound_or_none(source);
        const auto after = bound_or_none(once);
        RC_ASSERT(before.has_value() == after.has_value());
        if (before)
            RC_ASSERT(before->evaluate(answers()) == after->evaluate(answers()));
    }));
}

TEST_CASE("property: any text over any answers ends, twice the same", "[expression][property]")
{
    CHECK(rc::check([](const std::string& text, const std::vector<std::uint8_t>& bytes) {
        RC_ASSERT(survives(text));
        RC_ASSERT(survives(spell_expression(bytes)));
        const auto made = bound_or_none(spell_expression(bytes));
        if (!made)
            return;
        RC_ASSERT(is_finite(made->evaluate(spell_answers(bytes))));
    }));
}

TEST_CASE("property: de Morgan holds, also when not everything is known", "[expression][property]")
{
    CHECK(rc::check([](const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b,
                       const std::vector<std::uint8_t>& given) {
        const auto left = spell_condition(a);
        const auto right = spell_condition(b);
        const auto slots = spell_answers(given);
        RC_ASSERT(
            holds("not (" + left + " and " + right + ")", slots) ==
            holds("not " + left + " or not " + right, slots));
        RC_ASSERT(
            holds("not (" + left + " or " + right + ")", slots) ==
            holds("not " + left + " and not " + right, slots));
        // And, or do not mind the order; a condition and its negation never both hold.
        RC_ASSERT(holds(left + " and " + right, slots) == holds(right + " and " + left, slots));
        RC_ASSERT(holds(left + " or " + right, slots) == holds(right + " or " + left, slots));
        RC_ASSERT(!(holds(left, slots) && holds("not " + left, slots)));
    }));
}

TEST_CASE(
    "property: what a true condition proves is set, and so for an else", "[expression][property]")
{
    CHECK(rc::check([](const std::vector<std::uint8_t>& bytes,
                       const std::vector<std::uint8_t>& given) {
        const auto made = bound_or_none(spell_condition(bytes));
        RC_PRE(made.has_value());
        const auto slots = spell_answers(given);
        const auto proved = made->holds(slots) ? made->proves_set() : made->proves_set_otherwise();
        for (const auto one : proved)
            RC_ASSERT(slots[one].is_set());
    }));
}

TEST_CASE(
    "property: an expression the checker passed has a value, whatever was skipped",
    "[expression][property]")
{
    CHECK(rc::check(
        [](const std::vector<std::uint8_t>& bytes, const std::vector<std::uint8_t>& skipped) {
            diagnostics found;
            auto made = bound_or_none(spell_expression(bytes));
            if (!made)
                return;
            demand_set(*made, {&names(), {}}, found);
            if (!found.empty())
                return;
            auto slots = answers();
            for (const auto byte : skipped)
                if (byte % slot_count != stressors) // declared as always set
                    slots[byte % slot_count] = {};
            const auto got = made->evaluate(slots);
            // Past the largest number there is none: no check can know that.
            RC_ASSERT(got.is_set() || made->source().find_first_of("*+-") != std::string::npos);
        }));
}

} // namespace switchback::flow::test
