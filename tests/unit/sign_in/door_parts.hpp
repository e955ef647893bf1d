// What a test of signing in stands on: a kind of store by its name, a key, and the app that shows
// codes. One thread.
#pragma once

#include "bot/crypto/master_key.hpp"
#include "tests/contract/store_contract.hpp"

#include <filesystem>
#include <string>

namespace switchback::testing {

/// One of the stores under test; requires that there is one of that name.
[[nodiscard]] contract::store_kind kind_named(const std::string& name);

/// A new master key in that folder.
[[nodiscard]] crypto::master_key key_in(const std::filesystem::path& folder);

/// The secret that an app reads from these letters.
[[nodiscard]] std::string bytes_of(const std::string& base32);

} // namespace switchback::testing
