#include "bot/web/route.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace switchback::web {
namespace {

// Takes what stands before the next `at` off the front, and the mark with it.
std::string_view take_until(std::string_view& rest, char at) noexcept
{
    const auto end = std::min(rest.find(at), rest.size());
    const auto out = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return out;
}

std::string_view value_in(std::string_view list, char between, std::string_view name) noexcept
{
    while (!list.empty())
    {
        auto one = take_until(list, between);
        while (one.starts_with(' '))
            one.remove_prefix(1);
        if (one.size() > name.size() && one.starts_with(name) && one[name.size()] == '=')
            return one.substr(name.size() + 1);
    }
    return {};
}

} // namespace

bool matches(std::string_view pattern, std::string_view path) noexcept
{
    if (std::ranges::count(pattern, '/') != std::ranges::count(path, '/'))
        return false;
    while (!pattern.empty() && !path.empty())
    {
        const auto wanted = take_until(pattern, '/');
        const auto is = take_until(path, '/');
        if (wanted.starts_with('{') ? is.empty() : wanted != is)
            return false;
    }
    return pattern.empty() && path.empty();
}

std::string_view segment(std::string_view pattern, std::string_view path) noexcept
{
    while (!pattern.empty() && !path.empty())
    {
        const auto wanted = take_until(pattern, '/');
        const auto is = take_until(path, '/');
        if (wanted.starts_with('{'))
            return is;
    }
    return {};
}

std::string_view query_value(std::string_view query, std::string_view name) noexcept
{
    return value_in(query, '&', name);
}

std::uint64_t query_number(std::string_view query, std::string_view name) noexcept
{
    const auto text = query_value(query, name);
    std::uint64_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

std::string_view cookie_value(std::string_view header, std::string_view name) noexcept
{
    return value_in(header, ';', name);
}

std::string_view
accepted_language(std::string_view header, std::span<const std::string_view> known) noexcept
{
    std::string_view best;
    int best_weight = 0;
    while (!header.empty())
    {
        auto one = take_until(header, ',');
        one.remove_prefix(std::min(one.find_first_not_of(' '), one.size()));
        const auto range = one.substr(0, one.find_first_of("; "));
        const auto base = range.substr(0, range.find('-'));
        // "q=0.7" as 700; without one it is 1000.
        int weight = 1'000;
        if (const auto at = one.find("q="); at != std::string_view::npos)
        {
            const auto digits = one.substr(at + 2, 5);
            weight = digits.starts_with('1') ? 1'000 : 0;
            for (std::size_t i = 2, unit = 100; i < digits.size() && weight < 1'000;
                 ++i, unit /= 10)
                if (digits[i] >= '0' && digits[i] <= '9')
                    weight += static_cast<int>(unit) * (digits[i] - '0');
        }
        const auto found = std::ranges::find_if(known, [&](std::string_view name) {
            return base.size() == name.size() &&
                   std::ranges::equal(base, name, [](char a, char b) { return (a | 0x20) == b; });
        });
        if (found != known.end() && weight > best_weight)
        {
            best = *found;
            best_weight = weight;
        }
    }
    return best;
}

} // namespace switchback::web
