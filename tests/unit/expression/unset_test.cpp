#include "tests/unit/expression/scene.hpp"

#include <array>
#include <catch2/catch.hpp>

namespace switchback::flow::test {

TEST_CASE("unset: what needs a value, and what counts as proof", "[expression][unset]")
{
    struct row
    {
        const char* source;
        const char* says; // "" means nothing to complain about
    };
    static constexpr row rows[] = {
        // A result that is used needs a value.
        {"idea", "1 unset: `idea` may have been skipped, and a value is needed here; write "
                 "`default(idea, ...)`, or stand inside `if: is_set(idea)`"},
        {"default(idea, 'none')", ""},
        {"default(idea, nothing)", "15 unset: `nothing`"},
        {"upper(idea)", "7 unset: `idea`"},
        {"idea if is_set(idea) else 'none'", ""},
        {"'none' if not is_set(idea) else idea", ""},
        {"idea if ready else 'none'", "1 unset: `idea`"},
        {"stressors", ""}, // always set
        // Comparisons need nothing, arithmetic does.
        {"size == 'big'", ""},
        {"not (size == 'big')", ""},
        {"confidence + 1 < 7", "1 unset: `confidence`"},
        {"default(confidence, 0) + 1 < 7", ""},
        {"is_set(confidence) and confidence + 1 < 7", ""},
        {"not is_set(confidence) or confidence + 1 < 7", ""},
        {"is_set(confidence) or confidence + 1 < 7", "23 unset: `confidence`"},
        {"confidence < 7 and confidence * 2 > 3", ""}, // true only when it was answered
        {"confidence < 7 or confidence * 2 > 3", "19 unset: `confidence`"},
        {"(confidence < 7 and ready) and confidence * 2 > 3", ""},
        {"(confidence < 7 or ready) and confidence * 2 > 3", "31 unset: `confidence`"},
        {"(confidence < 7 or confidence == 9) and confidence * 2 > 3", ""},
        {"not (confidence < 7) and confidence * 2 > 3", ""},
        {"confidence if confidence < 7 else 0", ""},
        {"0 if confidence < 7 else confidence", "26 unset: `confidence`"},
        {"default(ready, false) and contains(idea, 'x')", ""},
        {"-confidence > 1", "2 unset: `confidence`"},
        {"stressors[confidence + 1].what == 'x'", "11 unset: `confidence`"},
        // Fields and places.
        {"step_part.outcome", "1 unset: `step_part.outcome` may be empty"},
        {"step_part.outcome if is_set(step_part) else 'x'", ""},
        {"stressors[0].what", "1 unset: `stressors[0].what` may be empty"},
        {"stressors[0].what if is_set(stressors[0]) else 'x'", ""},
        {"stressors[0].what if is_set(stressors[0].what) else 'x'", ""},
        {"stressors[0].what if is_set(stressors[1].what) else 'x'", "1 unset"},
        {"stressors[0].impact if is_set(stressors[0]) else 0", "1 unset: `stressors[0].impact`"},
        {"stressors.what", ""}, // the list is there; items may be empty
        {"first(stressors).what", "1 unset: `first(stressors).what` may be empty"},
        {"first(stressors).what if is_set(first(stressors).what) else 'x'", ""},
        {"first(feelings)", "1 unset: `first(feelings)` may find nothing"},
        {"mean(stressors.impact)", "1 unset: `mean(stressors.impact)` may find nothing"},
        {"sum(stressors.impact)", ""},
        {"max(1, 2)", ""},
        {"count(feelings)", "7 unset: `feelings`"},
        // Division has no value when the divisor is zero.
        {"count(stressors) / 2", ""},
        {"1 / count(stressors)", "5 unset: `count(stressors)` may be zero"},
        {"default(1 / count(stressors), 0)", ""},
        {"1 / count(stressors) > 3", ""},
    };
    for (const auto& one : rows)
    {
        const auto said = faults(one.source);
        INFO(one.source << "\n  said: " << said);
        if (*one.says == '\0')
            CHECK(said.empty());
        else
            CHECK(said.starts_with(one.says));
        CHECK(said.find('\n') == std::string::npos);
    }
}

TEST_CASE("unset: what an enclosing condition proved is known", "[expression][unset]")
{
    const std::array<slot, 2> known{confidence, idea};
    CHECK(faults("confidence + 1", known).empty());
    CHECK(faults("idea + '!'", known).empty());
    CHECK(faults("length(nothing)", known).starts_with("8 unset"));
}

TEST_CASE("unset: what a condition proves to the branches below it", "[expression][unset]")
{
    struct row
    {
        const char* source;
        std::vector<slot> then;
        std::vector<slot> otherwise;
    };
    const row rows[] = {
        {"is_set(idea)", {idea}, {}},
        {"not is_set(idea)", {}, {idea}},
        {"size == 'big'", {size}, {}},
        {"size != 'big'", {size}, {}},
        {"not (size == 'big')", {size}, {}},
        {"size == 'big' and is_set(idea)", {size, idea}, {}},
        {"size == 'big' or is_set(idea)", {}, {}},
        {"size == 'big' or size == 'tiny'", {size}, {}},
        {"not is_set(idea) or not is_set(size)", {}, {size, idea}},
        {"not (is_set(idea) and is_set(size))", {}, {size, idea}},
        {"not (is_set(idea) or is_set(size))", {}, {}},
        {"ready", {ready}, {}},
        {"not ready", {ready}, {}},
        {"default(ready, false)", {ready}, {}},
        {"default(ready, true)", {}, {}},
        {"contains(idea, 'x')", {idea}, {}},
        {"is_set(step_part.outcome)", {step_part}, {}},
        {"count(feelings) > 1", {feelings}, {}},
        {"default(confidence, 0) < 7", {}, {}},
        {"confidence + 1 < 7", {confidence}, {}},
        {"ready if is_set(idea) else false", {}, {}},
    };
    for (const auto& one : rows)
    {
        INFO(one.source);
        const auto made = bound(one.source);
        CHECK(made.proves_set() == one.then);
        CHECK(made.proves_set_otherwise() == one.otherwise);
    }
}

} // namespace switchback::flow::test
