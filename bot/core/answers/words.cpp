#include "bot/core/answers/words.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

namespace switchback::answers {
namespace {

constexpr char blank = ' ';
constexpr char drop = 0;

// Printable ASCII folds to itself in lower case; apostrophes vanish, so that "don't" is "dont".
constexpr std::array<char, 128> ascii = [] {
    std::array<char, 128> out{};
    for (int c = 0; c < 128; ++c)
    {
        auto& to = out[static_cast<std::size_t>(c)];
        if (c >= 'A' && c <= 'Z')
            to = static_cast<char>(c + 32);
        else
            to = c <= ' ' || c == 127 ? blank : static_cast<char>(c);
    }
    out['\n'] = '\n';
    out['\''] = drop;
    out['`'] = drop;
    return out;
}();

// U+00C0..U+00FF without accents; '?' marks the few that are no plain letter.
constexpr std::string_view latin1 =
    "aaaaaa?ceeeeiiiidnooooo?ouuuuy??aaaaaa?ceeeeiiiidnooooo?ouuuuy?y";

constexpr bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}
constexpr bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Signs without a sound: joiners, direction marks, variation and skin-tone selectors, and the
// vowel and accent marks people leave out when typing Latin, Hebrew or Arabic.
constexpr bool is_silent(char32_t c)
{
    return c == 0xAD || (c >= 0x300 && c <= 0x36F) || (c >= 0x591 && c <= 0x5C7) ||
           (c >= 0x610 && c <= 0x61A) || c == 0x61C || c == 0x640 || (c >= 0x64B && c <= 0x65F) ||
           c == 0x670 || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0x20E3 || (c >= 0xFE00 && c <= 0xFE0F) ||
           c == 0xFEFF || (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0xE0000 && c <= 0xE0FFF);
}

std::size_t encode(char32_t c, char* to) noexcept
{
    if (c < 0x80)
    {
        to[0] = static_cast<char>(c);
        return 1;
    }
    const std::size_t size = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (std::size_t i = size - 1; i > 0; --i, c >>= 6)
        to[i] = static_cast<char>(0x80 | (c & 0x3F));
    to[0] = static_cast<char>((0xF00 >> size & 0xFF) | c);
    return size;
}

} // namespace

code_point decode(std::string_view text, std::size_t at) noexcept
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(at);
    if (lead < 0x80)
        return {lead, at + 1};
    const std::size_t size = lead >= 0xF0 && lead < 0xF5   ? 4
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xC2 && lead < 0xE0 ? 2
                                                           : 0;
    if (size == 0 || at + size > text.size())
        return {0xFFFD, at + 1};
    char32_t c = lead & (0x7Fu >> size);
    for (std::size_t i = 1; i < size; ++i)
    {
        if ((byte(at + i) & 0xC0) != 0x80)
            return {0xFFFD, at + 1};
        c = c << 6 | (byte(at + i) & 0x3Fu);
    }
    constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (c < least[size] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
        return {0xFFFD, at + 1};
    return {c, at + size};
}

words::words(std::string_view raw) noexcept
{
    for (std::size_t at = 0; at < raw.size() && !too_long_;)
    {
        const auto byte = static_cast<unsigned char>(raw[at]);
        if (byte >= 0x80)
        {
            const auto [c, next] = decode(raw, at);
            add_code_point(c);
            at = next;
            continue;
        }
        const char c = ascii[byte];
        if (is_letter(c))
        {
            at += add_run(raw.substr(at));
            continue;
        }
        ++at;
        if (c == blank)
            pause();
        else if (is_digit(c))
            add(token_kind::number, &c, 1);
        else if (c != drop)
            add_mark(c);
    }
}

// The common case apart: a run of ASCII letters goes straight into the buffer.
std::size_t words::add_run(std::string_view rest) noexcept
{
    std::array<char, 32> run;
    std::size_t size = 0;
    for (; size < std::min(rest.size(), run.size()); ++size)
    {
        const auto byte = static_cast<unsigned char>(rest[size]);
        if (byte >= 0x80 || !is_letter(ascii[byte]))
            break;
        run[size] = ascii[byte];
    }
    add(token_kind::word, run.data(), size);
    return size;
}

