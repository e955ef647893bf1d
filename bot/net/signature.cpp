#include "bot/net/signature.hpp"

#include <algorithm>
#include <array>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdexcept>

namespace switchback::net {
namespace {

const unsigned char* bytes_of(std::string_view text) noexcept
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

bool is_base64_digit(char one) noexcept
{
    return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9') ||
           one == '+' || one == '/';
}

} // namespace

std::string hmac_sha256(std::string_view key, std::string_view text)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
    unsigned int size = 0;
    if (::HMAC(
            ::EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(text), text.size(),
            out.data(), &size) == nullptr)
        throw std::runtime_error("HMAC-SHA256 is not there");
    return {reinterpret_cast<const char*>(out.data()), size};
}

std::string to_base64(std::string_view bytes)
{
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0'); // OpenSSL ends it with a zero
    const auto size = ::EVP_EncodeBlock(
        reinterpret_cast<unsigned char*>(out.data()), bytes_of(bytes),
        static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(size));
    return out;
}

std::optional<std::string> from_base64(std::string_view text)
{
    const auto padding = text.ends_with("==") ? 2U : text.ends_with('=') ? 1U : 0U;
    const auto digits = text.substr(0, text.size() - padding);
    // OpenSSL alone would skip spaces at both ends.
    if (text.empty() || text.size() % 4 != 0 || !std::ranges::all_of(digits, is_base64_digit))
        return std::nullopt;
    std::string out(text.size() / 4 * 3, '\0');
    const auto size = ::EVP_DecodeBlock(
        reinterpret_cast<unsigned char*>(out.data()), bytes_of(text),
        static_cast<int>(text.size()));
    if (size != static_cast<int>(out.size()))
        return std::nullopt;
    out.resize(out.size() - padding);
    return out;
}

} // namespace switchback::net
