#include "bot/crypto/token.hpp"

#include "bot/crypto/sodium.hpp"

#include <array>

namespace switchback::crypto {

std::string make_token()
{
    start_sodium();
    std::array<unsigned char, 32> secret;
    randombytes_buf(secret.data(), secret.size());
    std::string out(token_chars + 1, '\0');
    sodium_bin2base64(
        out.data(), out.size(), secret.data(), secret.size(),
        sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    out.pop_back(); // the terminator sodium writes
    sodium_memzero(secret.data(), secret.size());
    return out;
}

std::string hash_token(std::string_view token)
{
    std::string out(token_hash_bytes, '\0');
    crypto_hash_sha256(
        reinterpret_cast<unsigned char*>(out.data()),
        reinterpret_cast<const unsigned char*>(token.data()), token.size());
    return out;
}

} // namespace switchback::crypto
