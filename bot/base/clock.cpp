#include "bot/base/clock.hpp"

#include <chrono>

namespace switchback {

std::int64_t system_clock::now_ms() const noexcept
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::int64_t system_clock::steady_ms() const noexcept
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace switchback
