#include "bot/net/signature.hpp"
#include "bot/pager/webhook.hpp"

#include <catch2/catch.hpp>

namespace switchback::pager {

using net::transfer_end;
using port::page_fault;

TEST_CASE("signature: base64 comes back, and what is none is refused")
{
    for (const auto* text : {"", "a", "ab", "abc", "\xff\xfe"})
        if (*text != '\0')
            CHECK(net::from_base64(net::to_base64(text)) == text);
    for (const auto* wrong : {"", "YQ", "YQ=", " YQ==", "YQ==\n", "Y===", "YWJj=", "YW-_"})
        CHECK_FALSE(net::from_base64(wrong));
}

TEST_CASE("webhook: the signature is that of the reference library's test")
{
    // standard-webhooks/standard-webhooks, libraries/python/tests/test_webhooks.py,
    // test_sign_function, at 33d368b20c5543357f4f27fd13bed0703b8c5204.
    const auto key = key_of_secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    REQUIRE(key);
    CHECK(
        sign(*key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, R"({"test": 2432232314})") ==
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST_CASE("webhook: a secret is whsec_ and 24 to 64 bytes")
{
    const auto secret = [](std::size_t bytes) {
        return "whsec_" + net::to_base64(std::string(bytes, 'k'));
    };
    CHECK_FALSE(key_of_secret(secret(23)));
    CHECK(key_of_secret(secret(24)) == std::string(24, 'k'));
    CHECK(key_of_secret(secret(64)));
    CHECK_FALSE(key_of_secret(secret(65)));
    CHECK_FALSE(key_of_secret("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    CHECK_FALSE(key_of_secret("whsec_"));
    CHECK_FALSE(key_of_secret(secret(24) + "\n"));
}

TEST_CASE("webhook: the body holds the facts of a page and nothing else")
{
    const port::page what{
        *port::neutral_name::from("Río \"Norte\""),
        escalation::page_urgency::today,
        *port::case_reference::from("7K2M9QXA"),
        *port::page_link::from("https://clinic.example/c/7K2M9QXA"),
        true,
        make_id(1, 2, 3)};
    CHECK(
        write_body(what) ==
        "{\"case\":\"7K2M9QXA\",\"clinic\":\"Río \\\"Norte\\\"\",\"drill\":true,"
        "\"link\":\"https://clinic.example/c/7K2M9QXA\",\"type\":\"page\",\"urgency\":\"today\"}");
}

TEST_CASE("webhook: a notice is no page")
{
    port::page what{
        *port::neutral_name::from("Rio Norte"),
        escalation::page_urgency::today,
        *port::case_reference::from("7K2M9QXA"),
        *port::page_link::from("https://clinic.example/c/7K2M9QXA"),
        false,
        make_id(1, 2, 3)};
    for (const auto form : {port::page_form::review, port::page_form::news})
    {
        what.form = form;
        CHECK(write_body(what).contains("\"type\":\"notice\""));
    }
}

TEST_CASE("webhook: an address is https, or of this machine, without a login")
{
    CHECK(net::is_post_url("https://pages.example/x?y=z"));
    CHECK(net::is_post_url("http://127.0.0.1:9/x"));
    CHECK(net::is_post_url("http://[::1]/x"));
    for (const auto* wrong :
         {"", "pages.example", "http://pages.example/", "ftp://127.0.0.1/", "https://",
          "https://a:b@pages.example/", "https://pages.example/ x", "http://127.0.0.1.example/",
          "https://pages.example/\r\nx: y"})
        CHECK_FALSE(net::is_post_url(wrong));
    CHECK(net::is_mail_url("smtps://mail.example:465"));
    for (const auto* wrong :
         {"https://mail.example", "smtp://a:b@mail.example", "smtp://mail.example/hello",
          "smtp://"})
        CHECK_FALSE(net::is_mail_url(wrong));
}

TEST_CASE("webhook: each end has its meaning")
{
    const auto of = [](transfer_end end, int code, bool has_left, std::string body = {}) {
        return webhook_outcome({end, code, has_left, std::move(body)});
    };
    const auto fault = [of](transfer_end end, int code, bool has_left) {
        return of(end, code, has_left).error().kind;
    };
    CHECK(of(transfer_end::done, 204, true) == port::receipt::accepted);
    CHECK(of(transfer_end::done, 200, true, R"({"delivered":true})") == port::receipt::delivered);
    for (const auto* body :
         {R"({"delivered":"true"})", R"({"delivered":1})", "[true]", "{", "null"})
        CHECK(of(transfer_end::done, 200, true, body) == port::receipt::accepted);
    CHECK(of(transfer_end::too_long, 200, true) == port::receipt::accepted);
    for (const auto code : {400, 401, 404, 410, 301, 302, 308})
        CHECK(fault(transfer_end::done, code, true) == page_fault::refused);
    for (const auto code : {408, 425, 429, 500, 503})
        CHECK(fault(transfer_end::done, code, true) == page_fault::not_sent);
    CHECK(fault(transfer_end::bad_call, 0, false) == page_fault::refused);
    CHECK(fault(transfer_end::busy, 0, false) == page_fault::not_sent);
    CHECK(fault(transfer_end::bad_certificate, 0, false) == page_fault::refused);
    CHECK(fault(transfer_end::no_connection, 0, false) == page_fault::not_sent);
    CHECK(fault(transfer_end::timed_out, 0, true) == page_fault::unknown);
    CHECK(fault(transfer_end::timed_out, 0, false) == page_fault::not_sent);
    CHECK(fault(transfer_end::broken, 0, true) == page_fault::unknown);
    CHECK(fault(transfer_end::broken, 0, false) == page_fault::not_sent);
    CHECK(fault(transfer_end::cancelled, 0, true) == page_fault::unknown);
}

} // namespace switchback::pager
