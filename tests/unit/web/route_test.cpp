#include "bot/web/route.hpp"

#include <array>
#include <catch2/catch.hpp>

using namespace switchback::web;

TEST_CASE("route: a pattern is met by its own paths alone", "[web]")
{
    constexpr std::string_view one = "/cases/{reference}";
    constexpr std::string_view act = "/cases/{reference}/act";
    CHECK(matches(one, "/cases/a1b2c3d4"));
    CHECK(segment(one, "/cases/a1b2c3d4") == "a1b2c3d4");
    CHECK(matches(act, "/cases/a1b2c3d4/act"));
    CHECK(segment(act, "/cases/a1b2c3d4/act") == "a1b2c3d4");
    CHECK(matches("/healthz", "/healthz"));
    CHECK(matches("/", "/"));
    for (const auto* path :
         {"/cases", "/cases/", "/cases/a/", "/cases/a/act", "/cases//", "cases/a", "/case/a", "",
          "/"})
        CHECK_FALSE(matches(one, path));
    for (const auto* path : {"/cases//act", "/cases/a/acts", "/cases/act", "/cases/a/act/"})
        CHECK_FALSE(matches(act, path));
    CHECK_FALSE(matches("/healthz", "/healthz/"));
    CHECK_FALSE(matches("/healthz", "/HEALTHZ"));
}

TEST_CASE("route: values come from a query and a cookie by their whole name", "[web]")
{
    CHECK(query_number("after=12&open=1", "open") == 1);
    CHECK(query_number("xafter=12", "after") == 0);
    CHECK(query_number("after=x", "after") == 0);
    CHECK(query_number("", "after") == 0);
    CHECK(query_value("a=&b=2", "a").empty());
    CHECK(cookie_value("x=1; __Host-session=abc; y=2", "__Host-session") == "abc");
    CHECK(cookie_value("x__Host-session=abc", "__Host-session").empty());
    CHECK(cookie_value("__Host-session", "__Host-session").empty());
    CHECK(cookie_value("__Host-session=a=b", "__Host-session") == "a=b");
}

TEST_CASE("route: a page is in the language its reader likes best", "[web]")
{
    constexpr std::array<std::string_view, 2> known{"en", "es"};
    CHECK(accepted_language("es", known) == "es");
    CHECK(accepted_language("ES-mx, en;q=0.9", known) == "es");
    CHECK(accepted_language("fr, en;q=0.5, es;q=0.51", known) == "es");
    CHECK(accepted_language("en;q=1.0, es;q=1", known) == "en");
    CHECK(accepted_language("es;q=0, en;q=0.1", known) == "en");
    for (const auto* header : {"", "*", "est", "e", ";q=1", ",,", "fr;q=0.9", "es;q=0.000"})
        CHECK(accepted_language(header, known).empty());
}
