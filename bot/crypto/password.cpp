#include "bot/crypto/password.hpp"

#include "bot/base/limits.hpp"
#include "bot/crypto/sodium.hpp"

namespace switchback::crypto {

std::expected<std::string, error> hash_password(std::string_view password)
{
    start_sodium();
    std::string out(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str_alg(
            out.data(), password.data(), password.size(), limits::password_rounds,
            limits::password_memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return fail(errc::busy, "no memory for a password");
    out.resize(out.find('\0'));
    return out;
}

bool is_password(const std::string& hash, std::string_view password) noexcept
{
    start_sodium();
    return hash.size() < crypto_pwhash_STRBYTES &&
           crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

} // namespace switchback::crypto
