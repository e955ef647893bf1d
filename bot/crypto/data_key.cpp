#include "bot/crypto/data_key.hpp"

#include "bot/crypto/sodium.hpp"

namespace switchback::crypto {

data_key::~data_key()
{
    sodium_memzero(bytes_.data(), bytes_.size());
}

data_key make_data_key() noexcept
{
    start_sodium();
    data_key out;
    randombytes_buf(out.bytes(), data_key::size);
    return out;
}

} // namespace switchback::crypto
