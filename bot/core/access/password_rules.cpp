#include "bot/core/access/password_rules.hpp"

#include "bot/base/limits.hpp"

#include <algorithm>
#include <array>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace switchback::access {
namespace {

// The commonest that are long enough, letters in lower case and without spaces: what people make of
// the shorter ones when a form asks for fifteen.
constexpr std::array<std::string_view, 52> commonest{
    "123456789012345",
    "1234567890123456",
    "12345678901234567",
    "123456789123456789",
    "12345678901234567890",
    "012345678901234",
    "0123456789012345",
    "123123123123123",
    "123456123456123456",
    "1234512345123451",
    "987654321098765",
    "111222333444555",
    "1q2w3e4r5t6y7u8i",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv",
    "1qaz2wsx3edc4rfv5tgb",
    "qwertyuiopasdfgh",
    "qwertyuiopasdfghjkl",
    "qwertyuiop12345",
    "qwertyuiop123456",
    "qwertyuiop1234567890",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertyqwertyqwerty",
    "qwerty123456789",
    "qwerty1234567890",
    "asdfghjklqwertyuiop",
    "azertyuiopqsdfgh",
    "azertyuiopqsdfghjklm",
    "abcdefghijklmno",
    "abcdefghijklmnop",
    "abcdefghijklmnopqrstuvwxyz",
    "abc123abc123abc123",
    "passwordpassword",
    "passwordpassword1",
    "password123456789",
    "password1234567890",
    "password12345678",
    "mypasswordispassword",
    "thisismypassword",
    "thisisapassword",
    "correcthorsebatterystaple",
    "iloveyouiloveyou",
    "iloveyouforever",
    "letmeinletmeinletmein",
    "administrator1",
    "administrator123",
    "administratoradministrator",
    "welcomewelcome1",
    "changemechangeme",
    "changeme12345678",
    "contraseñacontraseña",
    "passwortpasswort"};

std::string folded(std::string_view from)
{
    auto text = icu::UnicodeString::fromUTF8({from.data(), static_cast<int32_t>(from.size())});
    text.foldCase();
    std::string all;
    text.toUTF8String(all);
    std::erase(all, ' ');
    return all;
}

bool is_text(std::string_view typed)
{
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(typed.data());
    const auto size = static_cast<std::int32_t>(typed.size());
    for (std::int32_t at = 0; at < size;)
    {
        UChar32 c = 0;
        U8_NEXT(bytes, at, size, c);
        if (c < 0x20 || c == 0x7F)
            return false;
    }
    return true;
}

bool is_one_character(std::string_view text)
{
    const auto all = icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
    const auto first = all.char32At(0);
    for (std::int32_t at = 0; at < all.length(); at = all.moveIndex32(at, 1))
        if (all.char32At(at) != first)
            return false;
    return true;
}

} // namespace

std::string_view name_of(password_fault value) noexcept
{
    switch (value)
    {
    case password_fault::not_text:
        return "not_text";
    case password_fault::too_short:
        return "too_short";
    case password_fault::too_long:
        return "too_long";
    case password_fault::too_common:
        return "too_common";
    }
    return {};
}

std::expected<std::string, password_fault> normal_password(std::string_view typed)
{
    if (typed.size() > limits::password_bytes)
        return std::unexpected(password_fault::too_long);
    if (!is_text(typed))
        return std::unexpected(password_fault::not_text);
    UErrorCode status = U_ZERO_ERROR;
    const auto* form = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status))
        return std::unexpected(password_fault::not_text);
    const auto made = form->normalize(
        icu::UnicodeString::fromUTF8({typed.data(), static_cast<int32_t>(typed.size())}), status);
    if (U_FAILURE(status))
        return std::unexpected(password_fault::not_text);
    std::string out;
    made.toUTF8String(out);
    return out;
}

std::expected<std::string, password_fault>
new_password(std::string_view typed, std::span<const std::string_view> own_words)
{
    auto normal = normal_password(typed);
    if (!normal)
        return normal;
    const auto text =
        icu::UnicodeString::fromUTF8({normal->data(), static_cast<int32_t>(normal->size())});
    if (text.countChar32() < limits::password_chars_least)
        return std::unexpected(password_fault::too_short);
    const auto plain = folded(*normal);
    const bool is_own = std::ranges::any_of(own_words, [&](std::string_view word) {
        const auto name = folded(word);
        return !name.empty() && (plain == name || plain == name + name);
    });
    if (is_own || is_one_character(plain) || std::ranges::find(commonest, plain) != commonest.end())
        return std::unexpected(password_fault::too_common);
    return normal;
}

} // namespace switchback::access
