// What is known of published instruments by name: the lock on the text of those we ship, and codes
// that public code has taken for something else. Constants; any thread.
#pragma once

#include <span>
#include <string_view>

namespace switchback::measures {

/// An instrument we ship: its id and the SHA-256 (64 hex digits) of `text_of`.
struct text_lock
{
    std::string_view id;
    std::string_view sha256;
};
[[nodiscard]] std::span<const text_lock> text_locks() noexcept;

/// The lock of that id; null for an instrument we do not ship.
[[nodiscard]] const text_lock* lock_of(std::string_view id) noexcept;

/// True when that LOINC code is known to be another instrument than the one it is given to. Names
/// are compared by their letters and digits: `who-5`, `WHO 5`.
[[nodiscard]] bool is_mistaken_code(std::string_view instrument, std::string_view loinc);

} // namespace switchback::measures
