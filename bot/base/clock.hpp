// Time as a part that can be swapped: the real clock in `serve`, a virtual one in tests.
// Owned by the composition root, which outlives everyone holding a reference. Any thread.
#pragma once

#include <cstdint>

namespace switchback {

class clock
{
public:
    virtual ~clock() = default;

    /// Wall time, milliseconds since 1970-01-01 UTC; may jump.
    [[nodiscard]] virtual std::int64_t now_ms() const noexcept = 0;

    /// Time that never goes back, in milliseconds from an arbitrary start.
    [[nodiscard]] virtual std::int64_t steady_ms() const noexcept = 0;
};

/// The operating system's clocks.
class system_clock final : public clock
{
public:
    [[nodiscard]] std::int64_t now_ms() const noexcept override;
    [[nodiscard]] std::int64_t steady_ms() const noexcept override;
};

/// A clock that moves only when told. One thread sets it; any may read.
class virtual_clock final : public clock
{
public:
    explicit virtual_clock(std::int64_t start_ms) noexcept : now_(start_ms), start_(start_ms) {}
    [[nodiscard]] std::int64_t now_ms() const noexcept override { return now_; }
    [[nodiscard]] std::int64_t steady_ms() const noexcept override { return now_ - start_; }
    void advance_ms(std::int64_t by) noexcept { now_ += by; }

private:
    std::int64_t now_;
    std::int64_t start_;
};

} // namespace switchback
