// A link as a QR code made of half blocks, for a terminal. A function of its argument; any thread.
#pragma once

#include <string>

namespace switchback {

/// The code with its quiet zone, a newline after each row; the light squares are drawn, as
/// terminals are dark. Empty when the text is too long for one.
[[nodiscard]] std::string qr_text(const std::string& of);

} // namespace switchback
