#include "bot/base/random.hpp"

#include <array>
#include <cstdlib>
#include <sys/random.h>

namespace switchback {

std::uint64_t secure_random::next() noexcept
{
    thread_local std::array<std::uint64_t, 32> block{};
    thread_local std::size_t used = block.size();
    if (used == block.size())
    {
        // 256 bytes is the size the kernel promises to fill whole.
        if (::getrandom(block.data(), sizeof block, 0) != static_cast<ssize_t>(sizeof block))
            std::abort();
        used = 0;
    }
    return block[used++];
}

} // namespace switchback
