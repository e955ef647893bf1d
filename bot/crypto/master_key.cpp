#include "bot/crypto/master_key.hpp"

#include "bot/crypto/seal.hpp"
#include "bot/crypto/sodium.hpp"
#include "bot/crypto/token.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace switchback::crypto {
namespace {

constexpr std::size_t hex_digits = 2 * data_key::size;

class file_descriptor
{
public:
    explicit file_descriptor(int fd) noexcept : fd_(fd) {}
    file_descriptor(const file_descriptor&) = delete;
    file_descriptor& operator=(const file_descriptor&) = delete;
    ~file_descriptor()
    {
        if (fd_ >= 0)
            ::close(fd_);
    }
    [[nodiscard]] int get() const noexcept { return fd_; }

private:
    int fd_;
};

/// One more than a key and its newline, so that a longer file is seen to be longer.
using file_text = std::array<char, hex_digits + 2>;

sealed_place place_of(const id& conversation) noexcept
{
    return {"client_key", conversation, 0, "wrapped"};
}

// A responder's id is a name of any length; a place is bound by 16 bytes, so by those of its hash.
sealed_place place_of(std::string_view responder)
{
    const auto hash = hash_token(responder);
    sealed_place out{"responder", {}, 0, "secret"};
    std::copy_n(hash.begin(), out.conversation.bytes.size(), out.conversation.bytes.begin());
    return out;
}

std::unexpected<error> no_key(const std::filesystem::path& file, std::string_view why)
{
    return fail(errc::corrupt, fmt::format("{} is not a key file: {}", file.string(), why));
}

std::expected<void, error> sync_folder(const std::filesystem::path& folder)
{
    const auto path = folder.empty() ? std::filesystem::path(".") : folder;
    const file_descriptor opened(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened.get() < 0 || ::fsync(opened.get()) != 0)
        return fail(
            errc::io, fmt::format("cannot sync {}: {}", path.string(), std::strerror(errno)));
    return {};
}

} // namespace

struct master_key::locked
{
    locked() noexcept { sodium_mlock(key.bytes(), data_key::size); }
    ~locked() { sodium_munlock(key.bytes(), data_key::size); }
    locked(const locked&) = delete;
    locked& operator=(const locked&) = delete;

    data_key key;
};

std::expected<master_key, error> master_key::from_file(const std::filesystem::path& file)
{
    return read(file, true);
}

std::expected<master_key, error>
master_key::from_credential_or_file(std::string_view name, const std::filesystem::path& file)
{
    if (const char* folder = std::getenv("CREDENTIALS_DIRECTORY"); folder != nullptr)
    {
        const auto credential = std::filesystem::path(folder) / name;
        std::error_code ec;
        if (std::filesystem::exists(credential, ec))
            return read(credential, false);
    }
    return read(file, true);
}

std::expected<master_key, error>
master_key::read(const std::filesystem::path& file, bool must_be_private)
{
    start_sodium();
    const file_descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (opened.get() < 0)
        return fail(
            errno == ENOENT ? errc::not_found : errc::io,
            fmt::format("cannot read the key file {}: {}", file.string(), std::strerror(errno)));
    struct stat status = {};
    if (::fstat(opened.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return no_key(file, "it is not a regular file");
    if (must_be_private && (status.st_mode & 0077) != 0)
        return fail(
            errc::not_allowed,
            fmt::format(
                "the key file {} may be read by others (mode {:04o}); run: chmod 0400 {}",
                file.string(), status.st_mode & 07777, file.string()));

    file_text text{};
    const auto got = ::read(opened.get(), text.data(), text.size());
    auto made = std::make_shared<locked>();
    std::size_t written = 0;
    const char* end = nullptr;
    const bool is_right_size =
        got == static_cast<ssize_t>(hex_digits) ||
        (got == static_cast<ssize_t>(hex_digits) + 1 && text[hex_digits] == '\n');
    const bool is_key = is_right_size &&
                        sodium_hex2bin(
                            made->key.bytes(), data_key::size, text.data(), hex_digits, nullptr,
                            &written, &end) == 0 &&
                        written == data_key::size;
    sodium_memzero(text.data(), text.size());
    if (!is_key)
        return no_key(file, "it must hold 64 hex digits and nothing else");
    return master_key(std::move(made));
}

std::expected<void, error> master_key::create_file(const std::filesystem::path& file)
{
    start_sodium();
    const file_descriptor made(
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0400));
    if (made.get() < 0)
        return fail(
            errno == EEXIST ? errc::conflict : errc::io,
            fmt::format("cannot make the key file {}: {}", file.string(), std::strerror(errno)));
    const auto key = make_data_key();
    std::array<char, hex_digits + 1> text{};
    sodium_bin2hex(text.data(), text.size(), key.bytes(), data_key::size);
    text[hex_digits] = '\n';
    const bool is_kept =
        ::write(made.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(made.get()) == 0;
    const auto why = errno;
    sodium_memzero(text.data(), text.size());
    if (!is_kept)
    {
        ::unlink(file.c_str()); // half a key would be refused for ever
        return fail(
            errc::io, fmt::format("cannot write {}: {}", file.string(), std::strerror(why)));
    }
    return sync_folder(file.parent_path());
}

std::string master_key::wrap(const id& conversation, const data_key& key) const
{
    return seal(
        key_->key, place_of(conversation),
        {reinterpret_cast<const char*>(key.bytes()), data_key::size});
}

std::expected<data_key, error>
master_key::unwrap(const id& conversation, std::string_view wrapped) const
{
    auto opened = open(key_->key, place_of(conversation), wrapped);
    if (!opened)
        return std::unexpected(opened.error());
    if (opened->size() != data_key::size)
        return fail(errc::corrupt, "a wrapped key has the wrong length");
    data_key out;
    std::memcpy(out.bytes(), opened->data(), data_key::size);
    sodium_memzero(opened->data(), opened->size());
    return out;
}

std::string master_key::wrap_secret(std::string_view responder, std::string_view secret) const
{
    return seal(key_->key, place_of(responder), secret);
}

std::string master_key::fingerprint(std::string_view purpose, std::string_view text) const
{
    // Sealing and fingerprints never share a key.
    data_key derived;
    crypto_kdf_derive_from_key(derived.bytes(), data_key::size, 1, "swbkmark", key_->key.bytes());
    std::string out(crypto_generichash_BYTES, '\0');
    crypto_generichash_state state;
    crypto_generichash_init(&state, derived.bytes(), data_key::size, out.size());
    const auto add = [&](std::string_view part) {
        crypto_generichash_update(
            &state, reinterpret_cast<const unsigned char*>(part.data()), part.size());
    };
    add(purpose);
    add(std::string_view("\0", 1));
    add(text);
    crypto_generichash_final(&state, reinterpret_cast<unsigned char*>(out.data()), out.size());
    return out;
}

std::expected<std::string, error>
master_key::unwrap_secret(std::string_view responder, std::string_view wrapped) const
{
    return open(key_->key, place_of(responder), wrapped);
}

} // namespace switchback::crypto
