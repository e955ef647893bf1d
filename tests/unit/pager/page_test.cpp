#include "bot/base/limits.hpp"
#include "bot/port/pager.hpp"

#include <catch2/catch.hpp>

namespace switchback::port {

TEST_CASE("page: a clinic's name is one line of text")
{
    CHECK(neutral_name::from("Río Norte")->text() == "Río Norte");
    CHECK(neutral_name::from(std::string(limits::page_name_bytes, 'a')));
    CHECK_FALSE(neutral_name::from(std::string(limits::page_name_bytes + 1, 'a')));
    CHECK_FALSE(neutral_name::from(""));
    CHECK_FALSE(neutral_name::from("Clinic\r\nBcc: <x@y.example>"));
    CHECK_FALSE(neutral_name::from(std::string_view("a\0b", 3)));
    CHECK_FALSE(neutral_name::from("Clinic\xc2\x85 x"));
    CHECK_FALSE(neutral_name::from("Clinic\xe2\x80\xa8 x"));
    CHECK_FALSE(neutral_name::from("Clinic\xe2\x80\xa9"));
    CHECK_FALSE(neutral_name::from("\xff"));
}

TEST_CASE("page: a case reference is eight letters or digits and nothing else")
{
    CHECK(case_reference::from("7K2M9QXA")->text() == "7K2M9QXA");
    CHECK(case_reference::from("abcd0189"));
    for (const auto* wrong : {"", "7K2M9QX", "7K2M9QXAB", "7K2M 9QX", "7K2M-9QX", "7K2M9QX\n"})
        CHECK_FALSE(case_reference::from(wrong));
    CHECK_FALSE(case_reference::from("7K2M9Q\xc3\xa9"));
}

TEST_CASE("page: a link is https and carries no query, no login and no fragment")
{
    CHECK(page_link::from("https://clinic.example/c/7K2M9QXA"));
    CHECK(page_link::from("https://clinic.example:8443/c/7K2M9QXA"));
    CHECK(page_link::from("http://127.0.0.1:8080/c/7K2M9QXA"));
    CHECK(page_link::from("http://localhost/c"));
    CHECK_FALSE(page_link::from("http://clinic.example/c/7"));
    CHECK_FALSE(page_link::from("http://127.0.0.1.evil.example/c"));
    CHECK_FALSE(page_link::from("http://localhost.evil.example/c"));
    CHECK_FALSE(page_link::from("https://"));
    CHECK_FALSE(page_link::from("https:///c"));
    CHECK_FALSE(page_link::from("https://clinic.example/c?words=sad"));
    CHECK_FALSE(page_link::from("https://clinic.example/c#sad"));
    CHECK_FALSE(page_link::from("https://a@clinic.example/c"));
    CHECK_FALSE(page_link::from("https://clinic.example/c\r\nBcc: x"));
    CHECK_FALSE(page_link::from("https://clinic.example/%20so%20sad"));
    CHECK_FALSE(page_link::from("javascript:x"));
    CHECK_FALSE(page_link::from("https://c.example/" + std::string(limits::page_link_bytes, 'a')));
}

TEST_CASE("sign-in link: our page, and a word behind the fragment")
{
    const std::string word = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLM-_09";
    const auto at = [&](const std::string& before) { return sign_in_link::from(before + word); };
    CHECK(
        at("https://clinic.example/respond#t=")->text() ==
        "https://clinic.example/respond#t=" + word);
    CHECK(at("https://clinic.example:8443/respond#t="));
    CHECK(at("http://127.0.0.1:8080/respond#t="));
    CHECK(at("http://localhost/respond#t="));
    for (const auto* wrong :
         {"http://clinic.example/respond#t=", "https:///respond#t=", "https://respond#t=",
          "https://clinic.example/#t=", "https://clinic.example/respond/#t=",
          "https://clinic.example/other#t=", "https://clinic.example/respond/k7m2p9qa#t=",
          "https://clinic.example/a/respond#t=", "https://clinic.example/respond?x=1#t=",
          "https://clinic.example/respond#c=", "https://clinic.example/respond#t=#t=",
          "https://a@clinic.example/respond#t=", "https://clinic.example/respond\r\n#t=",
          "javascript:x#t=", ""})
    {
        INFO(wrong);
        CHECK_FALSE(at(wrong));
    }
    const std::string before = "https://clinic.example/respond#t=";
    CHECK_FALSE(sign_in_link::from(before));
    CHECK_FALSE(sign_in_link::from(before + "short"));
    CHECK_FALSE(sign_in_link::from(before + word + "\r\nBcc: x"));
    CHECK_FALSE(sign_in_link::from(before + word + "&words=sad"));
    CHECK_FALSE(sign_in_link::from(before + word + " sad"));
    CHECK_FALSE(sign_in_link::from(before + std::string(limits::link_word_chars + 1, 'a')));
}

TEST_CASE("page: what became of it has a name for rows and logs")
{
    CHECK(name_of(receipt::accepted) == "accepted");
    CHECK(name_of(receipt::delivered) == "delivered");
    CHECK(name_of(page_fault::not_sent) == "not_sent");
    CHECK(name_of(page_fault::refused) == "refused");
    CHECK(name_of(page_fault::unknown) == "unknown");
}

} // namespace switchback::port
