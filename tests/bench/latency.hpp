// A histogram of latencies in nanoseconds: 64 buckets to each power of two, so that a percentile
// is right to 1.6 % whatever its size and recording costs a few instructions. One thread.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace switchback::bench {

class latency
{
public:
    /// Counts one value; negative ones count as zero.
    void add(std::int64_t ns)
    {
        ++counts_[bucket(static_cast<std::uint64_t>(std::max<std::int64_t>(ns, 0)))];
        ++total_;
    }

    /// The value below which `share` (0..1) of all lie, in microseconds; 0 when empty.
    [[nodiscard]] double percentile_us(double share) const
    {
        const double wanted = share * static_cast<double>(total_);
        double seen = 0;
        for (std::size_t i = 0; i < counts_.size(); ++i)
        {
            seen += static_cast<double>(counts_[i]);
            if (seen >= wanted && counts_[i] != 0)
                return middle(i) / 1000.0;
        }
        return 0;
    }

    [[nodiscard]] std::uint64_t total() const { return total_; }

private:
    static constexpr std::size_t sub = 64;

    static std::size_t bucket(std::uint64_t ns)
    {
        if (ns < sub)
            return ns;
        const auto shift = static_cast<unsigned>(std::bit_width(ns) - 7);
        return std::min((shift + 1) * sub + (ns >> shift) - sub, std::size_t{40} * sub - 1);
    }

    static double middle(std::size_t index)
    {
        if (index < sub)
            return static_cast<double>(index);
        const std::size_t shift = index / sub - 1;
        const std::uint64_t low = std::uint64_t{index % sub + sub} << shift;
        return static_cast<double>(low) + static_cast<double>(std::uint64_t{1} << shift) / 2;
    }

    std::array<std::uint64_t, 40 * sub> counts_{};
    std::uint64_t total_ = 0;
};

} // namespace switchback::bench
