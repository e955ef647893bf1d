// An expression in words: written back as an author would, and why a condition came out as it did.
#include "bot/core/flow/syntax.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace switchback::flow {
namespace {

// How tightly an operator binds; what stands inside a tighter one needs brackets.
enum class tightness : std::uint8_t
{
    choice,
    either,
    both,
    negation,
    comparison,
    sum,
    product,
    minus,
    part,
};

tightness tighter(tightness than) noexcept
{
    return static_cast<tightness>(static_cast<std::uint8_t>(than) + 1);
}

struct spelling
{
    std::string_view sign;
    tightness binds = tightness::part;
};

spelling spelling_of(op what) noexcept
{
    switch (what)
    {
    case op::choose:
        return {"if", tightness::choice};
    case op::or_:
        return {"or", tightness::either};
    case op::and_:
        return {"and", tightness::both};
    case op::not_:
        return {"not", tightness::negation};
    case op::equal:
        return {"==", tightness::comparison};
    case op::unequal:
        return {"!=", tightness::comparison};
    case op::less:
        return {"<", tightness::comparison};
    case op::less_equal:
        return {"<=", tightness::comparison};
    case op::greater:
        return {">", tightness::comparison};
    case op::greater_equal:
        return {">=", tightness::comparison};
    case op::in:
        return {"in", tightness::comparison};
    case op::add:
        return {"+", tightness::sum};
    case op::subtract:
        return {"-", tightness::sum};
    case op::multiply:
        return {"*", tightness::product};
    case op::divide:
        return {"/", tightness::product};
    case op::negate:
        return {"-", tightness::minus};
    default:
        return {};
    }
}

std::string quoted(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text)
    {
        if (c == '"' || c == '\\')
            out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
    return out += '"';
}

std::string print_constant(const value& held)
{
    if (const auto* yes = held.as<bool>())
        return *yes ? "true" : "false";
    if (const auto* number = held.as<double>())
    {
        // The shortest digits that read back as the same number, never with an exponent.
        auto digits = fmt::format("{}", *number);
        if (digits.find('e') != std::string::npos)
            digits = fmt::format("{:.340f}", *number);
        if (digits.find('.') != std::string::npos)
            digits.erase(std::max(digits.find_last_not_of('0') + 1, digits.find('.') + 2));
        return digits.ends_with(".0") ? digits.substr(0, digits.size() - 2) : digits;
    }
    return quoted(to_text(held));
}

class printer
{
public:
    explicit printer(const syntax& tree) : tree_(tree) {}

    std::string of(place from, tightness around = tightness::choice) const
    {
        const auto& here = tree_.entries[from];
        const auto binds = spelling_of(here.what).binds;
        auto words = plain(here, binds);
        return binds < around ? "(" + words + ")" : words;
    }

private:
    std::string plain(const entry& here, tightness binds) const
    {
        const auto [sign, tight] = spelling_of(here.what);
        switch (here.what)
        {
        case op::constant:
            return print_constant(tree_.constants[here.word]);
        case op::name:
            return tree_.words[here.word];
        case op::list:
            return "[" + all(here) + "]";
        case op::field:
            return child(here, 0, tightness::part) + "." + tree_.words[here.word];
        case op::at:
            return child(here, 0, tightness::part) + "[" + child(here, 1, tightness::choice) + "]";
        case op::call:
            return tree_.words[here.word] + "(" + all(here) + ")";
        case op::negate:
            return "-" + child(here, 0, binds);
        case op::not_:
            return "not " + child(here, 0, binds);
        case op::choose:
            return child(here, 0, tightness::either) + " if " + child(here, 1, tightness::either) +
                   " else " + child(here, 2, tightness::choice);
        default: {
            // Comparisons do not chain, so both their sides bind tighter.
            const auto left = tight == tightness::comparison ? tighter(binds) : binds;
            return fmt::format(
                "{} {} {}", child(here, 0, left), sign, child(here, 1, tighter(binds)));
        }
        }
    }

    std::string child(const entry& here, std::size_t nth, tightness around) const
    {
        return of(tree_.child(here, nth), around);
    }

    std::string all(const entry& here) const
    {
        std::vector<std::string> items;
        for (const auto one : tree_.all(here))
            items.push_back(of(one));
        return fmt::format("{}", fmt::join(items, ", "));
    }

