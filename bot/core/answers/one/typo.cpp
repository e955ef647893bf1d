#include "bot/core/answers/one/typo.hpp"

#include <algorithm>
#include <array>

namespace switchback::answers {
namespace {

constexpr std::size_t longest = 32;
constexpr std::size_t too_far = 4;

} // namespace

std::size_t typo_distance(std::string_view a, std::string_view b) noexcept
{
    const auto gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
    if (a.size() > longest || b.size() > longest || gap >= too_far)
        return too_far;
    std::array<std::array<std::size_t, longest + 1>, 3> rows;
    auto* older = &rows[0];
    auto* old = &rows[1];
    auto* now = &rows[2];
    for (std::size_t j = 0; j <= b.size(); ++j)
        (*old)[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i)
    {
        (*now)[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j)
        {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            auto best = std::min((*old)[j - 1] + change, std::min((*old)[j], (*now)[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                best = std::min(best, (*older)[j - 2] + 1);
            (*now)[j] = best;
        }
        std::swap(older, old);
        std::swap(old, now);
    }
    return std::min((*old)[b.size()], too_far);
}

bool is_close_typo(std::string_view typed, std::string_view meant) noexcept
{
    if (typed == meant)
        return true;
    const auto size = std::min(typed.size(), meant.size());
    if (size < 4 || typed.ends_with(meant) || meant.ends_with(typed))
        return false;
    return typo_distance(typed, meant) <= (size < 8 ? 1u : 2u);
}

} // namespace switchback::answers
