#include "bot/core/flow/expression_tokens.hpp"

#include "bot/core/flow/syntax.hpp"

#include <array>
#include <fmt/format.h>

namespace switchback::flow {
namespace {

bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}
bool opens_word(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_space(char c) noexcept
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void append_utf8(std::string& out, std::uint32_t point)
{
    if (point < 0x80)
        out += static_cast<char>(point);
    else if (point < 0x800)
    {
        out += static_cast<char>(0xC0 | (point >> 6));
        out += static_cast<char>(0x80 | (point & 0x3F));
    }
    else
    {
        out += static_cast<char>(0xE0 | (point >> 12));
        out += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (point & 0x3F));
    }
}

class cutter
{
public:
    cutter(std::string_view text, const position& at, std::vector<token>& out, diagnostics& found)
        : text_(text), at_(at), out_(out), found_(found)
    {}

    bool run()
    {
        for (;;)
        {
            while (here_ < text_.size() && is_space(text_[here_]))
                ++here_;
            if (here_ == text_.size())
                break;
            if (!one())
                return false;
        }
        out_.push_back({token::kind::end, {}, text_.size(), {}});
        return true;
    }

private:
    bool one()
    {
        const char c = text_[here_];
        const auto from = here_;
        if (is_digit(c))
            return number();
        if (c == '"' || c == '\'')
            return quoted(c);
        if (!opens_word(c))
            return sign();
        while (here_ < text_.size() && (opens_word(text_[here_]) || is_digit(text_[here_])))
            ++here_;
        add(token::kind::word, from);
        return true;
    }

    bool number()
    {
        const auto from = here_;
        while (here_ < text_.size() && is_digit(text_[here_]))
            ++here_;
        if (here_ + 1 < text_.size() && text_[here_] == '.' && is_digit(text_[here_ + 1]))
        {
            ++here_;
            while (here_ < text_.size() && is_digit(text_[here_]))
                ++here_;
        }
        add(token::kind::number, from);
        if (here_ < text_.size() && opens_word(text_[here_]))
            return fault(from, "a number runs into a word", "put a space or an operator between");
        return true;
    }

    bool quoted(char quote)
    {
        const auto from = here_++;
        std::string says;
        while (here_ < text_.size() && text_[here_] != quote)
        {
            if (text_[here_] != '\\')
                says += text_[here_++];
            else if (!escape(says))
                return false;
        }
        if (here_ == text_.size())
            return fault(from, fmt::format("the quote {} is not closed", quote), {});
        ++here_;
        add(token::kind::text, from);
        out_.back().unquoted = std::move(says);
        return true;
    }

    bool escape(std::string& says)
    {
        const auto from = here_++;
        const char c = here_ < text_.size() ? text_[here_++] : '\0';
        switch (c)
        {
        case '\\':
        case '"':
        case '\'':
            says += c;
            return true;
        case 'n':
            says += '\n';
            return true;
        case 't':
            says += '\t';
            return true;
        case 'u':
            return unicode(from, says);
        default:
            return fault(
                from, "this escape is not known",
                R"(known are \\ \" \' \n \t and \u with 4 digits)");
        }
    }

    bool unicode(std::size_t from, std::string& says)
    {
        std::uint32_t point = 0;
        for (int i = 0; i < 4; ++i, ++here_)
        {
            const char c = here_ < text_.size() ? text_[here_] : '\0';
            std::uint32_t digit = 0;
            if (is_digit(c))
                digit = static_cast<std::uint32_t>(c - '0');
            else if (c >= 'a' && c <= 'f')
                digit = static_cast<std::uint32_t>(c - 'a' + 10);
            else if (c >= 'A' && c <= 'F')
                digit = static_cast<std::uint32_t>(c - 'A' + 10);
            else
                return fault(from, R"(\u needs four hexadecimal digits)", {});
            point = point * 16 + digit;
        }
        if (point == 0 || (point >= 0xD800 && point <= 0xDFFF))
            return fault(from, R"(\u names no character)", "write the character itself");
        append_utf8(says, point);
        return true;
    }

    bool sign()
    {
        static constexpr std::array<std::string_view, 4> pairs{"==", "!=", "<=", ">="};
        for (const auto pair : pairs)
        {
            if (text_.substr(here_, 2) == pair)
            {
                here_ += 2;
                add(token::kind::sign, here_ - 2);
                return true;
            }
        }
        if (std::string_view("<>+-*/.,()[]").find(text_[here_]) != std::string_view::npos)
        {
            add(token::kind::sign, here_++);
            out_.back().spelled = text_.substr(here_ - 1, 1);
            return true;
        }
        return stranger();
    }

    // Characters people bring from other languages and from word processors.
    bool stranger()
    {
        struct known
        {
            std::string_view spelled;
            std::string_view meant;
        };
        static constexpr std::array<known, 9> strangers{{
            {"&&", "write `and`"},
            {"||", "write `or`"},
            {"!", "write `not`"},
            {"=", "write `==` to compare"},
            {"\xE2\x80\x9C", "write straight quotes: \"text\""},
            {"\xE2\x80\x9D", "write straight quotes: \"text\""},
            {"\xE2\x80\x98", "write straight quotes: 'text'"},
            {"\xE2\x80\x99", "write straight quotes: 'text'"},
            {"\xE2\x89\xA0", "write `!=`"},
        }};
        const auto rest = text_.substr(here_);
        for (const auto& one : strangers)
            if (rest.starts_with(one.spelled))
                return fault(
                    here_, fmt::format("`{}` is not part of an expression", one.spelled),
                    std::string(one.meant));
        std::size_t size = 1;
        while (size < rest.size() && (static_cast<unsigned char>(rest[size]) & 0xC0) == 0x80)
            ++size;
        return fault(
            here_, fmt::format("`{}` is not part of an expression", rest.substr(0, size)), {});
    }

    void add(token::kind is, std::size_t from)
    {
        out_.push_back({is, text_.substr(from, here_ - from), from, {}});
    }

    bool fault(std::size_t offset, std::string message, std::string suggestion)
    {
        found_.push_back(
            {severity::error, "expression-syntax", position_in(text_, offset, at_),
             std::move(message), std::move(suggestion)});
        return false;
    }

    std::string_view text_;
    const position& at_;
    std::vector<token>& out_;
    diagnostics& found_;
    std::size_t here_ = 0;
};

} // namespace

bool cut_tokens(
    std::string_view text, const position& at, std::vector<token>& out, diagnostics& found)
{
    return cutter(text, at, out, found).run();
}

position position_in(std::string_view text, std::size_t offset, const position& at)
{
    position out = at;
    std::size_t line_start = 0;
    for (std::size_t i = 0; i < offset && i < text.size(); ++i)
    {
        if (text[i] == '\n')
        {
            ++out.line;
            line_start = i + 1;
        }
    }
    out.column += static_cast<int>(offset - line_start);
    return out;
}

} // namespace switchback::flow
