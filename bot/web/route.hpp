// Paths of the endpoint table, and what stands in a query, a cookie or a header. Functions of their
// arguments; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace switchback::web {

/// True when a path is the one of a pattern; `{name}` stands for one segment that is not empty.
[[nodiscard]] bool matches(std::string_view pattern, std::string_view path) noexcept;

/// The segment of a matching path that stands where the pattern has its `{name}`; else empty.
[[nodiscard]] std::string_view segment(std::string_view pattern, std::string_view path) noexcept;

/// The value of a query's member, as it stands there; empty when there is none.
[[nodiscard]] std::string_view query_value(std::string_view query, std::string_view name) noexcept;

/// The same as a number; 0 when it is none.
[[nodiscard]] std::uint64_t query_number(std::string_view query, std::string_view name) noexcept;

/// The value of one cookie of a Cookie header; empty when there is none.
[[nodiscard]] std::string_view
cookie_value(std::string_view header, std::string_view name) noexcept;

/// Which of the languages an Accept-Language header likes best ("es-MX" likes "es"); of the same,
/// the one it names first. Empty when it names none of them.
[[nodiscard]] std::string_view
accepted_language(std::string_view header, std::span<const std::string_view> known) noexcept;

} // namespace switchback::web