    const syntax& tree_;
};

class reason
{
public:
    reason(const syntax& tree, std::span<const value> slots) : tree_(tree), slots_(slots) {}

    std::string of(place from) const
    {
        workspace space;
        const auto found = evaluate(tree_, from, slots_, space);
        if (!found.is_set())
            return open(from);
        return found.is_true() ? yes(from) : found.is_false() ? no(from) : print(tree_, from);
    }

private:
    // Why it is true: of an `or`, the first part that is.
    std::string yes(place from) const
    {
        const auto& here = tree_.entries[from];
        switch (here.what)
        {
        case op::not_:
            return no(tree_.child(here, 0));
        case op::and_:
            return of(tree_.child(here, 0)) + " and " + of(tree_.child(here, 1));
        case op::or_:
            return of(deciding(here, true));
        default:
            return print(tree_, from);
        }
    }

    // Why it is false: of an `and`, the first part that is.
    std::string no(place from) const
    {
        const auto& here = tree_.entries[from];
        switch (here.what)
        {
        case op::not_:
            return yes(tree_.child(here, 0));
        case op::and_:
            return of(deciding(here, false));
        case op::or_:
            return of(tree_.child(here, 0)) + " and " + of(tree_.child(here, 1));
        default:
            return opposite(from);
        }
    }

    place deciding(const entry& here, bool how) const
    {
        workspace space;
        const auto left = evaluate(tree_, tree_.child(here, 0), slots_, space);
        return left.is == seen::kind::yesno && left.yes == how ? tree_.child(here, 0)
                                                               : tree_.child(here, 1);
    }

    std::string opposite(place from) const
    {
        const auto& here = tree_.entries[from];
        static constexpr std::array<std::pair<op, std::string_view>, 6> opposites{
            {{op::equal, "!="},
             {op::unequal, "=="},
             {op::less, ">="},
             {op::less_equal, ">"},
             {op::greater, "<="},
             {op::greater_equal, "<"}}};
        const printer words(tree_);
        for (const auto& [what, sign] : opposites)
            if (here.what == what)
                return fmt::format(
                    "{} {} {}", words.of(tree_.child(here, 0), tightness::sum), sign,
                    words.of(tree_.child(here, 1), tightness::sum));
        if (here.what == op::call && tree_.words[here.word] == "is_set")
            return print(tree_, tree_.child(here, 0)) + " was skipped";
        return "not " + words.of(from, tightness::comparison);
    }

    // Which answers were missing.
    std::string open(place from) const
    {
        std::vector<std::string> missing;
        gather(from, missing);
        if (missing.empty())
            return print(tree_, from) + " has no value";
        const auto last = missing.back();
        missing.pop_back();
        if (missing.empty())
            return last + " was skipped";
        return fmt::format("{} and {} were skipped", fmt::join(missing, ", "), last);
    }

    void gather(place from, std::vector<std::string>& missing) const
    {
        const auto& here = tree_.entries[from];
        workspace space;
        const auto is_answer = [](op what) {
            return what == op::name || what == op::field || what == op::at;
        };
        if (is_answer(here.what))
        {
            // `step.what` is missing because `step` is, when it is.
            if (here.what != op::name)
            {
                const auto before = missing.size();
                gather(tree_.child(here, 0), missing);
                if (missing.size() != before)
                    return;
            }
            auto words = print(tree_, from);
            if (!evaluate(tree_, from, slots_, space).is_set() &&
                std::ranges::find(missing, words) == missing.end())
                missing.push_back(std::move(words));
            return;
        }
        // `default(x, y)` and choices have said what to do about a missing part.
        if (!evaluate(tree_, from, slots_, space).is_set())
            for (const auto child : tree_.all(here))
                gather(child, missing);
    }

    const syntax& tree_;
    std::span<const value> slots_;
};

} // namespace

std::string print(const syntax& tree, place from)
{
    return printer(tree).of(from);
}

std::string expression::plain() const
{
    return empty() ? std::string{} : print(*root_, root_->root);
}

std::string expression::explain(std::span<const value> slots) const
{
    if (empty())
        return {};
    if (!root_->bound)
        return source_;
    return reason(*root_, slots).of(root_->root);
}

} // namespace switchback::flow
