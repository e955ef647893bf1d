#include "bot/web/same_page.hpp"

#include <catch2/catch.hpp>

using namespace switchback;

namespace {

net::http_request write()
{
    net::http_request out;
    out.method = "POST";
    out.host = "clinic.example";
    out.origin = "https://clinic.example";
    out.content_type = "application/json";
    out.sec_fetch_site = "same-origin";
    out.intent = "1";
    return out;
}

} // namespace

TEST_CASE("same page: our own write is taken", "[web]")
{
    CHECK(web::is_our_write(write()));
    auto typed = write();
    typed.content_type = "application/json; charset=utf-8";
    CHECK(web::is_our_write(typed));
}

TEST_CASE("same page: a form of another page is not", "[web]")
{
    auto form = write();
    form.content_type = "text/plain";
    CHECK_FALSE(web::is_our_write(form));
    auto bare = write();
    bare.intent.clear();
    CHECK_FALSE(web::is_our_write(bare));
    for (const auto* site : {"cross-site", "same-site"})
    {
        auto other = write();
        other.sec_fetch_site = site;
        CHECK_FALSE(web::is_our_write(other));
    }
}

TEST_CASE("same page: an old browser is known by its origin", "[web]")
{
    auto old = write();
    old.sec_fetch_site.clear();
    CHECK(web::is_our_write(old));
    for (const auto* origin :
         {"https://evil.example", "https://clinic.example.evil.example", "null",
          "https://clinic.example:8443", "file://"})
    {
        old.origin = origin;
        CHECK_FALSE(web::is_our_write(old));
    }
}
