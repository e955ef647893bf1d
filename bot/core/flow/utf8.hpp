// The little this layer needs to know of UTF-8. Pure; any thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace switchback::flow {

/// Where the first byte stands that is not part of well-formed UTF-8 (no overlong forms, no
/// surrogates, nothing above U+10FFFF); npos when all is well.
[[nodiscard]] std::size_t find_invalid_utf8(std::string_view text) noexcept;

/// How many code points a well-formed text has.
[[nodiscard]] std::size_t count_code_points(std::string_view text) noexcept;

} // namespace switchback::flow
