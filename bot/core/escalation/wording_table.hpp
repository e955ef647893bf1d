// The wordings as constant tables, written at build time by compile/ from flows/safety. Constants;
// any thread.
#pragma once

#include <span>
#include <string_view>

namespace switchback::escalation {

/// One sentence under its path ("status.sent.now"). Languages hold the same paths in one order.
struct wording
{
    std::string_view path;
    std::string_view text;
};

struct wording_language
{
    std::string_view language;
    std::string_view version;
    std::span<const wording> wordings;
};

// The first language of each is the fallback.
extern const std::span<const wording_language> wording_languages;  // of cases
extern const std::span<const wording_language> protocol_languages; // of the protocol's page

} // namespace switchback::escalation
