// Text to tree: a recursive-descent parser with one function per level of binding. What binds
// loosest comes first: `a if c else b`, or, and, not, comparisons, + -, * /, minus, `.` and `[]`.
#include "bot/core/flow/expression_tokens.hpp"
#include "bot/core/flow/syntax.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace switchback::flow {
namespace {

constexpr std::array<std::string_view, 8> keywords{"and", "or",   "not",  "in",
                                                   "if",  "else", "true", "false"};

bool is_keyword(std::string_view word) noexcept
{
    for (const auto one : keywords)
        if (one == word)
            return true;
    return false;
}

// Thrown inside the parser only, after the diagnostic is written: the first fault ends it.
struct stop
{};

class parser
{
public:
    parser(
        std::string_view text, const position& at, const std::vector<token>& tokens,
        diagnostics& found)
        : text_(text), at_(at), tokens_(tokens), found_(found)
    {}

    syntax run()
    {
        tree_.root = choice();
        if (next().is != token::kind::end)
            unexpected("an operator, or the end");
        return std::move(tree_);
    }

private:
    const token& next() const noexcept { return tokens_[here_]; }
    bool is_sign(std::string_view sign) const noexcept
    {
        return next().is == token::kind::sign && next().spelled == sign;
    }
    bool is_word(std::string_view word) const noexcept
    {
        return next().is == token::kind::word && next().spelled == word;
    }
    bool take_sign(std::string_view sign) noexcept { return is_sign(sign) && (++here_, true); }
    bool take_word(std::string_view word) noexcept { return is_word(word) && (++here_, true); }

    [[noreturn]] void
    fault(std::string code, std::size_t offset, std::string message, std::string suggestion = {})
    {
        found_.push_back(
            {severity::error, std::move(code), position_in(text_, offset, at_), std::move(message),
             std::move(suggestion)});
        throw stop{};
    }

    [[noreturn]] void unexpected(std::string_view expected)
    {
        const auto& found = next();
        const auto what = found.is == token::kind::end ? std::string("the end")
                                                       : fmt::format("`{}`", found.spelled);
        fault(
            "expression-syntax", found.offset,
            fmt::format("found {}, expected {}", what, expected));
    }

    void expect_sign(std::string_view sign)
    {
        if (!take_sign(sign))
            unexpected(fmt::format("`{}`", sign));
    }

    // One level deeper for as long as it lives.
    class level
    {
    public:
        explicit level(parser& of) : of_(of)
        {
            if (++of_.depth_ > limits::expression_depth)
                of_.fault(
                    "too-deep", of_.next().offset,
                    fmt::format("nested more than {} deep", limits::expression_depth),
                    "name a part of it with `set`");
        }
        ~level() { --of_.depth_; }
        level(const level&) = delete;
        level& operator=(const level&) = delete;

    private:
        parser& of_;
    };

    place add(op what, std::size_t begin, std::initializer_list<place> children)
    {
        return add(what, begin, std::span(children.begin(), children.size()));
    }

    place add(op what, std::size_t begin, std::span<const place> children)
    {
        entry made;
        made.what = what;
        made.first = static_cast<place>(tree_.children.size());
        made.children = static_cast<place>(children.size());
        made.begin = static_cast<std::uint16_t>(begin);
        const auto& last = tokens_[here_ == 0 ? 0 : here_ - 1];
        made.end = static_cast<std::uint16_t>(last.offset + last.spelled.size());
        tree_.children.insert(tree_.children.end(), children.begin(), children.end());
        tree_.entries.push_back(made);
        return static_cast<place>(tree_.entries.size() - 1);
    }

    place add_constant(value held, std::size_t begin)
    {
        const auto made = add(op::constant, begin, std::span<const place>{});
        tree_.entries[made].word = static_cast<std::uint16_t>(tree_.constants.size());
        tree_.constants.push_back(std::move(held));
        return made;
    }

    place
    add_named(op what, std::string_view word, std::size_t begin, std::span<const place> children)
    {
        const auto made = add(what, begin, children);
        tree_.entries[made].word = static_cast<std::uint16_t>(tree_.words.size());
        tree_.words.emplace_back(word);
        return made;
    }

    place choice()
    {
        const level deeper(*this);
        const auto begin = next().offset;
        const auto first = either();
        if (!take_word("if"))
            return first;
        const auto condition = either();
        if (!take_word("else"))
            unexpected("`else`: a choice is written `this if condition else that`");
        const auto otherwise = choice();
        return add(op::choose, begin, {first, condition, otherwise});
    }

    place either()
    {
        const auto begin = next().offset;
        auto left = both();
        while (take_word("or"))
        {
            const auto right = both();
            left = add(op::or_, begin, {left, right});
        }
        return left;
    }

    place both()
    {
        const auto begin = next().offset;
        auto left = negation();
        while (take_word("and"))
        {
            const auto right = negation();
            left = add(op::and_, begin, {left, right});
        }
        return left;
    }

    place negation()
    {
        const auto begin = next().offset;
        if (!take_word("not"))
            return comparison();
        const level deeper(*this);
        const auto of = negation();
        return add(op::not_, begin, {of});
    }

    struct comparing
    {
        op what = op::constant;
        bool negated = false;
    };

