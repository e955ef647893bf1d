// The chat page names the practice it belongs to, whatever its id holds.
#include "bot/web/chat_page.hpp"

#include "bot/web/assets.hpp"

#include <catch2/catch.hpp>

using namespace switchback::web;

TEST_CASE("chat page: it names its practice, and its tag tells practices apart", "[web]")
{
    const auto* page = find_asset("/");
    REQUIRE(page != nullptr);
    const auto made = chat_page(page->bytes, "rio-norte");
    CHECK(made.find("<meta name=\"practice\" content=\"rio-norte\">") != std::string::npos);
    CHECK(made.size() == page->bytes.size() + std::string_view("rio-norte").size());
    CHECK(entity_tag(made) == entity_tag(chat_page(page->bytes, "rio-norte")));
    CHECK(entity_tag(made) != entity_tag(chat_page(page->bytes, "rio-sur")));
}

TEST_CASE("chat page: an id is text, never markup", "[web]")
{
    const auto made = chat_page("<meta name=\"practice\" content=\"\">", "a\"><script>&b");
    CHECK(made.find("<script>") == std::string::npos);
    CHECK(made.find("a\">") == std::string::npos);
    CHECK(chat_page("<p>another page</p>", "a") == "<p>another page</p>");
}
