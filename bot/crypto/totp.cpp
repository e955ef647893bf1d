#include "bot/crypto/totp.hpp"

#include "bot/crypto/sodium.hpp"

#include <array>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdexcept>

namespace switchback::crypto {
namespace {

// A colon parts issuer and account, so it is written out within them.
std::string percent_encoded(std::string_view text)
{
    constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string out;
    for (const char c : text)
    {
        if (plain.find(c) != std::string_view::npos)
            out.push_back(c);
        else
            fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

} // namespace

std::string make_totp_secret()
{
    start_sodium();
    std::string out(totp_secret_bytes, '\0');
    randombytes_buf(out.data(), out.size());
    return out;
}

std::string base32(std::string_view bytes)
{
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string out;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char c : bytes)
    {
        held = (held << 8) | static_cast<unsigned char>(c);
        for (bits += 8; bits >= 5; bits -= 5)
            out.push_back(letters[(held >> (bits - 5)) & 31]);
    }
    if (bits > 0)
        out.push_back(letters[(held << (5 - bits)) & 31]);
    return out;
}

std::string totp_code(std::string_view secret, std::uint64_t step)
{
    std::array<unsigned char, 8> message;
    for (std::size_t i = 0; i < message.size(); ++i)
        message[i] = static_cast<unsigned char>(step >> (8 * (message.size() - 1 - i)));
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned int size = 0;
    const auto* made = ::HMAC(
        EVP_sha1(), secret.data(), static_cast<int>(secret.size()), message.data(), message.size(),
        hash.data(), &size);
    if (made == nullptr || size != 20)
        throw std::runtime_error("no HMAC-SHA-1"); // a policy of the machine forbids it
    // RFC 4226, 5.3: the last four bits say where the number is taken from.
    const std::size_t at = hash[size - 1] & 15;
    const auto number = (static_cast<std::uint32_t>(hash[at] & 0x7F) << 24) |
                        (static_cast<std::uint32_t>(hash[at + 1]) << 16) |
                        (static_cast<std::uint32_t>(hash[at + 2]) << 8) | hash[at + 3];
    return fmt::format("{:06}", number % 1'000'000);
}

std::optional<std::uint64_t> match_totp(
    std::string_view secret, std::string_view code, std::int64_t now_ms, std::uint64_t last_step)
{
    if (code.size() != totp_digits || now_ms < 0)
        return std::nullopt;
    const auto now = static_cast<std::uint64_t>(now_ms / totp_step_ms);
    std::optional<std::uint64_t> out;
    // Every step is looked at, so that the time it takes tells nothing.
    for (auto step = now < totp_window ? 0 : now - totp_window; step <= now + totp_window; ++step)
    {
        const auto right = totp_code(secret, step);
        const bool is_same = sodium_memcmp(right.data(), code.data(), totp_digits) == 0;
        if (is_same && step > last_step)
            out = step;
    }
    return out;
}

std::string otpauth_uri(std::string_view issuer, std::string_view account, std::string_view secret)
{
    return fmt::format(
        "otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm=SHA1&digits={3}&period={4}",
        percent_encoded(issuer), percent_encoded(account), base32(secret), totp_digits,
        totp_step_ms / 1000);
}

} // namespace switchback::crypto
