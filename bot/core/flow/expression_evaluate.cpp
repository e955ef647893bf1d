// What an expression is worth. Everything here is total: a value of the wrong kind (stored by an
// older flow), a place outside a list, a division by zero are unset, never a fault.
#include "bot/core/flow/functions.hpp"
#include "bot/core/flow/syntax.hpp"

#include <array>
#include <cmath>

namespace switchback::flow {
namespace {

seen ordered(op how, auto a, auto b) noexcept
{
    switch (how)
    {
    case op::less:
        return seen::of(a < b);
    case op::less_equal:
        return seen::of(a <= b);
    case op::greater:
        return seen::of(a > b);
    default:
        return seen::of(a >= b);
    }
}

seen order(op how, const seen& a, const seen& b) noexcept
{
    if (a.is != b.is)
        return {};
    switch (a.is)
    {
    case seen::kind::number:
        return ordered(how, a.number, b.number);
    case seen::kind::text:
        return ordered(how, a.text, b.text);
    case seen::kind::date:
    case seen::kind::time:
        return ordered(how, a.count, b.count);
    default:
        return {};
    }
}

// The everyday case of `equal`, an option or a number, without a call.
seen same(const seen& a, const seen& b) noexcept
{
    if (a.is == seen::kind::text && b.is == seen::kind::text)
        return seen::of(a.text == b.text);
    if (a.is == seen::kind::number && b.is == seen::kind::number)
        return seen::of(a.number == b.number);
    return equal(a, b);
}

seen negate(const seen& condition) noexcept
{
    return condition.is == seen::kind::yesno ? seen::of(!condition.yes) : seen{};
}

seen calculate(op how, const seen& a, const seen& b, workspace& space)
{
    if (how == op::add && a.is == seen::kind::text && b.is == seen::kind::text)
    {
        std::string both;
        both.reserve(a.text.size() + b.text.size());
        both.append(a.text).append(b.text);
        return space.keep(std::move(both));
    }
    if (a.is != seen::kind::number || b.is != seen::kind::number)
        return {};
    switch (how)
    {
    case op::add:
        return seen::of(a.number + b.number);
    case op::subtract:
        return seen::of(a.number - b.number);
    case op::multiply:
        return seen::of(a.number * b.number);
    default:
        return b.number == 0 ? seen{} : seen::of(a.number / b.number);
    }
}

// `list.field` is the list of that field; an item without it stays as an unset item, so that
// places keep their meaning.
seen field_of(const seen& from, std::string_view name, workspace& space)
{
    if (from.is == seen::kind::record)
    {
        const auto* held = find(*from.fields, name);
        return held == nullptr ? seen{} : seen::of(*held);
    }
    if (from.is != seen::kind::list)
        return {};
    list out;
    for (const auto& item : *from.items)
    {
        if (out.size() == limits::expression_list_items)
            break;
        const auto* fields = item.as<record>();
        const auto* held = fields == nullptr ? nullptr : find(*fields, name);
        out.push_back(held == nullptr ? value{} : space.copy(*held));
    }
    return space.keep(value{std::move(out)});
}

seen item_at(const seen& from, const seen& where) noexcept
{
    if (from.is != seen::kind::list || where.is != seen::kind::number)
        return {};
    const auto size = static_cast<double>(from.items->size());
    if (where.number < 0 || where.number >= size || where.number != std::floor(where.number))
        return {};
    return seen::of((*from.items)[static_cast<std::size_t>(where.number)]);
}

seen in_words(const seen& from, workspace& space)
{
    if (!from.is_set() || from.is == seen::kind::text)
        return from;
    return space.keep(to_text(space.copy(from)));
}

class evaluation
{
public:
    evaluation(const syntax& tree, std::span<const value> slots, workspace& space) noexcept
        : tree_(tree), slots_(slots), space_(space)
    {}