void words::add(token_kind kind, const char* bytes, std::size_t size) noexcept
{
    const bool grows = inside_ && tokens_[count_ - 1].kind == kind;
    if (size_ + size + 1 > max_bytes || (!grows && count_ == max_tokens))
    {
        too_long_ = true;
        return;
    }
    if (!grows)
    {
        if (size_ > 0)
            bytes_[size_++] = ' ';
        std::construct_at(
            &tokens_[count_++], std::string_view{bytes_.data() + size_, 0}, kind, '\0', !spaced_);
    }
    std::memcpy(bytes_.data() + size_, bytes, size);
    size_ += size;
    auto& text = tokens_[count_ - 1].text;
    text = {text.data(), text.size() + size};
    inside_ = true;
    spaced_ = false;
}

void words::add_mark(char mark) noexcept
{
    inside_ = false;
    // "....." is one mark.
    if (count_ > 0 && tokens_[count_ - 1].is_mark(mark))
        return;
    if (count_ == max_tokens)
    {
        too_long_ = true;
        return;
    }
    std::construct_at(&tokens_[count_++], std::string_view{}, token_kind::mark, mark, !spaced_);
    spaced_ = mark == '\n';
}

void words::add_code_point(char32_t c) noexcept
{
    const auto picture = [&](std::string_view name) {
        pause();
        add(token_kind::word, name.data(), name.size());
        pause();
    };
    if (c >= 0xC0 && c <= 0xFF && latin1[c - 0xC0] != '?')
        return add(token_kind::word, &latin1[c - 0xC0], 1);
    if (is_silent(c) || c == 0x2018 || c == 0x2019 || c == 0x2BC || c == 0xB4)
        return;
    switch (c)
    {
    case 0x1F44D: // thumbs up
    case 0x1F44C: // OK hand
    case 0x2705:  // white check mark
    case 0x2714:  // check mark
        return picture("thumbsup");
    case 0x1F44E: // thumbs down
    case 0x274C:  // cross mark
        return picture("thumbsdown");
    case 0xDF:
        return add(token_kind::word, "ss", 2);
    case 0xC6:
    case 0xE6:
        return add(token_kind::word, "ae", 2);
    case 0xBD: // one half
        return picture("half");
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
        return add_mark('-');
    case 0x60C:  // Arabic comma
    case 0x3001: // ideographic comma
        return add_mark(',');
    case 0x66B: // Arabic decimal separator
        return add_mark('.');
    default:
        return c >= 0xC0 ? add_rare(c) : pause();
    }
}

// Compatibility forms ("７", "ﬁ", "Ａ") come apart into plain characters; other scripts' letters
// keep their vowel signs, because without them words of Hindi or Thai would collide.
void words::add_rare(char32_t c) noexcept
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* nfkd = unorm2_getNFKDInstance(&status);
    std::array<UChar, 24> parts;
    std::int32_t size = U_SUCCESS(status) ? unorm2_getDecomposition(
                                                nfkd, static_cast<UChar32>(c), parts.data(),
                                                static_cast<std::int32_t>(parts.size()), &status)
                                          : -1;
    if (U_FAILURE(status) || size < 0)
    {
        size = 0;
        UBool failed = false;
        U16_APPEND(parts.data(), size, 24, static_cast<UChar32>(c), failed);
        if (failed)
            return pause();
    }
    for (std::int32_t i = 0; i < size;)
    {
        UChar32 part = 0;
        U16_NEXT(parts.data(), i, size, part);
        if (is_silent(static_cast<char32_t>(part)))
            continue;
        part = u_foldCase(part, U_FOLD_CASE_DEFAULT);
        if (const auto digit = u_charDigitValue(part); digit >= 0)
        {
            const char plain = static_cast<char>('0' + digit);
            add(token_kind::number, &plain, 1);
            continue;
        }
        const auto type = u_charType(part);
        const bool mark = type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK;
        if (u_isalpha(part) || mark)
        {
            char utf8[4];
            add(token_kind::word, utf8, encode(static_cast<char32_t>(part), utf8));
        }
        else if (part < 128 && u_ispunct(part))
            add_mark(static_cast<char>(part));
        else
            pause();
    }
}

} // namespace switchback::answers
