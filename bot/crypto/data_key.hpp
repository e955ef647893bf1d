// A client's data key: everything kept about that client is sealed with it, so dropping the key
// erases the client. A value that wipes itself; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace switchback::crypto {

class data_key
{
public:
    static constexpr std::size_t size = 32;

    data_key() noexcept = default;
    explicit data_key(const std::array<std::uint8_t, size>& bytes) noexcept : bytes_(bytes) {}
    data_key(const data_key&) noexcept = default;
    data_key& operator=(const data_key&) noexcept = default;
    ~data_key();

    [[nodiscard]] const std::uint8_t* bytes() const noexcept { return bytes_.data(); }
    [[nodiscard]] std::uint8_t* bytes() noexcept { return bytes_.data(); }

private:
    std::array<std::uint8_t, size> bytes_{};
};

/// Makes a key from the system's randomness.
[[nodiscard]] data_key make_data_key() noexcept;

} // namespace switchback::crypto
