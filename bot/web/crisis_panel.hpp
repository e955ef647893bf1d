// What the page's crisis panel holds when there is no connection: lines by country, what to do in
// each danger, and an exercise. One document a language, the same until the program is replaced.
// Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace switchback::web {

struct crisis_panel
{
    std::string language;
    std::string body; // JSON
    std::string tag;  // ETag, with its quotes
};

/// The panel in English or Spanish; another language is English. Made once.
[[nodiscard]] const crisis_panel& crisis_panel_in(std::string_view language);

} // namespace switchback::web
