// Names to slots, and types: the checker of expressions. After a fault a part is of type `any`,
// which agrees with everything, so that one fault gives one message.
#include "bot/core/flow/functions.hpp"
#include "bot/core/flow/near_miss.hpp"
#include "bot/core/flow/syntax.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace switchback::flow {
namespace {

type just(type_kind kind)
{
    type out;
    out.kind = kind;
    return out;
}

type list_of(type element)
{
    type out;
    out.kind = type_kind::list;
    out.element = std::make_shared<const type>(std::move(element));
    return out;
}

bool is_any(const type& one) noexcept
{
    return one.kind == type_kind::any;
}
bool is_textual(const type& one) noexcept
{
    return one.kind == type_kind::text || one.kind == type_kind::one;
}
bool is_list(const type& one) noexcept
{
    return one.kind == type_kind::list || one.kind == type_kind::many;
}
// Said in words where a text may stand instead; yes/no is not, so that a condition stays one.
bool has_words(const type& one) noexcept
{
    return is_textual(one) || one.kind == type_kind::number || one.kind == type_kind::date ||
           one.kind == type_kind::time;
}

type element_of(const type& one)
{
    if (one.kind == type_kind::many)
    {
        auto out = just(type_kind::one);
        out.options = one.options;
        return out;
    }
    return one.kind == type_kind::list && one.element ? *one.element : type{};
}

bool alike(const type& a, const type& b)
{
    if (is_any(a) || is_any(b))
        return true;
    if (is_textual(a) && is_textual(b))
        return true;
    if (is_list(a) && is_list(b))
        return alike(element_of(a), element_of(b));
    return a.kind == b.kind;
}

class checker
{
public:
    checker(
        syntax& tree, const std::string& source, const position& at, const binding& where,
        diagnostics& found, std::vector<slot>& reads)
        : tree_(tree), source_(source), at_(at), where_(where), found_(found), reads_(reads)
    {}

    type judge(place from, const type* beside = nullptr)
    {
        auto& here = tree_.entries[from];
        switch (here.what)
        {
        case op::constant:
            return constant(here);
        case op::name:
            return name(here, beside);
        case op::list:
            return items(here, beside);
        case op::field:
            return field(here);
        case op::at:
            return item_at(here);
        case op::call:
            return call(here);
        case op::negate:
            need_number(tree_.child(here, 0), "`-` needs a number");
            return just(type_kind::number);
        case op::add:
        case op::subtract:
        case op::multiply:
        case op::divide:
            return arithmetic(here);
        case op::equal:
        case op::unequal:
            return comparison(here);
        case op::less:
        case op::less_equal:
        case op::greater:
        case op::greater_equal:
            return ordering(here);
        case op::in:
            return membership(here);
        case op::not_:
        case op::and_:
        case op::or_:
            for (const auto child : tree_.all(here))
                need_yesno(child);
            return just(type_kind::yesno);
        case op::choose:
            return choice(here);
        }
        return {};
    }

    /// Whether "not known" counts as false for the whole: a condition, not an answer handed on.
    bool settles(place from) const
    {
        const auto& here = tree_.entries[from];
        switch (here.what)
        {
        case op::call:
            if (here.called->value == lacks::with_last)
                return settles(tree_.child(here, 1));
            return here.called->result == gives::yesno;
        case op::choose:
            return settles(tree_.child(here, 0)) || settles(tree_.child(here, 2));
        case op::equal:
        case op::unequal:
        case op::less:
        case op::less_equal:
        case op::greater:
        case op::greater_equal:
        case op::in:
        case op::not_:
        case op::and_:
        case op::or_:
            return true;
        default:
            return false;
        }
    }

private:
    type
    fault(std::size_t offset, std::string code, std::string message, std::string suggestion = {})
    {
        // A literal may be judged once with its list and once with what the list is compared with.
        const auto where = position_in(source_, offset, at_);
        const auto told =
            std::ranges::any_of(std::span(found_).subspan(before_), [&](const diagnostic& one) {
                return one.code == code && one.at.line == where.line &&
                       one.at.column == where.column && one.message == message;
            });
        if (!told)
            found_.push_back(
                {severity::error, std::move(code), where, std::move(message),
                 std::move(suggestion)});
        return {};
    }

