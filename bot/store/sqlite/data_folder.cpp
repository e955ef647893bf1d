#include "bot/store/sqlite/data_folder.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <limits>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <utility>

namespace switchback::store::sqlite {
namespace {

std::string holder_of(int fd)
{
    std::array<char, 24> text{};
    const auto got = ::pread(fd, text.data(), text.size() - 1, 0);
    std::string out(text.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    while (!out.empty() && out.back() == '\n')
        out.pop_back();
    return out.empty() ? "unknown" : out;
}

std::unexpected<error> no_folder(const std::filesystem::path& path, int why)
{
    return fail(
        errc::io,
        fmt::format("cannot use the data folder {}: {}", path.string(), std::strerror(why)));
}

} // namespace

std::expected<data_folder, error> data_folder::lock(const std::filesystem::path& path)
{
    std::error_code ec;
    if (!std::filesystem::exists(path, ec))
    {
        std::filesystem::create_directories(path.parent_path(), ec);
        if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST)
            return no_folder(path, errno);
    }
    const auto file = path / "lock";
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return no_folder(path, errno);
    data_folder locked(path, fd);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0)
    {
        if (errno != EWOULDBLOCK)
            return no_folder(path, errno);
        return fail(
            errc::busy, fmt::format(
                            "the data folder {} is in use by process {}; stop it first, or use "
                            "another folder",
                            path.string(), holder_of(fd)));
    }
    const auto mine = fmt::format("{}\n", ::getpid());
    if (::ftruncate(fd, 0) != 0 ||
        ::pwrite(fd, mine.data(), mine.size(), 0) != static_cast<ssize_t>(mine.size()))
        return no_folder(path, errno);
    return locked;
}

data_folder::data_folder(data_folder&& other) noexcept
    : path_(std::move(other.path_)), fd_(std::exchange(other.fd_, -1))
{}

data_folder::~data_folder()
{
    if (fd_ >= 0)
        ::close(fd_);
}

std::uint64_t data_folder::free_bytes() const noexcept
{
    struct statvfs status = {};
    if (::fstatvfs(fd_, &status) != 0)
        return std::numeric_limits<std::uint64_t>::max();
    return static_cast<std::uint64_t>(status.f_bavail) * status.f_frsize;
}

} // namespace switchback::store::sqlite
