#include "bot/core/flow/near_miss.hpp"

#include <algorithm>
#include <array>

namespace switchback::flow {
namespace {

constexpr std::size_t longest_word = 40;

/// Edits between two words (insert, delete, replace, swap neighbours); both at most longest_word.
std::size_t edits(std::string_view a, std::string_view b)
{
    std::array<std::array<std::size_t, longest_word + 1>, longest_word + 1> cost{};
    for (std::size_t i = 0; i <= a.size(); ++i)
        cost[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j)
        cost[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i)
        for (std::size_t j = 1; j <= b.size(); ++j)
        {
            cost[i][j] = std::min(
                {cost[i - 1][j] + 1, cost[i][j - 1] + 1,
                 cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    return cost[a.size()][b.size()];
}

} // namespace

std::string_view nearest(std::string_view word, std::span<const std::string_view> known)
{
    if (word.empty() || word.size() > longest_word)
        return {};
    const std::size_t allowed = word.size() <= 4 ? 1 : word.size() <= 8 ? 2 : 3;
    std::size_t best = allowed + 1;
    std::string_view found;
    for (const auto candidate : known)
    {
        if (candidate.empty() || candidate.size() > longest_word || candidate == word)
            continue;
        const auto distance = edits(word, candidate);
        // A word of which every letter was replaced is no misspelling.
        if (distance < best && distance < std::max(word.size(), candidate.size()))
        {
            best = distance;
            found = candidate;
        }
    }
    return found;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> known)
{
    const auto near = nearest(word, known);
    return near.empty() ? std::string{} : "did you mean `" + std::string(near) + "`?";
}

} // namespace switchback::flow