    std::string_view spelled(place from) const
    {
        const auto& here = tree_.entries[from];
        return std::string_view(source_).substr(here.begin, here.end - here.begin);
    }

    type constant(const entry& here) const
    {
        switch (static_cast<seen::kind>(tree_.constants[here.word].held.index()))
        {
        case seen::kind::yesno:
            return just(type_kind::yesno);
        case seen::kind::number:
            return just(type_kind::number);
        case seen::kind::date:
            return just(type_kind::date);
        case seen::kind::time:
            return just(type_kind::time);
        default:
            return just(type_kind::text);
        }
    }

    type name(entry& here, const type* beside)
    {
        const std::string_view word = tree_.words[here.word];
        const auto* known = where_.names == nullptr ? nullptr : where_.names->find(word);
        if (known != nullptr)
        {
            here.at = known->at;
            here.always_set = known->always_set;
            reads_.push_back(known->at);
            return known->of;
        }
        // `size == big`: the option was meant, and lacks its quotes.
        const bool option = beside != nullptr && std::ranges::count(beside->options, word) > 0;
        if (option)
            return fault(
                here.begin, "unknown-name", fmt::format("there is no answer named `{}`", word),
                fmt::format("did you mean the option `\"{}\"`?", word));
        const auto names =
            where_.names == nullptr ? std::vector<std::string_view>{} : where_.names->names();
        return fault(
            here.begin, "unknown-name", fmt::format("there is no answer named `{}`", word),
            did_you_mean(word, names));
    }

    type items(const entry& here, const type* beside)
    {
        const auto expected = beside == nullptr ? type{} : element_of(*beside);
        type of;
        bool first = true;
        for (const auto child : tree_.all(here))
        {
            auto item = judge(child, beside == nullptr ? nullptr : &expected);
            if (beside != nullptr && adapt(child, expected))
                item = expected;
            if (first || is_any(of))
                of = std::move(item);
            else if (!alike(of, item))
                return fault(
                    tree_.entries[child].begin, "type",
                    fmt::format(
                        "the items of a list are alike: `{}` is {}, the first is {}",
                        spelled(child), to_text(item), to_text(of)));
            else if (of.kind == type_kind::one)
                of = just(type_kind::text);
            first = false;
        }
        return list_of(std::move(of));
    }

    type field(entry& here)
    {
        const auto child = tree_.child(here, 0);
        const auto of = judge(child);
        const std::string_view word = tree_.words[here.word];
        const auto one = is_list(of) ? element_of(of) : of;
        here.required = is_list(of); // the list of that field is there when the list is
        if (is_any(one) || (one.kind == type_kind::record && one.fields.empty()))
            return {};
        const auto offset = here.end - word.size();
        if (one.kind != type_kind::record)
            return fault(
                offset, "type",
                fmt::format(
                    "`{}` is {} and has no fields, so not `{}`", spelled(child), to_text(of),
                    word));
        std::vector<std::string_view> names;
        for (const auto& each : one.fields)
        {
            if (each.name == word)
            {
                here.required = here.required || each.required;
                return is_list(of) ? list_of(each.of) : each.of;
            }
            names.push_back(each.name);
        }
        return fault(
            offset, "unknown-name", fmt::format("`{}` has no field `{}`", spelled(child), word),
            did_you_mean(word, names));
    }

    type item_at(const entry& here)
    {
        const auto child = tree_.child(here, 0);
        const auto of = judge(child);
        need_number(tree_.child(here, 1), "a place in a list is a number, counted from 0");
        if (is_any(of))
            return {};
        if (!is_list(of))
            return fault(
                here.begin, "type",
                fmt::format("`{}` is {}, not a list", spelled(child), to_text(of)));
        return element_of(of);
    }

    void need_number(place from, std::string_view why)
    {
        const auto of = judge(from);
        if (!is_any(of) && of.kind != type_kind::number)
            fault(
                tree_.entries[from].begin, "type",
                fmt::format("{}; `{}` is {}", why, spelled(from), to_text(of)));
    }

    void need_yesno(place from)
    {
        const auto of = judge(from);
        if (is_any(of) || of.kind == type_kind::yesno)
            return;
        fault(
            tree_.entries[from].begin, "type",
            fmt::format("a condition is yes or no; `{}` is {}", spelled(from), to_text(of)),
            fmt::format("compare it, or write `is_set({})`", spelled(from)));
    }

