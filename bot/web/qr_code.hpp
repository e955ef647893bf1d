// A text as a QR code, for the page to draw: modules as the path of an SVG. Drawn here, because the
// page loads no library and lets no markup in. Pure; any thread.
#pragma once

#include <optional>
#include <string>

namespace switchback::web {

struct qr_code
{
    int size = 0;     // of the square, in modules, with its quiet zone
    std::string path; // the dark modules: "M4 4h7v1h-7z..."
};

/// The code of a text, or nothing when it is too long for one (about 2,300 bytes).
[[nodiscard]] std::optional<qr_code> qr_of(const std::string& text);

} // namespace switchback::web
