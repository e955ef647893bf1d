#include "tests/unit/answers/table.hpp"

using namespace answers_test;

namespace {

// Seen from Sunday 22 November 2026.
constexpr row english[] = {
    {"today", "Sunday 22 November 2026"},
    {"tonight", "Sunday 22 November 2026"},
    {"tomorrow", "Monday 23 November 2026"},
    {"Tomorrow morning!", "Monday 23 November 2026"},
    {"tmrw", "Monday 23 November 2026"},
    {"I think tomorrow", "Monday 23 November 2026"},
    {"yesterday", "Saturday 21 November 2026"},
    {"the day after tomorrow", "Tuesday 24 November 2026"},
    {"day before yesterday", "Friday 20 November 2026"},
    {"tuesday", "Tuesday 24 November 2026"},
    {"on Tuesday", "Tuesday 24 November 2026"},
    {"tues", "Tuesday 24 November 2026"},
    {"next tuesday", "Tuesday 24 November 2026"},
    {"this friday", "Friday 27 November 2026"},
    {"last friday", "Friday 20 November 2026"},
    {"next sunday", "Sunday 29 November 2026"},
    {"last sunday", "Sunday 15 November 2026"},
    {"in two weeks", "Sunday 6 December 2026"},
    {"in 2 weeks", "Sunday 6 December 2026"},
    {"in a week", "Sunday 29 November 2026"},
    {"two weeks from now", "Sunday 6 December 2026"},
    {"3 days from today", "Wednesday 25 November 2026"},
    {"a week ago", "Sunday 15 November 2026"},
    {"ten days ago", "Thursday 12 November 2026"},
    {"in 3 months", "Monday 22 February 2027"},
    {"a year ago", "Saturday 22 November 2025"},
    {"in a fortnight", "Sunday 6 December 2026"},
    {"24 dec", "Thursday 24 December 2026"},
    {"24dec", "Thursday 24 December 2026"},
    {"dec 24", "Thursday 24 December 2026"},
    {"December 24th", "Thursday 24 December 2026"},
    {"the 24th of december", "Thursday 24 December 2026"},
    {"dec 24, 2027", "Friday 24 December 2027"},
    {"24 december 2027", "Friday 24 December 2027"},
    {"10 nov", "Tuesday 10 November 2026"},
    {"3 march", "Wednesday 3 March 2027"},
    {"the 24th", "Tuesday 24 November 2026"},
    {"tuesday 24 november", "Tuesday 24 November 2026"},
    {"2026-12-24", "Thursday 24 December 2026"},
    {"2026/12/24", "Thursday 24 December 2026"},
    {"24/12", "Thursday 24 December 2026"},
    {"12/24", "Thursday 24 December 2026"},
    {"24/12/2026", "Thursday 24 December 2026"},
    {"24.12.26", "Thursday 24 December 2026"},
    {"Thursday 24/12", "Thursday 24 December 2026"},
    {"5/5", "Wednesday 5 May 2027"},
    {"8/8/2027", "Sunday 8 August 2027"},
    {"1990-02-03", "Saturday 3 February 1990"},
    {"31 feb", invalid},
    {"2026-02-30", invalid},
    {"2026-13-01", invalid},
    {"45/12", invalid},
    {"0/12", invalid},
    {"29 feb 2028", "Tuesday 29 February 2028"},
    {"29 feb 2027", invalid},
    {"3 may 1200", invalid},
    {"in 500 years", invalid},
    {"4/5", unclear},
    {"04/05/2027", unclear},
    {"sunday", unclear},
    {"tuesday next week", unclear},
    {"next week", unclear},
    {"next month", unclear},
    {"this weekend", unclear},
    {"monday 24 november", unclear},
    {"24", unclear},
    {"2027", unclear},
    {"december", unclear},
    {"24-25", unclear},
    {"2 weeks", unclear},
    {"soon", unclear},
    {"tomorrow or tuesday", unclear},
    {"not tomorrow", unclear},
    {"24/12/", "Thursday 24 December 2026"},
    {"1/2/3/4", unclear},
    {"", unclear},
};

constexpr row spanish[] = {
    {"hoy", "Sunday 22 November 2026"},
    {"ma\u00F1ana", "Monday 23 November 2026"},
    {"pasado ma\u00F1ana", "Tuesday 24 November 2026"},
    {"ayer", "Saturday 21 November 2026"},
    {"el martes", "Tuesday 24 November 2026"},
    {"el pr\u00F3ximo martes", "Tuesday 24 November 2026"},
    {"el martes que viene", "Tuesday 24 November 2026"},
    {"el viernes pasado", "Friday 20 November 2026"},
    {"dentro de dos semanas", "Sunday 6 December 2026"},
    {"en una semana", "Sunday 29 November 2026"},
    {"hace una semana", "Sunday 15 November 2026"},
    {"24 de diciembre", "Thursday 24 December 2026"},
    {"24 de diciembre de 2027", "Friday 24 December 2027"},
    {"el 24", "Tuesday 24 November 2026"},
    {"24/12", "Thursday 24 December 2026"},
    {"4/1/2027", "Monday 4 January 2027"},
    {"12/24", "Thursday 24 December 2026"},
    {"31 de febrero", invalid},
    {"domingo", unclear},
    {"la semana que viene", unclear},
    {"next tuesday", "Tuesday 24 November 2026"},
};

} // namespace

TEST_CASE("date: a day however it is said, unclear when it could be two", "[answers][date]")
{
    question("date").check(english);
    question("date").check(spanish, "es");
}

TEST_CASE("date: a native input sends an ISO day and nothing else", "[answers][date]")
{
    const question ask("date");
    CHECK(ask.sent({std::string("2026-12-24")}) == "Thursday 24 December 2026");
    CHECK(ask.sent({flow::date{0}}) == "Thursday 1 January 1970");
    CHECK(ask.sent({std::string("2026-02-30")}) == unclear);
    CHECK(ask.sent({std::string("24/12/2026")}) == unclear);
    CHECK(ask.sent({std::string("tomorrow")}) == unclear);
    CHECK(ask.sent({std::string("2026-12-24 ")}) == unclear);
    CHECK(ask.sent({std::string("0001-01-01")}) == invalid);
    CHECK(ask.sent({flow::date{2'000'000'000}}) == invalid);
    CHECK(ask.sent({7.0}) == unclear);
}

TEST_CASE("date: names of days and months may come from the language", "[answers][date]")
{
    question ask("date");
    ask.labels = {"lunes",       "martes",  "mi\u00E9rcoles", "jueves",   "viernes",
                  "s\u00E1bado", "domingo", "enero",          "febrero",  "marzo",
                  "abril",       "mayo",    "junio",          "julio",    "agosto",
                  "septiembre",  "octubre", "noviembre",      "diciembre"};
    CHECK(ask.typed("el martes", "es") == "martes 24 noviembre 2026");
}