    type arithmetic(const entry& here)
    {
        const auto left = tree_.child(here, 0);
        const auto right = tree_.child(here, 1);
        const auto a = judge(left);
        const auto b = judge(right);
        if (here.what == op::add && is_textual(a) && is_textual(b))
            return just(type_kind::text);
        if (here.what == op::add && (is_textual(a) || is_textual(b)) && !is_any(a) && !is_any(b))
            return fault(
                here.begin, "type",
                fmt::format(
                    "`+` joins two texts or adds two numbers; here it has {} and {}", to_text(a),
                    to_text(b)),
                "in a sentence, write each in a {hole} of its own");
        for (const auto& [of, at] : {std::pair{&a, left}, std::pair{&b, right}})
            if (!is_any(*of) && of->kind != type_kind::number)
                return fault(
                    tree_.entries[at].begin, "type",
                    fmt::format("arithmetic needs numbers; `{}` is {}", spelled(at), to_text(*of)),
                    of->kind == type_kind::date ? "days_between(a, b) counts days" : "");
        if (here.what == op::add && (is_any(a) || is_any(b)))
            return {};
        return just(type_kind::number);
    }

    // Judges both sides, a literal in the light of the other side.
    std::pair<type, type> both(const entry& here)
    {
        const auto left = tree_.child(here, 0);
        const auto right = tree_.child(here, 1);
        auto a = judge(left);
        auto b = judge(right, &a);
        if (adapt(right, a))
            b = a;
        else if (adapt(left, b))
            a = b;
        return {std::move(a), std::move(b)};
    }

    type comparison(const entry& here)
    {
        const auto [a, b] = both(here);
        if (!alike(a, b))
            unlike(here, a, b);
        return just(type_kind::yesno);
    }

    void unlike(const entry& here, const type& a, const type& b)
    {
        const auto left = tree_.child(here, 0);
        const auto right = tree_.child(here, 1);
        std::string suggestion;
        if (a.kind == type_kind::yesno)
            suggestion = "compare with true or false, or use it alone";
        else if (a.kind == type_kind::many && is_textual(b))
            suggestion = fmt::format("did you mean `{} in {}`?", spelled(right), spelled(left));
        fault(
            here.begin, "type",
            fmt::format(
                "`{}` is {}, `{}` is {}: they are never equal", spelled(left), to_text(a),
                spelled(right), to_text(b)),
            std::move(suggestion));
    }

    type ordering(const entry& here)
    {
        const auto [a, b] = both(here);
        const auto orders = [](const type& of) {
            return of.kind == type_kind::number || of.kind == type_kind::text ||
                   of.kind == type_kind::date || of.kind == type_kind::time || is_any(of);
        };
        for (const auto& [of, nth] : {std::pair{&a, 0}, std::pair{&b, 1}})
            if (!orders(*of))
            {
                const auto at = tree_.child(here, static_cast<std::size_t>(nth));
                fault(
                    tree_.entries[at].begin, "type",
                    fmt::format(
                        "`{}` is {}, which has no order; compare it with == or in", spelled(at),
                        to_text(*of)));
                return just(type_kind::yesno);
            }
        if (!alike(a, b))
            fault(
                here.begin, "type",
                fmt::format("{} and {} cannot be compared", to_text(a), to_text(b)));
        return just(type_kind::yesno);
    }

    type membership(const entry& here)
    {
        const auto left = tree_.child(here, 0);
        const auto right = tree_.child(here, 1);
        auto item = judge(left);
        const auto as_list = is_any(item) ? type{} : list_of(item);
        const auto of = judge(right, is_any(item) ? nullptr : &as_list);
        if (is_any(of))
            return just(type_kind::yesno);
        if (!is_list(of))
        {
            fault(
                tree_.entries[right].begin, "type",
                fmt::format("`in` needs a list; `{}` is {}", spelled(right), to_text(of)),
                is_textual(of)
                    ? fmt::format("did you mean `contains({}, {})`?", spelled(right), spelled(left))
                    : "");
            return just(type_kind::yesno);
        }
        const auto element = element_of(of);
        if (adapt(left, element))
            item = element;
        if (!alike(item, element))
            fault(
                here.begin, "type",
                fmt::format(
                    "`{}` is {}, which {} never holds", spelled(left), to_text(item), to_text(of)));
        return just(type_kind::yesno);
    }

