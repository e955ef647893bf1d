#include "bot/web/route.hpp"

#include <algorithm>
#include <charconv>

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

} // namespace switchback::web
