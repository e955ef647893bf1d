#include "bot/net/asking_address.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>

namespace switchback::net {
namespace {

std::string_view trimmed(std::string_view from)
{
    const auto first = from.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return from.substr(first, from.find_last_not_of(" \t") - first + 1);
}

} // namespace

std::string asking_address(
    std::string_view peer, std::string_view forwarded_for, std::span<const std::string> proxies)
{
    const auto is_ours = [&](std::string_view one) {
        return std::ranges::find(proxies, one) != proxies.end();
    };
    std::string out(peer);
    while (is_ours(out))
    {
        const auto comma = forwarded_for.rfind(',');
        const auto start = comma == std::string_view::npos ? 0 : comma + 1;
        const auto last = trimmed(forwarded_for.substr(start));
        boost::system::error_code ec;
        boost::asio::ip::make_address(std::string(last), ec);
        if (ec)
            return out;
        out = last;
        forwarded_for = forwarded_for.substr(0, start == 0 ? 0 : start - 1);
    }
    return out;
}

} // namespace switchback::net
