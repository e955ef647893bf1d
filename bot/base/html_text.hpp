// Text as HTML: what stands between a name or a client's words and the markup around them. Pure;
// any thread.
#pragma once

#include <string>
#include <string_view>

namespace switchback {

/// `&`, `<`, `>` and both quotes as entities, safe in text and in quoted attributes; a control
/// character that is no tab and no line's end as U+FFFD, because it has no place in a page.
[[nodiscard]] std::string escaped_html(std::string_view text);

} // namespace switchback
