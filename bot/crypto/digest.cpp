#include "bot/crypto/digest.hpp"

#include "bot/crypto/sodium.hpp"

namespace switchback::crypto {

digest digest_of(std::string_view bytes) noexcept
{
    digest out;
    crypto_hash_sha256(
        out.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    return out;
}

} // namespace switchback::crypto
