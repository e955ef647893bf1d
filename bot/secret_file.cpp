#include "bot/secret_file.hpp"

#include "bot/base/limits.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace switchback {
namespace {

std::expected<std::string, error> read_line(const std::filesystem::path& file, bool must_be_private)
{
    const int opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (opened < 0)
        return fail(
            errno == ENOENT ? errc::not_found : errc::io,
            fmt::format("cannot read {}: {}", file.string(), std::strerror(errno)));
    struct stat status = {};
    const bool is_file = ::fstat(opened, &status) == 0 && S_ISREG(status.st_mode);
    std::string text(limits::secret_bytes + 2, '\0'); // what is longer is seen to be longer
    const auto got = is_file ? ::read(opened, text.data(), text.size()) : -1;
    ::close(opened);
    if (got < 0)
        return fail(errc::io, fmt::format("cannot read {}: not a file", file.string()));
    if (must_be_private && (status.st_mode & 0077) != 0)
        return fail(
            errc::not_allowed, fmt::format(
                                   "{} may be read by others (mode {:04o}); run: chmod 0400 {}",
                                   file.string(), status.st_mode & 07777, file.string()));
    text.resize(static_cast<std::size_t>(got));
    if (text.ends_with('\n'))
        text.pop_back();
    if (text.empty() || text.size() > limits::secret_bytes ||
        !std::ranges::all_of(text, [](char one) { return one >= ' ' && one <= '~'; }))
        return fail(
            errc::corrupt, fmt::format(
                               "{} must hold one line of at most {} printable letters",
                               file.string(), limits::secret_bytes));
    return text;
}

} // namespace

std::expected<std::string, error> read_secret(const std::filesystem::path& file)
{
    if (const char* folder = std::getenv("CREDENTIALS_DIRECTORY"); folder != nullptr)
    {
        const auto credential = std::filesystem::path(folder) / file.filename();
        std::error_code ec;
        if (std::filesystem::exists(credential, ec))
            return read_line(credential, false); // its mode is systemd's affair
    }
    return read_line(file, true);
}

} // namespace switchback
