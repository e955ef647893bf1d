// Which types fit where, and how flow files name them. Pure; any thread.
#pragma once

#include "bot/core/flow/type.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace switchback::flow {

/// True when a value of `from` may stand where `to` is declared: an option is text, a choice of
/// several is a list of text, a record may have more fields than asked for.
[[nodiscard]] bool fits(const type& to, const type& from);

/// The type of a `set` name: an option becomes plain text, so that another branch may set it
/// otherwise.
[[nodiscard]] type widened(const type& from);

/// `text`, `yesno`, `number`, `date`, `time`, `one`, `many`, `record`, `list`; nullopt otherwise.
[[nodiscard]] std::optional<type> type_named(std::string_view word);

/// The words `type_named` knows, for suggestions.
[[nodiscard]] std::span<const std::string_view> type_words();

[[nodiscard]] type list_of(type element);
[[nodiscard]] type record_of(std::vector<field_type> fields);

} // namespace switchback::flow