    seen of(place from) const
    {
        const auto& here = tree_.entries[from];
        switch (here.what)
        {
        case op::constant:
            return seen::of(tree_.constants[here.word]);
        case op::name:
            return here.at < slots_.size() ? seen::of(slots_[here.at]) : seen{};
        case op::list:
            return list_of(here);
        case op::field:
            return field_of(first(here), tree_.words[here.word], space_);
        case op::at:
            return item_at(first(here), second(here));
        case op::call:
            return call(here);
        case op::negate: {
            const auto number = first(here);
            return number.is == seen::kind::number ? seen::of(-number.number) : seen{};
        }
        case op::add:
        case op::subtract:
        case op::multiply:
        case op::divide:
            return calculate(here.what, first(here), second(here), space_);
        case op::equal:
            return same(first(here), second(here));
        case op::unequal:
            return negate(same(first(here), second(here)));
        case op::less:
        case op::less_equal:
        case op::greater:
        case op::greater_equal:
            return order(here.what, first(here), second(here));
        case op::in: {
            const auto items = second(here);
            return items.is == seen::kind::list ? holds_item(*items.items, first(here)) : seen{};
        }
        case op::not_:
            return negate(first(here));
        case op::and_:
            return join(here, false);
        case op::or_:
            return join(here, true);
        case op::choose: {
            const auto chosen = of(tree_.child(here, second(here).is_true() ? 0 : 2));
            return here.as_text ? in_words(chosen, space_) : chosen;
        }
        }
        return {};
    }

private:
    seen first(const entry& here) const { return of(tree_.child(here, 0)); }
    seen second(const entry& here) const { return of(tree_.child(here, 1)); }

    // Kleene's and/or: one side may decide alone, whatever the other one lacks.
    seen join(const entry& here, bool decides) const
    {
        const auto left = first(here);
        if (left.is == seen::kind::yesno && left.yes == decides)
            return left;
        const auto right = second(here);
        if (right.is == seen::kind::yesno && right.yes == decides)
            return right;
        const bool both = left.is == seen::kind::yesno && right.is == seen::kind::yesno;
        return both ? seen::of(!decides) : seen{};
    }

    seen list_of(const entry& here) const
    {
        list out;
        out.reserve(here.children);
        for (const auto item : tree_.all(here))
            out.push_back(space_.copy(of(item)));
        return space_.keep(value{std::move(out)});
    }

    seen call(const entry& here) const
    {
        std::array<seen, limits::expression_arguments> given;
        std::size_t count = 0;
        for (const auto argument : tree_.all(here))
            given[count++] = of(argument);
        const auto result = here.called->run({given.data(), count}, space_);
        return here.as_text ? in_words(result, space_) : result;
    }

    const syntax& tree_;
    std::span<const value> slots_;
    workspace& space_;
};

bool is_bound(const syntax* tree) noexcept
{
    return tree != nullptr && tree->bound;
}

} // namespace

seen evaluate(const syntax& tree, place from, std::span<const value> slots, workspace& space)
{
    return evaluation(tree, slots, space).of(from);
}

value expression::evaluate(std::span<const value> slots) const
{
    if (!is_bound(root_.get()))
        return {};
    workspace space;
    const auto result = flow::evaluate(*root_, root_->root, slots, space);
    if (!result.is_set() && root_->settles)
        return {false};
    return space.copy(result);
}

bool expression::holds(std::span<const value> slots) const
{
    if (!is_bound(root_.get()))
        return false;
    workspace space;
    return flow::evaluate(*root_, root_->root, slots, space).is_true();
}

void expression::append_to(std::string& out, std::span<const value> slots) const
{
    if (!is_bound(root_.get()))
        return;
    workspace space;
    const auto result = flow::evaluate(*root_, root_->root, slots, space);
    if (result.is == seen::kind::text)
        out += result.text;
    else if (result.is_set() || root_->settles)
        out += to_text(result.is_set() ? space.copy(result) : value{false});
}

} // namespace switchback::flow
