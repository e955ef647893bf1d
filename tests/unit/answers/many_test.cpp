#include "tests/unit/answers/table.hpp"

using namespace answers_test;

namespace {

question stressors()
{
    return question("many")
        .range(0, 5)
        .option("work", "Work")
        .option("money", "Money")
        .option("family", "My family")
        .option("food", "Food and drink")
        .option("other", "Something else");
}

constexpr row english[] = {
    {"work", "Work"},
    {"work and money", "Work, Money"},
    {"money, work", "Work, Money"},
    {"Work, Money.", "Work, Money"},
    {"work & money", "Work, Money"},
    {"work + money", "Work, Money"},
    {"work/money", "Work, Money"},
    {"work; money", "Work, Money"},
    {"work\nmoney\n", "Work, Money"},
    {"- work\n- money", "Work, Money"},
    {"work, money and family", "Work, Money, My family"},
    {"work, money, and my family", "Work, Money, My family"},
    {"work plus money", "Work, Money"},
    {"wrok and monye", "Work, Money"},
    {"I think work and my family", "Work, My family"},
    {"food and drink", "Food and drink"},
    {"food and drink and work", "Work, Food and drink"},
    {"food and drink, work", "Work, Food and drink"},
    {"work, work", "Work"},
    {"1", "Work"},
    {"1, 3", "Work, My family"},
    {"1,3", "Work, My family"},
    {"1 3", "Work, My family"},
    {"1 and 3", "Work, My family"},
    {"1 & 3", "Work, My family"},
    {"1, 2, 3", "Work, Money, My family"},
    {"1,2,3", "Work, Money, My family"},
    {"one and two", "Work, Money"},
    {"the first and the last", "Work, Something else"},
    {"all", "Work, Money, My family, Food and drink, Something else"},
    {"all of them", "Work, Money, My family, Food and drink, Something else"},
    {"Everything!", "Work, Money, My family, Food and drink, Something else"},
    {"none", ""},
    {"none of these", ""},
    {"nothing", ""},
    {"7", invalid},
    {"1, 7", invalid},
    {"0", invalid},
    {"work and my cat", unclear},
    {"work but not money", unclear},
    {"not work", unclear},
    {"everything except work", unclear},
    {"1-3", unclear},
    {"my cat", unclear},
    {"", unclear},
    {",,,", unclear},
    {"and", unclear},
};

constexpr row spanish[] = {
    {"trabajo y dinero", "Trabajo, Dinero"},
    {"el trabajo, el dinero", "Trabajo, Dinero"},
    {"1 y 2", "Trabajo, Dinero"},
    {"todas", "Trabajo, Dinero, Familia"},
    {"todo lo anterior", "Trabajo, Dinero, Familia"},
    {"familia e dinero", "Dinero, Familia"},
    {"ninguna", invalid},
    {"todo menos trabajo", unclear},
};

} // namespace

TEST_CASE("many: several options in one message, in the list's order", "[answers][many]")
{
    stressors().check(english);
    question("many")
        .option("w", "Trabajo")
        .option("m", "Dinero")
        .option("f", "Familia")
        .check(spanish, "es");
}

TEST_CASE("many: too few or too many is invalid", "[answers][many]")
{
    auto ask = stressors().range(1, 2);
    CHECK(ask.typed("work, money, family") == invalid);
    CHECK(ask.typed("none") == invalid);
    CHECK(ask.typed("all") == invalid);
    CHECK(ask.typed("work and money") == "Work, Money");
    ask.option("none", "None of these");
    CHECK(ask.typed("none of these") == "None of these");
}

TEST_CASE("many: a form sends a list of keys and nothing else", "[answers][many]")
{
    const auto ask = stressors();
    const auto keys = [](std::initializer_list<std::string> of) {
        flow::list out;
        for (const auto& each : of)
            out.push_back({each});
        return flow::value{out};
    };
    CHECK(ask.sent(keys({"family", "work"})) == "Work, My family");
    CHECK(ask.sent(keys({})).empty());
    CHECK(ask.sent(keys({"work", "work"})) == unclear);
    CHECK(ask.sent(keys({"work", "cat"})) == unclear);
    CHECK(ask.sent({std::string("work")}) == unclear);
    CHECK(ask.sent({flow::list{{1.0}}}) == unclear);
    CHECK(ask.sent({}) == unclear);
    CHECK(stressors().range(1, 2).sent(keys({})) == invalid);
}
