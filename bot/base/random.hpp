// Randomness as a part that can be swapped: the system's in `serve`, a seeded one in tests.
// Owned by the composition root. `secure_random` is for any thread; `seeded_random` for one.
#pragma once

#include <cstdint>

namespace switchback {

class random_source
{
public:
    virtual ~random_source() = default;
    [[nodiscard]] virtual std::uint64_t next() noexcept = 0;
};

/// The operating system's generator, fetched in blocks because a call per id is a system call per
/// step.
class secure_random final : public random_source
{
public:
    [[nodiscard]] std::uint64_t next() noexcept override;
};

/// SplitMix64 from a seed: the same seed gives the same ids, for tests and replays.
class seeded_random final : public random_source
{
public:
    explicit seeded_random(std::uint64_t seed) noexcept : state_(seed) {}
    [[nodiscard]] std::uint64_t next() noexcept override
    {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }

private:
    std::uint64_t state_;
};

} // namespace switchback
