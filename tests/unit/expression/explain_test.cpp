#include "tests/unit/expression/scene.hpp"

#include <catch2/catch.hpp>

namespace switchback::flow::test {

TEST_CASE("explain: why a condition came out as it did", "[expression][explain]")
{
    struct row
    {
        const char* source;
        const char* says;
    };
    static constexpr row rows[] = {
        {"size == \"big\"", "size == \"big\""},
        {"size == 'tiny'", "size != \"tiny\""},
        {"not (size == 'tiny')", "size != \"tiny\""},
        {"confidence < 3", "confidence >= 3"},
        {"confidence < 7 and size == 'big'", "confidence < 7 and size == \"big\""},
        {"confidence < 7 and size == 'tiny'", "size != \"tiny\""},
        {"confidence < 3 or size == 'big'", "size == \"big\""},
        {"confidence < 3 or size == 'tiny'", "confidence >= 3 and size != \"tiny\""},
        {"is_set(nothing)", "nothing was skipped"},
        {"not is_set(nothing)", "nothing was skipped"},
        {"nothing == 'x'", "nothing was skipped"},
        {"not (nothing == 'x')", "nothing was skipped"},
        {"nothing == 'x' and ready", "nothing was skipped"},
        {"nothing == 'x' and not ready", "ready"},
        {"nothing == 'x' or not ready", "nothing was skipped"},
        {"stressors[1].impact > 3", "stressors[1].impact was skipped"},
        {"ready", "ready"},
        {"not ready", "ready"},
        {"'sad' in feelings", "\"sad\" in feelings"},
        {"'angry' in feelings", "not \"angry\" in feelings"},
        {"contains(idea, 'cat')", "not contains(idea, \"cat\")"},
        {"default(nothing, 'x') == 'x'", "default(nothing, \"x\") == \"x\""},
        {"confidence / 0 > 1", "confidence / 0 > 1 has no value"},
        {"(confidence + 1) * 2 > 3", "(confidence + 1) * 2 > 3"},
    };
    for (const auto& one : rows)
    {
        INFO(one.source);
        CHECK(bound(one.source).explain(answers()) == one.says);
    }
    CHECK(
        bound("size == 'big' and confidence < 7").explain(without({size, confidence})) ==
        "size and confidence were skipped");
}

} // namespace switchback::flow::test
