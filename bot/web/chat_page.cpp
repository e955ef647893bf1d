#include "bot/web/chat_page.hpp"

#include "bot/base/html_text.hpp"

#include <cstdint>
#include <fmt/format.h>

namespace switchback::web {

std::string chat_page(std::string_view html, std::string_view practice)
{
    constexpr std::string_view place = "<meta name=\"practice\" content=\"";
    std::string out(html);
    const auto at = out.find(place);
    if (at != std::string::npos)
        out.insert(at + place.size(), escaped_html(practice));
    return out;
}

std::string entity_tag(std::string_view bytes)
{
    std::uint64_t hash = 14695981039346656037U; // FNV-1a
    for (const char c : bytes)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return fmt::format("\"{:016x}\"", hash);
}

} // namespace switchback::web
