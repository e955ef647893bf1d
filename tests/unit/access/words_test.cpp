// Codes that people type, and what a password must be.
#include "bot/base/limits.hpp"
#include "bot/base/random.hpp"
#include "bot/core/access/code.hpp"
#include "bot/core/access/password_rules.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

using namespace switchback;
using namespace switchback::access;

namespace {

std::string code_of(seeded_random& from)
{
    return make_code({from.next(), from.next()});
}

password_fault fault_of(std::string_view typed, std::span<const std::string_view> own = {})
{
    const auto made = new_password(typed, own);
    REQUIRE_FALSE(made);
    return made.error();
}

} // namespace

TEST_CASE("codes: are twelve letters without look-alikes, and read back", "[access]")
{
    seeded_random random(1);
    std::set<std::string> all;
    for (int i = 0; i < 2'000; ++i)
    {
        const auto code = code_of(random);
        REQUIRE(code.size() == code_chars);
        REQUIRE(code.find_first_of("01OIL") == std::string::npos);
        REQUIRE(read_code(code) == code);
        REQUIRE(read_code(grouped(code)) == code);
        all.insert(code);
    }
    CHECK(all.size() == 2'000);
    CHECK(grouped("K7M2P9QAXW4T") == "K7M2-P9QA-XW4T");
}

TEST_CASE("codes: are read as people type them", "[access]")
{
    seeded_random random(2);
    const auto code = code_of(random);
    auto low = grouped(code);
    std::ranges::transform(low, low.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    CHECK(read_code(low) == code);
    CHECK(read_code("  " + code.substr(0, 6) + " " + code.substr(6) + " ") == code);
    for (const auto* other : {"", "K7M2", "K7M2-P9QA-XW4T-XXXX", "0000-0000-0000", "K7M2P9QAXW4\n"})
        CHECK_FALSE(read_code(other));
}

TEST_CASE("codes: every single wrong letter and every swap of two is noticed", "[access]")
{
    seeded_random random(3);
    for (int round = 0; round < 50; ++round)
    {
        const auto code = code_of(random);
        for (std::size_t at = 0; at < code_chars; ++at)
        {
            for (const char other : code_letters)
            {
                auto wrong = code;
                wrong[at] = other;
                CHECK(read_code(wrong).has_value() == (other == code[at]));
            }
            for (std::size_t with = at + 1; with < code_chars; ++with)
            {
                auto wrong = code;
                std::swap(wrong[at], wrong[with]);
                CHECK(read_code(wrong).has_value() == (wrong == code));
            }
        }
    }
}

TEST_CASE("passwords: fifteen characters are enough, whatever they are", "[access]")
{
    CHECK(new_password("abcdefgh ijklmn", {}).has_value());
    CHECK(fault_of("abcdefgh ijklm") == password_fault::too_short);
    CHECK(new_password("ααααααααααααααβ", {}).has_value());         // characters, not bytes
    CHECK(fault_of("αααααααααααααβ") == password_fault::too_short); // 28 bytes
    CHECK(fault_of(std::string(limits::password_bytes + 1, 'a')) == password_fault::too_long);
    CHECK(fault_of(std::string("fifteen letters\xFF")) == password_fault::not_text);
    CHECK(fault_of(std::string("fifteen\0letters", 15)) == password_fault::not_text);
    CHECK(fault_of("fifteen\nletters!") == password_fault::not_text);
}

TEST_CASE("passwords: the commonest, one character, and one's own name are refused", "[access]")
{
    for (const auto* common :
         {"123456789012345", "Password Password", "CorrectHorseBatteryStaple",
          "correct horse battery staple", "aaaaaaaaaaaaaaaa", "Contraseñacontraseña",
          "QWERTYUIOPasdfgh", "ßßßßßßßßßßßßßßßß"})
        CHECK(fault_of(common) == password_fault::too_common);
    const std::array<std::string_view, 2> own{"ada.okafor", "Ada Okafor of Hamburg"};
    CHECK(fault_of("ada.okaforada.okafor", own) == password_fault::too_common);
    CHECK(fault_of("ADA OKAFOR OF HAMBURG", own) == password_fault::too_common);
    CHECK(new_password("ada okafor swims at dawn", own).has_value());
}

TEST_CASE("passwords: are the same however the keyboard writes them", "[access]")
{
    const auto whole = new_password("caf\u00E9 caf\u00E9 caf\u00E9 x", {});
    const auto parts = normal_password("cafe\u0301 cafe\u0301 cafe\u0301 x");
    REQUIRE(whole);
    REQUIRE(parts);
    CHECK(*whole == *parts);
    CHECK(
        fault_of("e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e") == // 15 typed, 8 seen
        password_fault::too_short);
    CHECK(normal_password("short").has_value()); // who signs in is not told the rules
    CHECK(normal_password("Password Password").value() == "Password Password");
}
