#include "bot/service/throttle.hpp"

#include "bot/base/limits.hpp"

#include <arpa/inet.h>
#include <array>

namespace switchback::service {

throttle::place throttle::find(std::string_view key, std::int64_t now_ms)
{
    while (!all_.empty() && now_ms - all_.front().since_ms >= window_ms_)
    {
        by_key_.erase(all_.front().key);
        all_.pop_front();
    }
    const auto found = by_key_.find(key);
    return found == by_key_.end() ? all_.end() : found->second;
}

bool throttle::is_over(std::string_view key, std::int64_t now_ms)
{
    const auto at = find(key, now_ms);
    return at != all_.end() && at->count >= most_;
}

void throttle::count(std::string_view key, std::int64_t now_ms)
{
    auto at = find(key, now_ms);
    if (at == all_.end())
    {
        if (all_.size() >= limits::throttled)
        {
            by_key_.erase(all_.front().key);
            all_.pop_front();
        }
        at = all_.insert(all_.end(), counted{std::string(key), 0, now_ms});
        by_key_.emplace(at->key, at);
    }
    ++at->count;
}

void throttle::take_back(std::string_view key)
{
    if (const auto found = by_key_.find(key); found != by_key_.end() && found->second->count > 0)
        --found->second->count;
}

void throttle::forget(std::string_view key)
{
    const auto found = by_key_.find(key);
    if (found == by_key_.end())
        return;
    const auto at = found->second;
    by_key_.erase(found);
    all_.erase(at);
}

std::string throttled_address(std::string_view address)
{
    const std::string text(address);
    std::array<unsigned char, 16> bytes{};
    if (::inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1)
        return text;
    const std::string_view mapped("\0\0\0\0\0\0\0\0\0\0\xFF\xFF", 12);
    const std::string_view all(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (all.starts_with(mapped)) // IPv4 in IPv6's clothes
    {
        std::array<char, INET_ADDRSTRLEN> out{};
        ::inet_ntop(AF_INET, bytes.data() + mapped.size(), out.data(), out.size());
        return out.data();
    }
    return "net:" + std::string(all.substr(0, 8));
}

} // namespace switchback::service
