#include "tests/unit/answers/table.hpp"

using namespace answers_test;

namespace {

constexpr row english[] = {
    {"20", "20"},
    {"20 minutes", "20"},
    {"20min", "20"},
    {"about 20 mins", "20"},
    {"twenty", "20"},
    {"twenty five", "25"},
    {"twenty-five", "25"},
    {"a hundred", "100"},
    {"one hundred and twenty", "120"},
    {"two hundred and six", "206"},
    {"two thousand three hundred", "2300"},
    {"1,000", "1000"},
    {"1,000.5", unclear},
    {"2.5", "2.5"},
    {"seven and a half", "7.5"},
    {"7\u00BD", "7.5"},
    {"three times", "3"},
    {"twice", "2"},
    {"once", "1"},
    {"none", "0"},
    {"zero", "0"},
    {"-5", "-5"},
    {"minus five", "-5"},
    {"\u22125", "-5"},
    {"5 people", "5"},
    {"a dozen", "12"},
    {"maybe 15?", "15"},
    {"000012", "12"},
    {"2 or 3", unclear},
    {"2-3", unclear},
    {"between two and four", unclear},
    {"at least 5", unclear},
    {"over 20", unclear},
    {"under 20", unclear},
    {"a couple", unclear},
    {"a few", unclear},
    {"some", unclear},
    {"1 hour 30", unclear},
    {"1.2.3", unclear},
    {"24/12", unclear},
    {"12:30", unclear},
    {"2 hours", unclear},
    {"3 weeks", unclear},
    {"99999999999999999999999999", invalid},
    {"a lot", unclear},
    {"", unclear},
};

constexpr row spanish[] = {
    {"veinte minutos", "20"}, {"treinta y cinco", "35"},
    {"ciento veinte", "120"}, {"dos mil", "2000"},
    {"7,5", "7.5"},           {"siete y medio", "7.5"},
    {"una vez", "1"},         {"tres veces", "3"},
    {"1.000", unclear},       {"1,000", unclear},
    {"unos 15", "15"},        {"dos o tres", unclear},
    {"ninguno", "0"},         {"mil quinientos", unclear},
};

} // namespace

TEST_CASE("number: digits and words, one number only", "[answers][number]")
{
    question("number").check(english);
    question("number").check(spanish, "es");
}

TEST_CASE("number: outside the range or off the steps is invalid", "[answers][number]")
{
    const auto minutes = question("number").range(1, 240, 1);
    CHECK(minutes.typed("240") == "240");
    CHECK(minutes.typed("241") == invalid);
    CHECK(minutes.typed("none") == invalid);
    CHECK(minutes.typed("2.5") == invalid);
    CHECK(minutes.typed("2 hours") == unclear);
    CHECK(minutes.typed("half an hour") == unclear);
    const auto fives = question("number").range(2, 100, 5);
    CHECK(fives.typed("7") == "7");
    CHECK(fives.typed("10") == invalid);
}

TEST_CASE("number: a question within a day's hours takes hours, not minutes", "[answers][number]")
{
    const auto slept = question("number").range(0, 24);
    CHECK(slept.typed("7 hours") == "7");
    CHECK(slept.typed("7.5 hrs") == "7.5");
    CHECK(slept.typed("20 minutes") == unclear);
    CHECK(slept.typed("7 hours 30 minutes") == unclear);
}

TEST_CASE("number: a native input sends a figure", "[answers][number]")
{
    const auto ask = question("number").range(1, 240);
    CHECK(ask.sent({20.0}) == "20");
    CHECK(ask.sent({std::string("2.5")}) == "2.5");
    CHECK(ask.sent({0.0}) == invalid);
    CHECK(ask.sent({std::string("twenty")}) == unclear);
    CHECK(ask.sent({std::string(400, '9')}) == unclear);
    CHECK(ask.sent({flow::list{}}) == unclear);
}
