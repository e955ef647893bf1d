#include "bot/base/error.hpp"

namespace switchback {

std::string_view name_of(errc code) noexcept
{
    switch (code)
    {
    case errc::bad_request:
        return "bad_request";
    case errc::too_long:
        return "too_long";
    case errc::rate_limited:
        return "rate_limited";
    case errc::stale_input:
        return "stale_input";
    case errc::not_allowed:
        return "not_allowed";
    case errc::not_found:
        return "not_found";
    case errc::closed:
        return "closed";
    case errc::conflict:
        return "conflict";
    case errc::busy:
        return "busy";
    case errc::corrupt:
        return "corrupt";
    case errc::io:
        return "io";
    case errc::timed_out:
        return "timed_out";
    case errc::cancelled:
        return "cancelled";
    case errc::unavailable:
        return "unavailable";
    case errc::defect:
        return "defect";
    }
    return "unknown";
}

} // namespace switchback