    type choice(entry& here)
    {
        const auto first = tree_.child(here, 0);
        const auto otherwise = tree_.child(here, 2);
        auto a = judge(first);
        need_yesno(tree_.child(here, 1));
        auto b = judge(otherwise, &a);
        return agree(here, first, std::move(a), otherwise, std::move(b));
    }

    // The one type of two alternatives: a text beside another plain answer is said in words.
    type agree(entry& here, place left, type a, place right, type b)
    {
        if (is_any(a) || is_any(b))
            return {};
        if (is_date_or_time(a) && adapt(right, a, false))
            return a;
        if (is_date_or_time(b) && adapt(left, b, false))
            return b;
        if (a.kind == type_kind::one && b.kind == type_kind::one && a.options == b.options)
            return a;
        if (a.kind == type_kind::one && is_option(right, a))
            return a;
        if (is_textual(a) && is_textual(b))
            return just(type_kind::text);
        if (is_list(a) && is_list(b) && alike(a, b))
            return a.kind == type_kind::many && b.kind == type_kind::many
                       ? a
                       : list_of(is_any(element_of(a)) ? element_of(b) : element_of(a));
        if (a.kind == b.kind)
            return a;
        if ((is_textual(a) && has_words(b)) || (is_textual(b) && has_words(a)))
        {
            here.as_text = true;
            return just(type_kind::text);
        }
        return fault(
            tree_.entries[right].begin, "type",
            fmt::format(
                "`{}` is {} but `{}` is {}: one or the other must have one type", spelled(left),
                to_text(a), spelled(right), to_text(b)));
    }

    static bool is_date_or_time(const type& of) noexcept
    {
        return of.kind == type_kind::date || of.kind == type_kind::time;
    }

    bool is_option(place from, const type& of) const
    {
        const auto* text = literal(from);
        return text != nullptr && std::ranges::count(of.options, *text) > 0;
    }

    const std::string* literal(place from) const
    {
        const auto& here = tree_.entries[from];
        return here.what == op::constant ? tree_.constants[here.word].as<std::string>() : nullptr;
    }

    // Reads a quoted literal as what it is compared with: an option, a date or a time. True when
    // the part is of that type from now on, or was refused in a way already told.
    bool adapt(place from, const type& expected, bool strict = true)
    {
        const auto& here = tree_.entries[from];
        if (here.what == op::list && is_list(expected))
        {
            bool all = here.children > 0;
            const auto element = element_of(expected);
            for (const auto child : tree_.all(here))
                all = adapt(child, element, strict) && all;
            return all;
        }
        const auto* text = literal(from);
        if (text == nullptr)
            return false;
        if (expected.kind == type_kind::one)
            return adapt_option(here, *text, expected);
        value read;
        if (date day; expected.kind == type_kind::date && parse_iso(*text, day))
            read = {day};
        else if (time_of_day time; expected.kind == type_kind::time && parse_iso(*text, time))
            read = {time};
        if (read.is_set())
        {
            tree_.constants[here.word] = std::move(read);
            return true;
        }
        if (!strict || !is_date_or_time(expected))
            return false;
        fault(
            here.begin, "type",
            expected.kind == type_kind::date ? fmt::format("\"{}\" is not a day", *text)
                                             : fmt::format("\"{}\" is not a time of day", *text),
            expected.kind == type_kind::date ? "write it as \"2026-01-31\""
                                             : "write it as \"18:30\"");
        return true;
    }

    bool adapt_option(const entry& here, const std::string& text, const type& expected)
    {
        if (std::ranges::count(expected.options, text) > 0)
            return true;
        const std::vector<std::string_view> known(expected.options.begin(), expected.options.end());
        fault(
            here.begin, "type",
            fmt::format("\"{}\" is not an option here; it is {}", text, to_text(expected)),
            did_you_mean(text, known));
        return true;
    }

