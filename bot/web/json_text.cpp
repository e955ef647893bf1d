#include "bot/web/json_text.hpp"

#include "bot/base/limits.hpp"

#include <charconv>
#include <cmath>
#include <cstring>

namespace switchback::web {
namespace {

constexpr bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

void append_utf8(std::string& to, std::uint32_t point)
{
    const auto byte = [&](std::uint32_t value) { to.push_back(static_cast<char>(value)); };
    if (point < 0x80)
        return byte(point);
    if (point < 0x800)
    {
        byte(0xC0 | (point >> 6));
        return byte(0x80 | (point & 0x3F));
    }
    if (point < 0x10000)
    {
        byte(0xE0 | (point >> 12));
        byte(0x80 | ((point >> 6) & 0x3F));
        return byte(0x80 | (point & 0x3F));
    }
    byte(0xF0 | (point >> 18));
    byte(0x80 | ((point >> 12) & 0x3F));
    byte(0x80 | ((point >> 6) & 0x3F));
    byte(0x80 | (point & 0x3F));
}

// How many bytes at the front need no escape. Eight at a time: the marks of a byte below 0x20, of a
// quote and of a backslash are found by the borrow a subtraction leaves in its highest bit.
std::size_t plain_length(std::string_view text) noexcept
{
    constexpr std::uint64_t ones = 0x0101010101010101;
    constexpr std::uint64_t highs = 0x8080808080808080;
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8)
    {
        std::uint64_t eight = 0;
        std::memcpy(&eight, text.data() + at, 8);
        const auto quote = eight ^ (ones * '"');
        const auto backslash = eight ^ (ones * '\\');
        const auto marks = ((eight - ones * 0x20) & ~eight) | ((quote - ones) & ~quote) |
                           ((backslash - ones) & ~backslash);
        if ((marks & highs) != 0)
            break;
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x20 && text[at] != '"' &&
           text[at] != '\\')
        ++at;
    return at;
}

void append_escape(std::string& to, char letter)
{
    static constexpr char digits[] = "0123456789abcdef";
    to.push_back('\\');
    if (letter == '"' || letter == '\\')
        return to.push_back(letter);
    if (letter == '\n')
        return to.push_back('n');
    const auto code = static_cast<unsigned char>(letter);
    to.append("u00");
    to.push_back(digits[code >> 4]);
    to.push_back(digits[code & 15]);
}

// Length of a JSON number at the front, by the grammar of RFC 8259; 0 when there is none.
std::size_t number_length(std::string_view text) noexcept
{
    std::size_t at = 0;
    const auto digits = [&] {
        const auto from = at;
        while (at < text.size() && is_digit(text[at]))
            ++at;
        return at - from;
    };
    if (at < text.size() && text[at] == '-')
        ++at;
    const bool leading_zero = at < text.size() && text[at] == '0';
    const auto whole = digits();
    if (whole == 0 || (leading_zero && whole > 1))
        return 0;
    if (at < text.size() && text[at] == '.')
    {
        ++at;
        if (digits() == 0)
            return 0;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E'))
    {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-'))
            ++at;
        if (digits() == 0)
            return 0;
    }
    return at;
}

} // namespace

void append_string(std::string& to, std::string_view text)
{
    to.push_back('"');
    for (;;)
    {
        const auto plain = plain_length(text);
        to.append(text, 0, plain);
        if (plain == text.size())
            break;
        append_escape(to, text[plain]);
        text.remove_prefix(plain + 1);
    }
    to.push_back('"');
}

void append_number(std::string& to, std::uint64_t number)
{
    char digits[24];
    const auto [end, ec] = std::to_chars(digits, digits + sizeof digits, number);
    to.append(digits, end);
}

void append_number(std::string& to, double number)
{
    char digits[32];
    const auto [end, ec] = std::to_chars(digits, digits + sizeof digits, number);
    to.append(digits, end);
}

void json_reader::spoil() noexcept
{
    ok_ = false;
    rest_ = {};
}

void json_reader::space() noexcept
{
    std::size_t at = 0;
    while (at < rest_.size() &&
           (rest_[at] == ' ' || rest_[at] == '\t' || rest_[at] == '\n' || rest_[at] == '\r'))
        ++at;
    rest_.remove_prefix(at);
}

bool json_reader::take(std::string_view word) noexcept
{
    if (!rest_.starts_with(word))
    {
        spoil();
        return false;
    }
    rest_.remove_prefix(word.size());
    return true;
}

bool json_reader::open(char bracket) noexcept
{
    space();
    first_ = true;
    return take({&bracket, 1});
}

bool json_reader::next(char closing) noexcept
{
    space();
    const bool first = first_;
    first_ = false;
    if (!rest_.empty() && rest_.front() == closing)
    {
        rest_.remove_prefix(1);
        return false;
    }
    if (first)
        return ok_ && !rest_.empty();
    if (!take(","))
        return false;
    space();
    // A comma promises another one.
    if (rest_.empty() || rest_.front() == closing)
    {
        spoil();
        return false;
    }
    return true;
}

std::string json_reader::name()
{
    space();
    auto out = string();
    space();
    static_cast<void>(take(":"));
    space();
    return out;
}

char json_reader::peek() noexcept
{
    space();
    if (rest_.empty())
        return 0;
    const char front = rest_.front();
    return is_digit(front) || front == '-' ? '0' : front;
}

std::optional<std::uint32_t> json_reader::hex() noexcept
{
    std::uint32_t out = 0;
    if (rest_.size() < 4)
        return std::nullopt;
    const auto [end, ec] = std::from_chars(rest_.data(), rest_.data() + 4, out, 16);
    if (ec != std::errc{} || end != rest_.data() + 4)
        return std::nullopt;
    rest_.remove_prefix(4);
    return out;
}

void json_reader::escape(std::string& to)
{
    if (rest_.empty())
        return spoil();
    const char kind = rest_.front();
    rest_.remove_prefix(1);
    switch (kind)
    {
    case '"':
    case '\\':
    case '/':
        return to.push_back(kind);
    case 'b':
        return to.push_back('\b');
    case 'f':
        return to.push_back('\f');
    case 'n':
        return to.push_back('\n');
    case 'r':
        return to.push_back('\r');
    case 't':
        return to.push_back('\t');
    case 'u':
        break;
    default:
        return spoil();
    }
    auto point = hex();
    if (!point || (*point >= 0xDC00 && *point < 0xE000))
        return spoil();
    if (*point >= 0xD800 && *point < 0xDC00)
    {
        if (!take("\\u"))
            return;
        const auto low = hex();
        if (!low || *low < 0xDC00 || *low >= 0xE000)
            return spoil();
        point = 0x10000 + ((*point - 0xD800) << 10) + (*low - 0xDC00);
    }
    append_utf8(to, *point);
}

std::string json_reader::string()
{
    std::string out;
    if (!take("\""))
        return out;
    for (;;)
    {
        const auto at = plain_length(rest_);
        out.append(rest_, 0, at);
        rest_.remove_prefix(at);
        if (rest_.empty() || static_cast<unsigned char>(rest_.front()) < 0x20)
        {
            spoil();
            return {};
        }
        const bool ends = rest_.front() == '"';
        rest_.remove_prefix(1);
        if (ends)
            return out;
        escape(out);
        if (!ok_)
            return {};
    }
}

double json_reader::number() noexcept
{
    const auto size = number_length(rest_);
    double out = 0;
    if (size == 0)
    {
        spoil();
        return 0;
    }
    std::from_chars(rest_.data(), rest_.data() + size, out);
    rest_.remove_prefix(size);
    return std::isfinite(out) ? out : 0;
}

bool json_reader::boolean() noexcept
{
    if (rest_.starts_with("true"))
        return take("true");
    static_cast<void>(take("false"));
    return false;
}

void json_reader::skip(int depth)
{
    if (depth > limits::json_depth)
        return spoil();
    switch (peek())
    {
    case '"':
        static_cast<void>(string());
        return;
    case '0':
        static_cast<void>(number());
        return;
    case 't':
    case 'f':
        static_cast<void>(boolean());
        return;
    case 'n':
        static_cast<void>(take("null"));
        return;
    case '{':
        static_cast<void>(open('{'));
        while (next('}'))
        {
            static_cast<void>(name());
            skip(depth + 1);
            first_ = false;
        }
        return;
    case '[':
        static_cast<void>(open('['));
        while (next(']'))
        {
            skip(depth + 1);
            first_ = false;
        }
        return;
    default:
        spoil();
    }
}

bool json_reader::at_end() noexcept
{
    space();
    return ok_ && rest_.empty();
}

} // namespace switchback::web
