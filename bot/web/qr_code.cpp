#include "bot/web/qr_code.hpp"

#include <fmt/format.h>
#include <iterator>
#include <memory>
#include <qrencode.h>

namespace switchback::web {
namespace {

constexpr int quiet_zone = 4; // modules on each side; the standard's own

} // namespace

std::optional<qr_code> qr_of(const std::string& text)
{
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> made(
        QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), QRcode_free);
    if (made == nullptr)
        return std::nullopt;
    qr_code out;
    out.size = made->width + 2 * quiet_zone;
    const auto is_dark = [&](int x, int y) {
        return x < made->width && (made->data[y * made->width + x] & 1) != 0;
    };
    for (int y = 0; y < made->width; ++y)
        for (int x = 0; x < made->width; ++x)
        {
            const int from = x;
            while (is_dark(x, y))
                ++x;
            if (x > from)
                fmt::format_to(
                    std::back_inserter(out.path), "M{} {}h{}v1h-{}z", from + quiet_zone,
                    y + quiet_zone, x - from, x - from);
        }
    return out;
}

} // namespace switchback::web
