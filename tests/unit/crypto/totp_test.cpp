#include "bot/crypto/totp.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <utility>

using namespace switchback::crypto;

namespace {

constexpr std::string_view rfc_secret = "12345678901234567890";

} // namespace

TEST_CASE("totp: the codes of RFC 6238 come out, by their last six digits", "[crypto][totp]")
{
    // Appendix B, the rows of SHA-1: time in seconds and the code of eight digits.
    const std::array<std::pair<std::int64_t, std::string>, 6> rows{{
        {59, "94287082"},
        {1'111'111'109, "07081804"},
        {1'111'111'111, "14050471"},
        {1'234'567'890, "89005924"},
        {2'000'000'000, "69279037"},
        {20'000'000'000, "65353130"},
    }};
    for (const auto& [seconds, eight] : rows)
    {
        const auto step = static_cast<std::uint64_t>(seconds / 30);
        CHECK(totp_code(rfc_secret, step) == eight.substr(2));
        CHECK(match_totp(rfc_secret, eight.substr(2), seconds * 1000, 0) == step);
    }
}

TEST_CASE("totp: the codes of RFC 4226 come out", "[crypto][totp]")
{
    const std::array<std::string, 10> codes{"755224", "287082", "359152", "969429", "338314",
                                            "254676", "287922", "162583", "399871", "520489"};
    for (std::size_t i = 0; i < codes.size(); ++i)
        CHECK(totp_code(rfc_secret, i) == codes[i]);
}

TEST_CASE("totp: a clock may be one step off and no more", "[crypto][totp]")
{
    constexpr std::uint64_t step = 40'000'000;
    const auto code = totp_code(rfc_secret, step);
    const auto at = [](std::uint64_t of) { return static_cast<std::int64_t>(of) * totp_step_ms; };
    CHECK(match_totp(rfc_secret, code, at(step) + totp_step_ms - 1, 0) == step);
    CHECK(match_totp(rfc_secret, code, at(step - 1), 0) == step);
    CHECK(match_totp(rfc_secret, code, at(step + 1) + totp_step_ms - 1, 0) == step);
    CHECK_FALSE(match_totp(rfc_secret, code, at(step - 2), 0));
    CHECK_FALSE(match_totp(rfc_secret, code, at(step + 2), 0));
}

TEST_CASE("totp: a step is taken once, and none before it", "[crypto][totp]")
{
    constexpr std::uint64_t step = 40'000'000;
    const auto now = static_cast<std::int64_t>(step) * totp_step_ms;
    CHECK(match_totp(rfc_secret, totp_code(rfc_secret, step), now, step - 1) == step);
    CHECK_FALSE(match_totp(rfc_secret, totp_code(rfc_secret, step), now, step));
    CHECK_FALSE(match_totp(rfc_secret, totp_code(rfc_secret, step - 1), now, step));
    CHECK(match_totp(rfc_secret, totp_code(rfc_secret, step + 1), now, step) == step + 1);
}

TEST_CASE("totp: what is no code is never one", "[crypto][totp]")
{
    for (const std::string wrong : {"", "12345", "1234567", "abcdef", "      ", "28708\xC3"})
        CHECK_FALSE(match_totp(rfc_secret, wrong, 59'000, 0));
    CHECK_FALSE(match_totp(rfc_secret, "287082", -1, 0));
}

TEST_CASE("totp: base32 is that of RFC 4648 without its padding", "[crypto][totp]")
{
    CHECK(base32("").empty());
    CHECK(base32("f") == "MY");
    CHECK(base32("fo") == "MZXQ");
    CHECK(base32("foo") == "MZXW6");
    CHECK(base32("foob") == "MZXW6YQ");
    CHECK(base32("fooba") == "MZXW6YTB");
    CHECK(base32("foobar") == "MZXW6YTBOI");
    CHECK(base32("\xFF\xFF\xFF\xFF\xFF") == "77777777");
}

TEST_CASE("totp: the address for an app names who and what", "[crypto][totp]")
{
    CHECK(
        otpauth_uri("Haus: Süd", "dr m", "foobar") ==
        "otpauth://totp/Haus%3A%20S%C3%BCd:dr%20m?secret=MZXW6YTBOI"
        "&issuer=Haus%3A%20S%C3%BCd&algorithm=SHA1&digits=6&period=30");
    CHECK(make_totp_secret().size() == totp_secret_bytes);
    CHECK(make_totp_secret() != make_totp_secret());
}
