#include "bot/core/risk/screening.hpp"

#include <array>

namespace switchback::risk {

std::string_view name_of(outcome value)
{
    constexpr std::array<std::string_view, 3> names{"none", "ask", "crisis"};
    return names[static_cast<std::size_t>(value)];
}

std::string_view name_of(category value)
{
    constexpr std::array<std::string_view, 6> names{"none",           "suicide", "self_harm",
                                                    "harm_to_others", "abuse",   "medical"};
    return names[static_cast<std::size_t>(value)];
}

std::string_view name_of(urgency value)
{
    constexpr std::array<std::string_view, 3> names{"none", "plan", "now"};
    return names[static_cast<std::size_t>(value)];
}

level level_of(outcome value)
{
    return value == outcome::crisis ? 3 : value == outcome::ask ? 1 : 0;
}

} // namespace switchback::risk
