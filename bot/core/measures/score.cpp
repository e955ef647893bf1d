#include "bot/core/measures/score.hpp"

#include <algorithm>
#include <cmath>
#include <ranges>

namespace switchback::measures {
namespace {

constexpr double two_sided_5_percent = 1.96;

bool is_a_score(const instrument& of, double value)
{
    return std::ranges::find(of.options, value, &option::score) != of.options.end();
}

// Half goes up, also below zero, so that proration never depends on the side of zero.
double to_whole(double value)
{
    return std::floor(value + 0.5);
}

std::optional<double> sum_of(const result& of, const std::vector<std::size_t>& items)
{
    double sum = 0;
    for (const auto at : items)
    {
        if (at >= of.items.size() || !of.items[at])
            return std::nullopt;
        sum += *of.items[at];
    }
    return sum;
}

void add_up(const instrument& of, result& to)
{
    const auto count = of.items.size();
    const auto is_missing = [&](std::size_t at) { return at < count && !to.items[at]; };
    if (to.answered == 0 || count - to.answered > of.missing.most ||
        std::ranges::any_of(of.missing.never, is_missing))
        return;
    double sum = 0;
    for (const auto& one : to.items)
        sum += one.value_or(0);
    to.is_prorated = to.answered < count;
    to.total = to.is_prorated
                   ? to_whole(sum * static_cast<double>(count) / static_cast<double>(to.answered))
                   : sum;
    for (const auto& one : of.bands)
        if (*to.total >= one.from)
            to.in = &one;
}

} // namespace

result score(const instrument& of, std::span<const std::optional<double>> given)
{
    result out;
    out.items.resize(of.items.size());
    for (std::size_t i = 0; i < std::min(given.size(), of.items.size()); ++i)
        if (given[i] && is_a_score(of, *given[i]))
        {
            out.items[i] = given[i];
            ++out.answered;
        }
    add_up(of, out);
    for (const auto& one : of.parts)
        out.parts.push_back(sum_of(out, one.items));
    return out;
}

std::vector<raised_item> raised_by(const instrument& of, const result& what)
{
    std::vector<raised_item> out;
    for (const auto& one : of.risks)
        if (one.item < what.items.size() &&
            what.items[one.item].value_or(one.least - 1) >= one.least)
            out.push_back({&one, *what.items[one.item]});
    return out;
}

movement move_between(const instrument& of, std::optional<double> before, std::optional<double> now)
{
    if (!of.change || !before || !now)
        return movement::unknown;
    const auto worse_by = (*now - *before) * (of.is_worse_when_higher ? 1 : -1);
    if (worse_by >= of.change->least)
        return movement::worse;
    if (-worse_by < of.change->least)
        return movement::chance;
    if (!of.change->from)
        return movement::better;
    const auto is_case = [&](double total) {
        return of.is_worse_when_higher ? total >= *of.change->from : total <= *of.change->from;
    };
    return is_case(*before) && !is_case(*now) ? movement::recovered : movement::better;
}

bool has_newly_worsened(
    const instrument& of, std::span<const std::optional<double>> earlier, std::optional<double> now)
{
    const auto is_set = [](const std::optional<double>& one) { return one.has_value(); };
    const auto first = std::ranges::find_if(earlier, is_set);
    if (first == earlier.end())
        return false;
    const auto last = *std::ranges::find_if(earlier | std::views::reverse, is_set);
    if (move_between(of, last, now) == movement::worse)
        return true;
    return move_between(of, *first, now) == movement::worse &&
           move_between(of, *first, last) != movement::worse;
}

std::optional<double> change_index(double before, double now, double deviation, double reliability)
{
    if (!(deviation > 0) || !(reliability >= 0) || !(reliability < 1))
        return std::nullopt;
    return (now - before) / (deviation * std::sqrt(2 * (1 - reliability)));
}

std::optional<double> least_reliable_change(double deviation, double reliability)
{
    const auto of_one = change_index(0, 1, deviation, reliability);
    if (!of_one)
        return std::nullopt;
    return std::floor(two_sided_5_percent / *of_one) + 1;
}

} // namespace switchback::measures
