// The key that seals the data keys. It stands in a file only its owner can read, or in a systemd
// credential, apart from the database: a stolen database without it is noise. Made once by the
// composition root, locked in memory, wiped at the end; any thread may wrap and unwrap.
#pragma once

#include "bot/base/error.hpp"
#include "bot/base/id.hpp"
#include "bot/crypto/data_key.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace switchback::crypto {

class master_key
{
public:
    /// Reads the key file: 64 hex digits, readable by its owner alone (0400). errc::not_found when
    /// there is none, errc::not_allowed when others may read it, errc::corrupt when it is no key.
    [[nodiscard]] static std::expected<master_key, error>
    from_file(const std::filesystem::path& file);

    /// Reads systemd's credential `name` when the unit has one ($CREDENTIALS_DIRECTORY), else the
    /// file. Errors as from_file; a credential's mode is systemd's affair.
    [[nodiscard]] static std::expected<master_key, error>
    from_credential_or_file(std::string_view name, const std::filesystem::path& file);

    /// Makes a new key file, mode 0400, durable on return. errc::conflict when the file exists (a
    /// key is never overwritten: that would lose every client), errc::io otherwise.
    [[nodiscard]] static std::expected<void, error> create_file(const std::filesystem::path& file);

    master_key(master_key&&) noexcept = default;
    master_key& operator=(master_key&&) noexcept = default;

    /// Seals a data key for its client.
    [[nodiscard]] std::string wrap(const id& conversation, const data_key& key) const;

    /// Opens a wrapped data key; errc::corrupt when it is another client's or another master's.
    [[nodiscard]] std::expected<data_key, error>
    unwrap(const id& conversation, std::string_view wrapped) const;

    /// Seals what a responder signs in with, for that responder alone.
    [[nodiscard]] std::string
    wrap_secret(std::string_view responder, std::string_view secret) const;

    /// Opens it; errc::corrupt when it is another responder's or another master's.
    [[nodiscard]] std::expected<std::string, error>
    unwrap_secret(std::string_view responder, std::string_view wrapped) const;

    /// A keyed fingerprint of something short that a person types (an invite, a recovery code): 32
    /// bytes that tell nothing to whoever has the database and not this key. Another `purpose`,
    /// another fingerprint.
    [[nodiscard]] std::string fingerprint(std::string_view purpose, std::string_view text) const;

private:
    struct locked; // in memory that is not swapped out
    explicit master_key(std::shared_ptr<const locked> key) noexcept : key_(std::move(key)) {}
    [[nodiscard]] static std::expected<master_key, error>
    read(const std::filesystem::path& file, bool must_be_private);

    std::shared_ptr<const locked> key_;
};

} // namespace switchback::crypto