    comparing take_comparison()
    {
        struct known
        {
            std::string_view sign;
            op what;
        };
        static constexpr std::array<known, 6> signs{
            {{"==", op::equal},
             {"!=", op::unequal},
             {"<", op::less},
             {"<=", op::less_equal},
             {">", op::greater},
             {">=", op::greater_equal}}};
        for (const auto& one : signs)
            if (take_sign(one.sign))
                return {one.what, false};
        if (take_word("in"))
            return {op::in, false};
        if (is_word("not") && tokens_[here_ + 1].is == token::kind::word &&
            tokens_[here_ + 1].spelled == "in")
        {
            here_ += 2;
            return {op::in, true};
        }
        return {};
    }

    place comparison()
    {
        const auto begin = next().offset;
        const auto left = sum();
        const auto how = take_comparison();
        if (how.what == op::constant)
            return left;
        const auto right = sum();
        const auto made = add(how.what, begin, {left, right});
        const auto after = next().offset;
        if (take_comparison().what != op::constant)
            fault(
                "expression-syntax", after, "two comparisons in a row",
                "join them with `and`: `0 < x and x < 10`");
        return how.negated ? add(op::not_, begin, {made}) : made;
    }

    place sum()
    {
        const auto begin = next().offset;
        auto left = product();
        while (is_sign("+") || is_sign("-"))
        {
            const auto what = is_sign("+") ? op::add : op::subtract;
            ++here_;
            const auto right = product();
            left = add(what, begin, {left, right});
        }
        return left;
    }

    place product()
    {
        const auto begin = next().offset;
        auto left = minus();
        while (is_sign("*") || is_sign("/"))
        {
            const auto what = is_sign("*") ? op::multiply : op::divide;
            ++here_;
            const auto right = minus();
            left = add(what, begin, {left, right});
        }
        return left;
    }

    place minus()
    {
        const auto begin = next().offset;
        if (!take_sign("-"))
            return part();
        const level deeper(*this);
        const auto of = minus();
        return add(op::negate, begin, {of});
    }

    // A term with what follows it: `.field`, `[place]`.
    place part()
    {
        const auto begin = next().offset;
        auto of = term();
        for (;;)
        {
            if (take_sign("."))
            {
                if (next().is != token::kind::word || is_keyword(next().spelled))
                    unexpected("the name of a field");
                const auto word = next().spelled;
                ++here_;
                of = add_named(op::field, word, begin, std::array{of});
            }
            else if (take_sign("["))
            {
                const auto where = choice();
                expect_sign("]");
                of = add(op::at, begin, {of, where});
            }
            else
                return of;
        }
    }

    place term()
    {
        const auto& first = next();
        const auto begin = first.offset;
        switch (first.is)
        {
        case token::kind::number:
            return number(first);
        case token::kind::text:
            ++here_;
            return add_constant({first.unquoted}, begin);
        case token::kind::word:
            return word(first);
        case token::kind::sign:
            if (take_sign("("))
            {
                const auto inside = choice();
                expect_sign(")");
                return inside;
            }
            if (take_sign("["))
                return add(op::list, begin, items("]"));
            [[fallthrough]];
        case token::kind::end:
            unexpected("a name, a number, a \"text\" or `(`");
        }
        unexpected("a value");
    }

    place number(const token& from)
    {
        double read = 0;
        const auto* end = from.spelled.data() + from.spelled.size();
        const auto [stopped, ec] = std::from_chars(from.spelled.data(), end, read);
        if (ec != std::errc{} || stopped != end || !std::isfinite(read))
            fault("expression-syntax", from.offset, "this number is too large");
        ++here_;
        return add_constant({read}, from.offset);
    }

    place word(const token& from)
    {
        const auto begin = from.offset;
        if (from.spelled == "true" || from.spelled == "false")
        {
            ++here_;
            return add_constant({from.spelled == "true"}, begin);
        }
        if (is_keyword(from.spelled))
            unexpected("a name, a number, a \"text\" or `(`");
        ++here_;
        if (!take_sign("("))
            return add_named(op::name, from.spelled, begin, {});
        return add_named(op::call, from.spelled, begin, items(")"));
    }

    std::vector<place> items(std::string_view closing)
    {
        std::vector<place> out;
        if (take_sign(closing))
            return out;
        do
            out.push_back(choice());
        while (take_sign(","));
        if (!take_sign(closing))
            unexpected(fmt::format("`,` or `{}`", closing));
        return out;
    }

    std::string_view text_;
    const position& at_;
    const std::vector<token>& tokens_;
    diagnostics& found_;
    syntax tree_;
    std::size_t here_ = 0;
    int depth_ = 0;
};

} // namespace

std::optional<expression>
parse_expression(std::string_view text, const position& at, diagnostics& found)
{
    if (text.size() > limits::expression_bytes)
    {
        found.push_back(
            {severity::error, "expression-syntax", at,
             fmt::format("longer than {} characters", limits::expression_bytes),
             "name a part of it with `set`"});
        return std::nullopt;
    }
    std::vector<token> tokens;
    if (!cut_tokens(text, at, tokens, found))
        return std::nullopt;
    try
    {
        expression made;
        made.root_ = std::make_shared<const syntax>(parser(text, at, tokens, found).run());
        made.source_ = std::string(text);
        made.where_ = at;
        return made;
    }
    catch (const stop&)
    {
        return std::nullopt;
    }
}

} // namespace switchback::flow
