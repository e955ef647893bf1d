// The chat page as this server sends it: the compiled-in file with the practice it belongs to, so
// that the page's hello names who it is talking to. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace switchback::web {

/// The page with `practice` in its <meta name="practice">; a page that has none stays as it is.
[[nodiscard]] std::string chat_page(std::string_view html, std::string_view practice);

/// The ETag of these bytes, with its quotes: it tells versions apart, nothing hangs on its
/// strength.
[[nodiscard]] std::string entity_tag(std::string_view bytes);

} // namespace switchback::web
