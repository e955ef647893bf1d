// The browser's files, compiled into the binary from adapters/widget and
// adapters/respond. Constants; any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace switchback::web {

struct asset
{
    std::string_view path; // as asked for: "/chat.js"; the pages are "/" and "/respond"
    std::string_view type;
    std::string_view bytes;
    std::string_view tag; // ETag, with its quotes
};

/// Every compiled-in file.
[[nodiscard]] std::span<const asset> assets();

/// The compiled-in file of that path, or null.
[[nodiscard]] const asset* find_asset(std::string_view path) noexcept;

/// The content type a file name asks for; empty for names we do not serve.
[[nodiscard]] std::string_view content_type_of(std::string_view name) noexcept;

/// Reads a file of the development folder, which is the widget's; the responders' page lies beside
/// it. nullopt for a name with a path in it, a type we do not
/// serve, or a file that is not there.
[[nodiscard]] std::optional<std::string>
read_development_file(const std::filesystem::path& folder, std::string_view path);

} // namespace switchback::web
