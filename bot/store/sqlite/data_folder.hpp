// The data folder and the lock on it: one process writes a folder, a second one refuses to start.
// Owned by the store for its life; the lock ends with the process, however it ends.
#pragma once

#include "bot/base/error.hpp"

#include <cstdint>
#include <filesystem>

namespace switchback::store::sqlite {

class data_folder
{
public:
    /// Makes the folder (0700) when absent and locks it. errc::busy, naming the folder and the
    /// process that has it, when it is locked; errc::io when it cannot be used.
    [[nodiscard]] static std::expected<data_folder, error> lock(const std::filesystem::path& path);

    data_folder(data_folder&& other) noexcept;
    data_folder& operator=(data_folder&&) = delete;
    ~data_folder();

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

    /// Bytes an ordinary process may still write there; the largest number when nobody can tell.
    [[nodiscard]] std::uint64_t free_bytes() const noexcept;

private:
    data_folder(std::filesystem::path path, int fd) noexcept : path_(std::move(path)), fd_(fd) {}

    std::filesystem::path path_;
    int fd_;
};

} // namespace switchback::store::sqlite
