#include "bot/core/risk/fold.hpp"

#include <array>

namespace switchback::risk {
namespace {

constexpr folded_char letter(char32_t c)
{
    return {char_kind::letter, c};
}

// The base letters of U+00C0..U+017F, one per code point; a space where there is none.
constexpr std::string_view latin_base =
    "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii  jjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

struct look_alike
{
    char32_t code_point;
    char letter;
};

// Letters of other alphabets that are drawn like Latin ones.
constexpr auto look_alikes = std::to_array<look_alike>({
    {0x0430, 'a'}, {0x0435, 'e'}, {0x043E, 'o'}, {0x0440, 'p'}, {0x0441, 'c'}, {0x0443, 'y'},
    {0x0445, 'x'}, {0x0456, 'i'}, {0x0458, 'j'}, {0x0455, 's'}, {0x043A, 'k'}, {0x043C, 'm'},
    {0x0442, 't'}, {0x0432, 'b'}, {0x043D, 'h'}, {0x0501, 'd'}, {0x04CF, 'l'}, {0x0457, 'i'},
    {0x0451, 'e'}, {0x0410, 'a'}, {0x0415, 'e'}, {0x041E, 'o'}, {0x0420, 'p'}, {0x0421, 'c'},
    {0x0423, 'y'}, {0x0425, 'x'}, {0x0406, 'i'}, {0x0408, 'j'}, {0x0405, 's'}, {0x041A, 'k'},
    {0x041C, 'm'}, {0x0422, 't'}, {0x0412, 'b'}, {0x041D, 'h'}, {0x04C0, 'l'}, {0x03B1, 'a'},
    {0x03BF, 'o'}, {0x03BD, 'v'}, {0x03C1, 'p'}, {0x03B9, 'i'}, {0x03BA, 'k'}, {0x03C4, 't'},
    {0x03C5, 'u'}, {0x03B5, 'e'}, {0x03B7, 'n'}, {0x03C7, 'x'}, {0x0391, 'a'}, {0x0392, 'b'},
    {0x0395, 'e'}, {0x0396, 'z'}, {0x0397, 'h'}, {0x0399, 'i'}, {0x039A, 'k'}, {0x039C, 'm'},
    {0x039D, 'n'}, {0x039F, 'o'}, {0x03A1, 'p'}, {0x03A4, 't'}, {0x03A5, 'y'}, {0x03A7, 'x'},
    {0x0131, 'i'}, {0x0261, 'g'}, {0x1D0F, 'o'}, {0x2113, 'l'},
});

folded_char fold_ascii(char32_t c)
{
    if (c >= 'a' && c <= 'z')
    {
        return letter(c);
    }
    if (c >= 'A' && c <= 'Z')
    {
        return letter(c + 32);
    }
    if (c >= '0' && c <= '9')
    {
        return {char_kind::mark, c};
    }
    switch (c)
    {
    case '\'':
    case '`':
        return {char_kind::apostrophe, '\''};
    case '@':
    case '$':
    case '*':
        return {char_kind::mark, c};
    case '.':
    case '!':
    case '?':
        return {char_kind::stop, 0};
    case ',':
    case ';':
    case ':':
    case '\n':
    case '(':
    case ')':
    case '"':
        return {char_kind::pause, 0};
    default:
        return {char_kind::space, 0};
    }
}

bool is_silent(char32_t c)
{
    return c == 0x00AD || (c >= 0x0300 && c <= 0x036F) || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
           (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF);
}

folded_char fold_punctuation(char32_t c)
{
    if (c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x00B4)
    {
        return {char_kind::apostrophe, '\''};
    }
    const bool is_pause = c == 0x2013 || c == 0x2014 || c == 0x2026 || c == 0x00A1 || c == 0x00BF ||
                          c == 0x201C || c == 0x201D || c == 0x00AB || c == 0x00BB || c == 0x3001;
    return {is_pause ? char_kind::pause : char_kind::space, 0};
}

folded_char fold_wide(char32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E) // full width
    {
        return fold_ascii(c - 0xFF00 + 0x20);
    }
    if (c >= 0x1D400 && c <= 0x1D6A3) // mathematical alphabets, 52 letters each
    {
        const auto in_alphabet = (c - 0x1D400) % 52;
        return letter('a' + in_alphabet % 26);
    }
    if (c >= 0x1D7CE && c <= 0x1D7FF)
    {
        return {char_kind::mark, '0' + (c - 0x1D7CE) % 10};
    }
    if (c >= 0x24B6 && c <= 0x24E9) // circled
    {
        return letter('a' + (c - 0x24B6) % 26);
    }
    if ((c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF))
    {
        return {char_kind::picture, c};
    }
    return letter(c); // a script we keep as it is
}

} // namespace

decoded_char decode_utf8(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(at);
    if (first < 0x80)
    {
        return {first, at + 1};
    }
    const std::size_t extra = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    constexpr char32_t invalid = 0xFFFD;
    if (first < 0xC2 || first > 0xF4 || at + extra >= text.size())
    {
        return {invalid, at + 1};
    }
    char32_t c = first & (0x3FU >> extra);
    for (std::size_t i = 1; i <= extra; ++i)
    {
        if ((byte(at + i) & 0xC0U) != 0x80)
        {
            return {invalid, at + 1};
        }
        c = (c << 6) | (byte(at + i) & 0x3FU);
    }
    return {c > 0x10FFFF ? invalid : c, at + extra + 1};
}

folded_char fold(char32_t c)
{
    if (c < 0x80)
    {
        return fold_ascii(c);
    }
    if (is_silent(c))
    {
        return {char_kind::silent, 0};
    }
    if (c >= 0xC0 && c <= 0x17F)
    {
        const char base = latin_base[c - 0xC0];
        return base == ' ' ? folded_char{} : letter(static_cast<char32_t>(base));
    }
    for (std::size_t i = 0; c < 0x2200 && i < look_alikes.size(); ++i)
    {
        if (look_alikes[i].code_point == c)
        {
            return letter(static_cast<char32_t>(look_alikes[i].letter));
        }
    }
    const bool is_sign = c < 0xC0 || c == 0x02BC || (c >= 0x2000 && c <= 0x206F) ||
                         (c >= 0x3000 && c <= 0x303F) || c == 0xFFFD;
    return is_sign ? fold_punctuation(c) : fold_wide(c);
}

char32_t letter_behind(char32_t mark)
{
    constexpr std::string_view digits = "oi?easgtb?"; // 0 1 2 3 4 5 6 7 8 9
    if (mark >= '0' && mark <= '9')
    {
        const char found = digits[mark - '0'];
        return found == '?' ? 0 : static_cast<char32_t>(found);
    }
    return mark == '@' ? U'a' : mark == '$' ? U's' : 0;
}

} // namespace switchback::risk
