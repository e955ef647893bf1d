#include "bot/web/assets.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <utility>

namespace switchback::web {

const asset* find_asset(std::string_view path) noexcept
{
    for (const auto& one : assets())
        if (one.path == path)
            return &one;
    return nullptr;
}

std::string_view content_type_of(std::string_view name) noexcept
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> types{{
        {".html", "text/html; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".json", "application/json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
    }};
    for (const auto& [end, type] : types)
        if (name.ends_with(end))
            return type;
    return {};
}

std::optional<std::string>
read_development_file(const std::filesystem::path& folder, std::string_view path)
{
    auto from = folder;
    for (const std::string_view page : {"respond", "people", "invite"})
    {
        const auto rest = path.substr(std::min<std::size_t>(path.size(), page.size() + 1));
        if (!path.starts_with('/') || !path.substr(1).starts_with(page) ||
            (!rest.empty() && rest.front() != '/'))
            continue;
        from = folder / ".." / page;
        path = rest;
        break;
    }
    const auto name = path.size() < 2 ? std::string_view("index.html") : path.substr(1);
    if (name.find('/') != std::string_view::npos || name.starts_with('.') ||
        content_type_of(name).empty())
        return std::nullopt;
    std::ifstream file(from / name, std::ios::binary);
    if (!file)
        return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

} // namespace switchback::web
