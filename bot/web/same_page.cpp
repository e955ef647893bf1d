#include "bot/web/same_page.hpp"

#include <string>

namespace switchback::web {

bool is_from_our_page(const net::http_request& request) noexcept
{
    // No page can send this one of itself, and it holds also behind a proxy that renames the host.
    if (!request.sec_fetch_site.empty())
        return request.sec_fetch_site == "same-origin" || request.sec_fetch_site == "none";
    if (request.origin.empty())
        return true;
    const std::string_view origin = request.origin;
    for (const std::string_view scheme : {"https://", "http://"})
        if (origin.starts_with(scheme) && origin.substr(scheme.size()) == request.host)
            return true;
    return false;
}

bool is_our_write(const net::http_request& request) noexcept
{
    const std::string_view type = request.content_type;
    const bool is_json = type == "application/json" || type.starts_with("application/json;");
    return is_json && !request.intent.empty() && is_from_our_page(request);
}

} // namespace switchback::web
