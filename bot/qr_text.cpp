#include "bot/qr_text.hpp"

#include <memory>
#include <qrencode.h>

namespace switchback {

std::string qr_text(const std::string& of)
{
    constexpr int quiet = 4; // squares around it, by the standard
    const std::unique_ptr<QRcode, void (*)(QRcode*)> code(
        QRcode_encodeString(of.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), QRcode_free);
    if (code == nullptr)
        return {};
    const auto is_light = [&](int row, int column) {
        const bool is_in = row >= 0 && row < code->width && column >= 0 && column < code->width;
        return !is_in || (code->data[row * code->width + column] & 1) == 0;
    };
    std::string out;
    for (int row = -quiet; row < code->width + quiet; row += 2)
    {
        for (int column = -quiet; column < code->width + quiet; ++column)
        {
            const bool above = is_light(row, column);
            const bool below = is_light(row + 1, column);
            out += above && below ? "\u2588" : above ? "\u2580" : below ? "\u2584" : " ";
        }
        out += '\n';
    }
    return out;
}

} // namespace switchback
