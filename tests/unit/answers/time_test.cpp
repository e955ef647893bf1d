#include "tests/unit/answers/table.hpp"

using namespace answers_test;

namespace {

// Said at two in the afternoon.
constexpr row english[] = {
    {"18:30", "18:30"},
    {"18.30", "18:30"},
    {"1830", "18:30"},
    {"at 18:30", "18:30"},
    {"06:30", "06:30"},
    {"0:15", "00:15"},
    {"00:00", "00:00"},
    {"24:00", "00:00"},
    {"6pm", "18:00"},
    {"6 pm", "18:00"},
    {"6 p.m.", "18:00"},
    {"6 PM!", "18:00"},
    {"6:30pm", "18:30"},
    {"6.30 am", "06:30"},
    {"630pm", "18:30"},
    {"12am", "00:00"},
    {"12pm", "12:00"},
    {"12:30 am", "00:30"},
    {"noon", "12:00"},
    {"12 noon", "12:00"},
    {"around midday", "12:00"},
    {"midnight", "00:00"},
    {"half past six", "18:30"},
    {"half past 6", "18:30"},
    {"quarter past six", "18:15"},
    {"a quarter past six", "18:15"},
    {"quarter to seven", "18:45"},
    {"quarter to one", "12:45"},
    {"ten past two", "14:10"},
    {"ten to three pm", "14:50"},
    {"twenty five past six in the evening", "18:25"},
    {"half past six in the morning", "06:30"},
    {"six thirty", "18:30"},
    {"six o'clock", "18:00"},
    {"6", "18:00"},
    {"at six", "18:00"},
    {"around 9 at night", "21:00"},
    {"2 at night", "02:00"},
    {"1 in the afternoon", "13:00"},
    {"7 in the morning", "07:00"},
    {"2", "02:00"},
    {"18", "18:00"},
    {"now", "14:00"},
    {"in two hours", "16:00"},
    {"in 30 minutes", "14:30"},
    {"in half an hour", "14:30"},
    {"in an hour", "15:00"},
    {"25:00", invalid},
    {"12:75", invalid},
    {"13am", invalid},
    {"30", invalid},
    {"morning", unclear},
    {"in the evening", unclear},
    {"after work", unclear},
    {"6 or 7", unclear},
    {"6-7", unclear},
    {"6 to 7", unclear},
    {"half six", unclear},
    {"half to six", unclear},
    {"later", unclear},
    {"1:2", unclear},
    {"18:30:15", unclear},
    {"in 3 days", unclear},
    {"in 40 hours", unclear},
    {"123456", invalid},
    {"", unclear},
    {":", unclear},
};

constexpr row spanish[] = {
    {"a las seis y media", "18:30"},
    {"a las 6 y media", "18:30"},
    {"las siete menos cuarto", "18:45"},
    {"las siete y cuarto de la tarde", "19:15"},
    {"las seis y veinte", "18:20"},
    {"las seis menos diez", "17:50"},
    {"a las 6 de la ma\u00F1ana", "06:00"},
    {"a las 10 de la noche", "22:00"},
    {"18:30", "18:30"},
    {"18h30", "18:30"},
    {"las 18h", "18:00"},
    {"mediod\u00EDa", "12:00"},
    {"medianoche", "00:00"},
    {"ahora", "14:00"},
    {"en dos horas", "16:00"},
    {"en media hora", "14:30"},
    {"6pm", "18:00"},
    {"por la ma\u00F1ana", unclear},
    {"m\u00E1s tarde", unclear},
};

} // namespace

TEST_CASE("time: an hour however it is said", "[answers][time]")
{
    question("time").check(english);
    question("time").check(spanish, "es");
}

TEST_CASE("time: a bare hour is the next one of the day", "[answers][time]")
{
    const question ask("time");
    CHECK(ask.typed("7", "en", 6 * 60) == "07:00");
    CHECK(ask.typed("7", "en", 7 * 60) == "19:00");
    CHECK(ask.typed("7", "en", 20 * 60) == "07:00");
    CHECK(ask.typed("12", "en", 20 * 60) == "12:00");
    CHECK(ask.typed("in two hours", "en", 23 * 60) == "01:00");
}

TEST_CASE("time: a native input sends hours and minutes", "[answers][time]")
{
    const question ask("time");
    CHECK(ask.sent({std::string("18:30")}) == "18:30");
    CHECK(ask.sent({flow::time_of_day{1439}}) == "23:59");
    CHECK(ask.sent({flow::time_of_day{1440}}) == invalid);
    CHECK(ask.sent({flow::time_of_day{-1}}) == invalid);
    CHECK(ask.sent({std::string("6pm")}) == unclear);
    CHECK(ask.sent({std::string("24:00")}) == unclear);
    CHECK(ask.sent({std::string("18:3")}) == unclear);
    CHECK(ask.sent({18.5}) == unclear);
}
