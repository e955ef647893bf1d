#include "tests/unit/answers/table.hpp"

#include "bot/core/answers/one/typo.hpp"

using namespace answers_test;

namespace {

question stressors()
{
    return question("one")
        .option("work", "Work", {"job", "boss"})
        .option("money", "Money")
        .option("family", "My family")
        .option("health", "Health or body")
        .option("other", "Something else");
}

constexpr row english[] = {
    {"Work", "Work"},
    {"work", "Work"},
    {"WORK!!", "Work"},
    {"w\u00F3rk", "Work"},
    {"  work  ", "Work"},
    {"job", "Work"},
    {"my boss", "Work"},
    {"I think it's work", "Work"},
    {"work please", "Work"},
    {"wrok", "Work"},
    {"1", "Work"},
    {"1.", "Work"},
    {"#1", "Work"},
    {"(1)", "Work"},
    {"one", "Work"},
    {"option 1", "Work"},
    {"number two", "Money"},
    {"2", "Money"},
    {"the second one", "Money"},
    {"2nd", "Money"},
    {"the first", "Work"},
    {"the last one", "Something else"},
    {"2\uFE0F\u20E3", "Money"},
    {"\u0663", "My family"},
    {"money \U0001F4B8", "Money"},
    {"monye", "Money"},
    {"mony", "Money"},
    {"my family", "My family"},
    {"family", "My family"},
    {"famly", "My family"},
    {"the family", "My family"},
    {"hea", "Health or body"},
    {"health", "Health or body"},
    {"my body", "Health or body"},
    {"helath or body", "Health or body"},
    {"something else", "Something else"},
    {"something", "Something else"},
    {"else", "Something else"},
    {"other", "Something else"},
    {"0", invalid},
    {"6", invalid},
    {"ninety", invalid},
    {"work and money", unclear},
    {"1 or 2", unclear},
    {"1-2", unclear},
    {"2.5", unclear},
    {"-1", unclear},
    {"not work", unclear},
    {"anything but money", unclear},
    {"work is fine", unclear},
    {"wo", unclear},
    {"my cat", unclear},
    {"worship", unclear},
    {"", unclear},
    {"!!", unclear},
    {"the", unclear},
};

constexpr row spanish[] = {
    {"el segundo", "Dinero"},
    {"la segunda opci\u00F3n", "Dinero"},
    {"creo que el trabajo", "El trabajo"},
    {"trabajo", "El trabajo"},
    {"TRABAJO", "El trabajo"},
    {"trabjo", "El trabajo"},
    {"dinero", "Dinero"},
    {"dos", "Dinero"},
    {"el \u00FAltimo", "Mi mam\u00E1"},
    {"mama", "Mi mam\u00E1"},
    {"mi mam\u00E1", "Mi mam\u00E1"},
    {"no el trabajo", unclear},
    {"cuatro", invalid},
};

} // namespace

TEST_CASE("one: a label, key, number, beginning or slip of one option", "[answers][one]")
{
    stressors().check(english);
    question("one")
        .option("work", "El trabajo")
        .option("money", "Dinero")
        .option("mother", "Mi mam\u00E1")
        .check(spanish, "es");
}

TEST_CASE("one: when two options fit, none is taken", "[answers][one]")
{
    const auto ask = question("one")
                         .option("a", "Better than before")
                         .option("b", "Better, but tired")
                         .option("c", "Worse")
                         .option("d", "Not tired");
    CHECK(ask.typed("better") == unclear);
    CHECK(ask.typed("bettr") == unclear);
    CHECK(ask.typed("before") == "Better than before");
    CHECK(ask.typed("better but tired") == "Better, but tired");
    CHECK(ask.typed("tired") == unclear);
    CHECK(ask.typed("not tired") == "Not tired");
    CHECK(ask.typed("worse") == "Worse");
    const auto twins = question("one").option("x", "Same").option("y", "Same");
    CHECK(twins.typed("same") == unclear);
    CHECK(twins.typed("1") == "Same");
}

TEST_CASE("one: figures in labels are never mixed up with places", "[answers][one]")
{
    const auto ask =
        question("one").option("ten", "10 minutes").option("two", "2 hours").option("day", "A day");
    CHECK(ask.typed("10") == "10 minutes");
    CHECK(ask.typed("2") == "2 hours");
    CHECK(ask.typed("1") == "10 minutes");
    CHECK(ask.typed("15 minutes") == unclear);
    CHECK(ask.typed("3 hours") == unclear);
    CHECK(ask.typed("minutes") == "10 minutes");
    const auto clash = question("one").option("a", "Two minutes").option("b", "Ten minutes");
    CHECK(clash.typed("two") == unclear);
    CHECK(clash.typed("the second") == "Ten minutes");
    CHECK(clash.typed("six minutes") == unclear);
    CHECK(clash.typed("two minuts") == "Two minutes");
}

TEST_CASE("one: figures as keys are not typed by anyone", "[answers][one]")
{
    const auto ask = question("one")
                         .option("0", "Not at all")
                         .option("1", "Several days")
                         .option("2", "More than half the days")
                         .option("3", "Nearly every day");
    CHECK(ask.typed("2") == "Several days");
    CHECK(ask.typed("0") == invalid);
    CHECK(ask.typed("nearly every day") == "Nearly every day");
    CHECK(ask.typed("several") == "Several days");
    CHECK(ask.typed("days") == unclear);
    CHECK(ask.typed("more than half") == "More than half the days");
    CHECK(ask.sent({std::string("2")}) == "More than half the days");
}

TEST_CASE("one: labels without letters are matched as they are", "[answers][one]")
{
    const auto ask = question("one").option("up", "\U0001F600").option("down", "\U0001F622");
    CHECK(ask.typed(" \U0001F622\n") == "\U0001F622");
    CHECK(ask.typed("\U0001F610") == unclear);
    const auto arabic = question("one")
                            .option("home", "\u0627\u0644\u0628\u064A\u062A")
                            .option("work", "\u0627\u0644\u0639\u0645\u0644");
    CHECK(
        arabic.typed("\u200F\u0627\u0644\u0628\u064E\u064A\u0652\u062A\u200F", "ar") ==
        "\u0627\u0644\u0628\u064A\u062A");
    CHECK(arabic.typed("\u0662", "ar") == "\u0627\u0644\u0639\u0645\u0644");
}

TEST_CASE("one: a button sends a key and nothing else", "[answers][one]")
{
    const auto ask = stressors();
    CHECK(ask.sent({std::string("family")}) == "My family");
    CHECK(ask.sent({std::string("My family")}) == unclear);
    CHECK(ask.sent({std::string("FAMILY")}) == unclear);
    CHECK(ask.sent({std::string()}) == unclear);
    CHECK(ask.sent({1.0}) == unclear);
    CHECK(ask.sent({}) == unclear);
}

TEST_CASE("typo_distance: counts slips, and stops counting at four", "[answers][one]")
{
    using answers::is_close_typo;
    using answers::typo_distance;
    CHECK(typo_distance("work", "work") == 0);
    CHECK(typo_distance("wrok", "work") == 1);
    CHECK(typo_distance("family", "famly") == 1);
    CHECK(typo_distance("abc", "xyzuvw") == 4);
    CHECK(typo_distance("", "") == 0);
    CHECK(typo_distance(std::string(100, 'a'), std::string(100, 'a')) == 4);
    CHECK(is_close_typo("relationshp", "relationship"));
    CHECK_FALSE(is_close_typo("happy", "unhappy"));
    CHECK_FALSE(is_close_typo("unimportant", "important"));
    CHECK_FALSE(is_close_typo("cat", "car"));
}
