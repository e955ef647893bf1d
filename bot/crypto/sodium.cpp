#include "bot/crypto/sodium.hpp"

#include <cstdlib>

namespace switchback::crypto {

void start_sodium() noexcept
{
    static const int started = sodium_init();
    if (started < 0)
        std::abort();
}

} // namespace switchback::crypto
