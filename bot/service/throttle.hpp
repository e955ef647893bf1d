// Counts what went wrong by somebody's name or address, and says when it was too often. Remembers
// limits::throttled of them at most; the oldest are forgotten first. A value; one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

namespace switchback::service {

class throttle
{
public:
    /// At most `most` in any window of that length, which begins with the first.
    throttle(int most, std::int64_t window_ms) noexcept : most_(most), window_ms_(window_ms) {}

    /// True while `key` has had enough.
    [[nodiscard]] bool is_over(std::string_view key, std::int64_t now_ms);

    /// Counts one before it is known how it ends, so that many side by side are counted too.
    void count(std::string_view key, std::int64_t now_ms);

    /// It ended well: the one that was counted is taken back, or all of them.
    void take_back(std::string_view key);
    void forget(std::string_view key);

private:
    struct counted
    {
        std::string key;
        int count = 0;
        std::int64_t since_ms = 0;
    };
    using place = std::list<counted>::iterator;

    [[nodiscard]] place find(std::string_view key, std::int64_t now_ms);

    int most_;
    std::int64_t window_ms_;
    std::list<counted> all_; // the oldest window first
    std::unordered_map<std::string_view, place> by_key_;
};

/// What an address counts as: one of IPv4 alone, one of IPv6 with its whole network (/64), because
/// one machine has as many of those as it likes.
[[nodiscard]] std::string throttled_address(std::string_view address);

} // namespace switchback::service
