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

// The Latin letter that U+0370..U+052F (Greek and Cyrillic) are drawn like; a space where none is.
constexpr char32_t first_look_alike = 0x370;
constexpr std::string_view look_alikes =
    "          i                      ab  ezh ik mn o p  ty x    ae i"
    " abyde n ik uv onpsotu x w  o                                   "
    "                 e   siij       a b  e    k mho pcty x          "
    "a br e  u k mhonpcty x           e  esiij        w              "
    "     v                             f     z                     y"
    "           h    l              l                                "
    "                 d                         q w                  ";

// The Latin letter a character is drawn like, or 0.
char32_t look_alike(char32_t c)
{
    if (c >= first_look_alike && c < first_look_alike + look_alikes.size())
    {
        const char found = look_alikes[c - first_look_alike];
        return found == ' ' ? 0 : static_cast<char32_t>(found);
    }
    return c == 0x0261 ? U'g' : c == 0x1D0F ? U'o' : c == 0x2113 ? U'l' : 0;
}

// Arabic is written with or without vowel signs, hamza and the stretching bar.
folded_char fold_arabic(char32_t c)
{
    switch (c)
    {
    case 0x0622: // alef with a sign
    case 0x0623:
    case 0x0625:
    case 0x0671:
        return letter(0x0627);
    case 0x0649: // alef maqsura, ya with hamza, Farsi ya
    case 0x0626:
    case 0x06CC:
        return letter(0x064A);
    case 0x0629: // ta marbuta
        return letter(0x0647);
    case 0x0624: // waw with hamza
        return letter(0x0648);
    case 0x06A9: // Farsi kaf
        return letter(0x0643);
    case 0x060C:
    case 0x061B:
        return {char_kind::pause, 0};
    case 0x061F:
        return {char_kind::stop, 0};
    case 0x0621: // hamza
    case 0x0640: // tatweel
    case 0x0670:
        return {char_kind::silent, 0};
    default:
        return c >= 0x064B && c <= 0x065F ? folded_char{char_kind::silent, 0} : letter(c);
    }
}

// Traditional characters of words that rules hold, each before its simplified form; ordered. The
// shark is how the word for killing is written past a filter.
constexpr std::u32string_view simplified =
    U"亞亚來来係系個个們们備备傷伤價价兒儿別别劃划劇剧勁劲員员問问單单嗎吗圖图場场壓压"
    U"姦奸婦妇媽妈學学實实對对師师幾几強强後后從从徹彻愛爱慘惨慮虑憂忧應应戲戏擔担擾扰"
    U"斷断時时暈晕書书會会槍枪槓杠樓楼樣样橋桥歲岁歷历殺杀氣气決决沒没淚泪準准滅灭滿满"
    U"為为無无熱热燒烧現现畫画當当瘋疯療疗癒愈發发結结絕绝經经繩绳義义脫脱臺台與与萬万"
    U"藥药褻亵見见視视親亲覺觉計计許许試试話话該该誤误說说誰谁謝谢護护讓让負负買买車车"
    U"農农這这遊游過过遺遗還还邊边醫医鎖锁長长門门開开間间關关陽阳際际離离難难電电頭头"
    U"顆颗風风飯饭騷骚體体鬱郁鮮鲜鯊杀鲨杀麗丽麼么點点齊齐";

folded_char fold_han(char32_t c)
{
    std::size_t low = 0;
    std::size_t high = simplified.size() / 2;
    while (low < high)
    {
        const std::size_t middle = (low + high) / 2;
        simplified[2 * middle] < c ? low = middle + 1 : high = middle;
    }
    const bool is_found = 2 * low < simplified.size() && simplified[2 * low] == c;
    return {char_kind::ideograph, is_found ? simplified[2 * low + 1] : c};
}

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
    if (c == 0x3002) // the full stop of Chinese
    {
        return {char_kind::stop, 0};
    }
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
    if (const auto latin = look_alike(c); latin != 0)
    {
        return letter(latin);
    }
    if (c >= 0x0600 && c <= 0x06FF)
    {
        return fold_arabic(c);
    }
    if (c >= 0x3400 && c <= 0x9FFF)
    {
        return fold_han(c);
    }
    const bool is_sign = c < 0xC0 || c == 0x02BC || (c >= 0x2000 && c <= 0x206F) ||
                         (c >= 0x3000 && c <= 0x303F) || c == 0xFFFD;
    return is_sign ? fold_punctuation(c) : fold_wide(c);
}

char32_t letter_behind(char32_t mark)
{
    constexpr std::string_view digits = "oizeasgtbg"; // 0 1 2 3 4 5 6 7 8 9
    if (mark >= '0' && mark <= '9')
    {
        const char found = digits[mark - '0'];
        return found == '?' ? 0 : static_cast<char32_t>(found);
    }
    return mark == '@' ? U'a' : mark == '$' ? U's' : mark == '!' ? U'i' : mark == '+' ? U't' : 0;
}

} // namespace switchback::risk
