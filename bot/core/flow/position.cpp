#include "bot/core/flow/position.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace switchback::flow {

bool has_errors(const diagnostics& found) noexcept
{
    return std::ranges::any_of(
        found, [](const diagnostic& one) { return one.level == severity::error; });
}

std::string to_line(const diagnostic& one)
{
    return fmt::format(
        "{}:{}:{}: {} [{}]: {}{}{}", one.at.file, one.at.line, one.at.column,
        one.level == severity::error ? "error" : "warning", one.code, one.message,
        one.suggestion.empty() ? "" : "; ", one.suggestion);
}

} // namespace switchback::flow