    type call(entry& here)
    {
        const std::string_view word = tree_.words[here.word];
        here.called = find_function(word);
        if (here.called == nullptr)
        {
            std::vector<std::string_view> names;
            for (const auto& one : functions())
                names.push_back(one.name);
            return fault(
                here.begin, "unknown-function", fmt::format("there is no function `{}`", word),
                did_you_mean(word, names));
        }
        if (here.children < here.called->least || here.children > here.called->most)
            return fault(
                here.begin, "wrong-arguments",
                fmt::format("`{}` has {} arguments here", word, here.children),
                fmt::format("write {}", here.called->form));
        return arguments(here);
    }

    type arguments(entry& here)
    {
        const auto& called = *here.called;
        type first;
        type result;
        for (std::size_t i = 0; i < here.children; ++i)
        {
            const auto child = tree_.child(here, i);
            const auto wanted = called.arguments[std::min<std::size_t>(i, 1)];
            auto of = i == 0 ? judge(child) : argument_beside(child, wanted, first);
            if (wanted == takes::day && adapt(child, just(type_kind::date)))
                of = just(type_kind::date);
            const bool second_list = wanted == takes::numbers && here.children > 1 && is_list(of);
            if (second_list || !suits(wanted, of, first))
                return fault(
                    tree_.entries[child].begin, "wrong-arguments",
                    fmt::format(
                        "`{}` takes {}; `{}` is {}", called.name, called.form, spelled(child),
                        to_text(of)));
            if (wanted == takes::same)
                result = agree(here, tree_.child(here, 0), first, child, std::move(of));
            else if (i == 0)
                first = std::move(of);
        }
        return given_by(called, first, std::move(result));
    }

    type argument_beside(place child, takes wanted, const type& first)
    {
        if (wanted == takes::same)
            return judge(child, &first);
        if (wanted != takes::item || !is_list(first))
            return judge(child);
        const auto element = element_of(first);
        auto of = judge(child, &element);
        return adapt(child, element) ? element : of;
    }

    static bool suits(takes wanted, const type& of, const type& first)
    {
        if (is_any(of))
            return true;
        switch (wanted)
        {
        case takes::nothing:
            return false;
        case takes::anything:
        case takes::same:
            return true;
        case takes::number:
            return of.kind == type_kind::number;
        case takes::text:
            return is_textual(of);
        case takes::day:
            return of.kind == type_kind::date;
        case takes::list:
            return is_list(of);
        case takes::yesno_list:
            return is_list(of) && alike(element_of(of), just(type_kind::yesno));
        case takes::numbers:
            return of.kind == type_kind::number ||
                   (is_list(of) && alike(element_of(of), just(type_kind::number)));
        case takes::list_or_text:
            return is_list(of) || is_textual(of);
        case takes::item:
            if (is_any(first))
                return true;
            return is_list(first) ? alike(of, element_of(first)) : is_textual(of);
        }
        return false;
    }

    static type given_by(const function& called, const type& first, type agreed)
    {
        switch (called.result)
        {
        case gives::yesno:
            return just(type_kind::yesno);
        case gives::number:
            return just(type_kind::number);
        case gives::text:
            return just(type_kind::text);
        case gives::texts:
            return list_of(just(type_kind::text));
        case gives::item:
            return element_of(first);
        case gives::same:
            return agreed;
        }
        return {};
    }

    syntax& tree_;
    const std::string& source_;
    const position& at_;
    const binding& where_;
    diagnostics& found_;
    std::size_t before_ = found_.size(); // what others found is theirs
    std::vector<slot>& reads_;
};

} // namespace

bool bind(expression& what, const binding& where, diagnostics& found)
{
    if (what.empty())
        return true;
    const auto before = found.size();
    auto tree = std::make_shared<syntax>(*what.root_);
    std::vector<slot> reads;
    checker check(*tree, what.source_, what.where_, where, found, reads);
    what.result_ = check.judge(tree->root);
    std::ranges::sort(reads);
    const auto doubled = std::ranges::unique(reads);
    reads.erase(doubled.begin(), doubled.end());
    what.reads_ = std::move(reads);
    tree->bound = found.size() == before;
    tree->settles = tree->bound && check.settles(tree->root);
    what.root_ = std::move(tree);
    return found.size() == before;
}

} // namespace switchback::flow
