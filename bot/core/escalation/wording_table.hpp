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

extern const std::span<const wording_language> wording_languages; // the first is the fallback

} // namespace switchback::escalation
