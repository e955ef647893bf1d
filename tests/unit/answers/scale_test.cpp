#include "tests/unit/answers/table.hpp"

#include <limits>

using namespace answers_test;

namespace {

constexpr row english[] = {
    {"7", "7"},
    {"0", "0"},
    {"10", "10"},
    {" 7. ", "7"},
    {"7!", "7"},
    {"07", "7"},
    {"seven", "7"},
    {"Ten", "10"},
    {"zero", "0"},
    {"about seven", "7"},
    {"maybe a 6", "6"},
    {"I'd say 8", "8"},
    {"it's an 8 I think", "8"},
    {"7/10", "7"},
    {"7 / 10", "7"},
    {"seven out of ten", "7"},
    {"7 out of 10", "7"},
    {"a solid 9", "9"},
    {"7ish", "7"},
    {"around 5", "5"},
    {"like a four", "4"},
    {"7.0", "7"},
    {"7 because he called again", "7"},
    {"\uFF17", "7"},
    {"\u0667", "7"},
    {"7\uFE0F\u20E3", "7"},
    {"7 7", "7"},
    {"7-7", "7"},
    {"not at all", "0"},
    {"certain", "10"},
    {"Certain!", "10"},
    {"11", invalid},
    {"100", invalid},
    {"-1", invalid},
    {"minus two", invalid},
    {"7.5", invalid},
    {"seven and a half", invalid},
    {"twenty five", invalid},
    {"99999999999999999999999", invalid},
    {"6-7", unclear},
    {"6 or 7", unclear},
    {"between 6 and 7", unclear},
    {"6 to 7", unclear},
    {"7+", unclear},
    {"more than 7", unclear},
    {"less than seven", unclear},
    {"not 7", unclear},
    {"3/5", unclear},
    {"7/10/2026", unclear},
    {"70%", invalid},
    {"I was 7 when he left", unclear},
    {"7 but yesterday it was 9", unclear},
    {"very sad", unclear},
    {"yes", unclear},
    {"", unclear},
    {"?", unclear},
};

constexpr row spanish[] = {
    {"siete", "7"},
    {"un 7", "7"},
    {"un siete de diez", "7"},
    {"como un 7", "7"},
    {"7/10", "7"},
    {"7 sobre 10", "7"},
    {"dir\u00EDa que 8", "8"},
    {"m\u00E1s o menos 6", "6"},
    {"m\u00E1s o menos un seis", "6"},
    {"once", invalid},
    {"seis o siete", unclear},
    {"7,5", invalid},
    {"diez", "10"},
    {"cero", "0"},
    {"seven", "7"},
    {"no s\u00E9", unclear},
};

} // namespace

TEST_CASE("scale: a number however it is said, never one that was not", "[answers][scale]")
{
    auto ask = question("scale").range(0, 10);
    ask.labels = {"not at all", "certain"};
    ask.check(english);
    ask.check(spanish, "es");
}

TEST_CASE("scale: halves only where the steps allow them", "[answers][scale]")
{
    const auto ask = question("scale").range(0, 5, 0.5);
    CHECK(ask.typed("4.5") == "4.5");
    CHECK(ask.typed("four and a half") == "4.5");
    CHECK(ask.typed("4\u00BD") == "4.5");
    CHECK(ask.typed("4.2") == invalid);
    CHECK(ask.typed("4/5") == "4");
    CHECK(ask.typed("4/10") == unclear);
}

TEST_CASE("scale: a button sends its figure and nothing else", "[answers][scale]")
{
    const auto ask = question("scale").range(0, 10);
    CHECK(ask.sent({7.0}) == "7");
    CHECK(ask.sent({std::string("7")}) == "7");
    CHECK(ask.sent({11.0}) == invalid);
    CHECK(ask.sent({7.5}) == invalid);
    CHECK(ask.sent({std::string("seven")}) == unclear);
    CHECK(ask.sent({std::string("7 ")}) == unclear);
    CHECK(ask.sent({std::string("nan")}) == unclear);
    CHECK(ask.sent({std::string("1e1")}) == unclear);
    CHECK(ask.sent({std::numeric_limits<double>::quiet_NaN()}) == unclear);
    CHECK(ask.sent({std::numeric_limits<double>::infinity()}) == unclear);
    CHECK(ask.sent({true}) == unclear);
    CHECK(ask.sent({}) == unclear);
}
