#include "tests/unit/answers/table.hpp"

using namespace answers_test;

namespace {

constexpr row english[] = {
    {"yes", "Yes"},
    {"Yes.", "Yes"},
    {"  YES  ", "Yes"},
    {"yeah", "Yes"},
    {"yep", "Yes"},
    {"yup!", "Yes"},
    {"y", "Yes"},
    {"yesss", "Yes"},
    {"yeeees", "Yes"},
    {"yess", "Yes"},
    {"ok", "Yes"},
    {"sure", "Yes"},
    {"sure, why not", unclear},
    {"of course", "Yes"},
    {"I guess so", "Yes"},
    {"I think so", "Yes"},
    {"well, I suppose so", "Yes"},
    {"I do", "Yes"},
    {"yes please", "Yes"},
    {"oh yes", "Yes"},
    {"um, yeah, thanks", "Yes"},
    {"yes, he did call me", "Yes"},
    {"yes I was there", "Yes"},
    {"yes \U0001F60A", "Yes"},
    {"\U0001F44D", "Yes"},
    {"\U0001F44D\U0001F3FD", "Yes"},
    {"\u2705", "Yes"},
    {"\uFF39\uFF25\uFF33", "Yes"},
    {"right", "Yes"},
    {"no", "No"},
    {"No!", "No"},
    {"nah", "No"},
    {"nope", "No"},
    {"nooooo", "No"},
    {"n", "No"},
    {"not really", "No"},
    {"not at all", "No"},
    {"no way", "No"},
    {"of course not", "No"},
    {"absolutely not", "No"},
    {"I don't think so", "No"},
    {"I don\u2019t think so", "No"},
    {"no thanks", "No"},
    {"not yet", "No"},
    {"no, I didn't", "No"},
    {"well no, not really", "No"},
    {"\U0001F44E", "No"},
    {"maybe", unclear},
    {"not sure", unclear},
    {"yes and no", unclear},
    {"yes, but not today", unclear},
    {"no idea", unclear},
    {"no problem", unclear},
    {"no one called", unclear},
    {"no time for that", unclear},
    {"right now", unclear},
    {"well, I was wrong", unclear},
    {"it was too much", unclear},
    {"yes or no?", unclear},
    {"I said yes to him and then no", unclear},
    {"kind of", unclear},
    {"idk", unclear},
    {"7", unclear},
    {"", unclear},
    {"...", unclear},
    {"\U0001F622", unclear},
};

constexpr row spanish[] = {
    {"s\u00ED", "Yes"},
    {"si", "Yes"},
    {"S\u00CD", "Yes"},
    {"siiii", "Yes"},
    {"claro", "Yes"},
    {"\u00A1Claro que s\u00ED!", "Yes"},
    {"por supuesto", "Yes"},
    {"creo que s\u00ED", "Yes"},
    {"vale", "Yes"},
    {"pues s\u00ED", "Yes"},
    {"s\u00ED, gracias", "Yes"},
    {"\U0001F44D", "Yes"},
    {"yes", "Yes"},
    {"no", "No"},
    {"no, gracias", "No"},
    {"creo que no", "No"},
    {"para nada", "No"},
    {"la verdad es que no", "No"},
    {"todav\u00EDa no", "No"},
    {"nope", "No"},
    {"quiz\u00E1s", unclear},
    {"no s\u00E9", unclear},
    {"s\u00ED, pero hoy no", unclear},
    {"m\u00E1s o menos", unclear},
    {"depende", unclear},
};

} // namespace

TEST_CASE("yesno: everyday words for yes and no, and nothing in between", "[answers][yesno]")
{
    question("yesno").check(english);
    question("yesno").check(spanish, "es");
    question("yesno").check(english, "fr");
}

TEST_CASE("yesno: the two labels are answers and are read back", "[answers][yesno]")
{
    question ask("yesno");
    ask.labels = {"Tell the clinic", "Keep it here"};
    CHECK(ask.typed("keep it here") == "Keep it here");
    CHECK(ask.typed("Tell the clinic!") == "Tell the clinic");
    CHECK(ask.typed("nope") == "Keep it here");
}

TEST_CASE("yesno: a button sends a truth or its key", "[answers][yesno]")
{
    const question ask("yesno");
    CHECK(ask.sent({true}) == "Yes");
    CHECK(ask.sent({false}) == "No");
    CHECK(ask.sent({std::string("no")}) == "No");
    CHECK(ask.sent({std::string("nah")}) == unclear);
    CHECK(ask.sent({std::string()}) == unclear);
    CHECK(ask.sent({1.0}) == unclear);
    CHECK(ask.sent({}) == unclear);
}
