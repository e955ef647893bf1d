// What may have no value, and what a condition proves. A fact is a part that has a value for sure:
// an answer (by slot) or a path such as `step.what` (as printed). Facts of a part:
//   when true:     `is_set(x)` and every comparison prove what they read
//   when false:    likewise for comparisons, because an unset operand gives neither
//   when not true: false or not known, which is what leads to an `else`
#include "bot/core/flow/functions.hpp"
#include "bot/core/flow/syntax.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace switchback::flow {
namespace {

using facts = std::vector<std::string>; // sorted

facts both(const facts& a, const facts& b)
{
    facts out;
    std::ranges::set_union(a, b, std::back_inserter(out));
    return out;
}

facts shared(const facts& a, const facts& b)
{
    facts out;
    std::ranges::set_intersection(a, b, std::back_inserter(out));
    return out;
}

std::string fact_of(slot at)
{
    return fmt::format("#{}", at);
}

class proof
{
public:
    explicit proof(const syntax& tree) : tree_(tree) {}

    /// How a part is known as a fact; empty for parts that are not answers or paths.
    std::string fact(place from) const
    {
        const auto& here = tree_.entries[from];
        switch (here.what)
        {
        case op::name:
            return fact_of(here.at);
        case op::field:
        case op::at:
            return print(tree_, from);
        case op::call:
            // `first(x)` and its like; pure, so the same words mean the same value.
            return here.called->value == lacks::perhaps ? print(tree_, from) : std::string{};
        default:
            return {};
        }
    }

    /// What must have a value when this part has one.
    facts when_set(place from) const
    {
        const auto& here = tree_.entries[from];
        switch (here.what)
        {
        case op::name:
            return {fact_of(here.at)};
        case op::field:
        case op::at:
            return both({fact(from)}, of_children(here));
        case op::call:
            return when_call_set(from);
        case op::negate:
        case op::add:
        case op::subtract:
        case op::multiply:
        case op::divide:
        case op::equal:
        case op::unequal:
        case op::less:
        case op::less_equal:
        case op::greater:
        case op::greater_equal:
        case op::in:
        case op::not_:
            return of_children(here);
        default:
            return {};
        }
    }

    facts when_true(place from) const
    {
        const auto& here = tree_.entries[from];
        switch (here.what)
        {
        case op::not_:
            return when_false(child(here, 0));
        case op::and_:
            return both(when_true(child(here, 0)), when_true(child(here, 1)));
        case op::or_:
            return shared(when_true(child(here, 0)), when_true(child(here, 1)));
        case op::choose:
            return shared(
                both(when_true(child(here, 1)), when_true(child(here, 0))),
                both(when_not_true(child(here, 1)), when_true(child(here, 2))));
        case op::call:
            if (here.called->value == lacks::never)
                return when_set(child(here, 0));
            // `default(x, false)` is true only because of x.
            if (here.called->value == lacks::with_last && is_false(child(here, 1)))
                return when_true(child(here, 0));
            return when_set(from);
        default:
            return when_set(from);
        }
    }

    facts when_false(place from) const
    {
        const auto& here = tree_.entries[from];
        switch (here.what)
        {
        case op::not_:
            return when_true(child(here, 0));
        case op::and_:
            return shared(when_false(child(here, 0)), when_false(child(here, 1)));
        case op::or_:
            return both(when_false(child(here, 0)), when_false(child(here, 1)));
        case op::choose:
            return {};
        case op::call:
            if (here.called->value == lacks::never)
                return {};
            return when_set(from);
        default:
            return when_set(from);
        }
    }

    facts when_not_true(place from) const
    {
        const auto& here = tree_.entries[from];
        switch (here.what)
        {
        case op::not_:
            return always_known(child(here, 0)) ? when_true(child(here, 0)) : facts{};
        case op::and_:
            return shared(when_not_true(child(here, 0)), when_not_true(child(here, 1)));
        case op::or_:
            return both(when_not_true(child(here, 0)), when_not_true(child(here, 1)));
        default:
            return {};
        }
    }

private:
    place child(const entry& here, std::size_t nth) const { return tree_.child(here, nth); }

    bool is_false(place from) const
    {
        const auto& here = tree_.entries[from];
        return here.what == op::constant && tree_.constants[here.word] == value{false};
    }

    facts of_children(const entry& here) const
    {
        facts out;
        for (const auto one : tree_.all(here))
            out = both(out, when_set(one));
        return out;
    }

    facts when_call_set(place from) const
    {
        const auto& here = tree_.entries[from];
        switch (here.called->value)
        {
        case lacks::with_arguments:
            return of_children(here);
        case lacks::perhaps:
            return both({fact(from)}, of_children(here));
        case lacks::with_last:
            return shared(when_set(child(here, 0)), when_set(child(here, 1)));
        case lacks::never:
            break;
        }
        return {};
    }

    // Whether the part is true or false for sure, never open.
    bool always_known(place from) const
    {
        const auto& here = tree_.entries[from];
        switch (here.what)
        {
        case op::constant:
            return true;
        case op::name:
            return here.always_set;
        case op::not_:
        case op::and_:
        case op::or_:
            return std::ranges::all_of(
                tree_.all(here), [&](place one) { return always_known(one); });
        case op::call:
            return here.called->value == lacks::never;
        default:
            return false;
        }
    }

    const syntax& tree_;
};

class demand
{
public:
    demand(const expression& what, const syntax& tree, diagnostics& found)
        : what_(what), tree_(tree), proof_(tree), found_(found)
    {}

    /// Visits what the part reads; when it is `needed`, the part itself must have a value.
    void visit(place from, bool needed, const facts& known)
    {
        const auto& here = tree_.entries[from];
        switch (here.what)
        {
        case op::constant:
            return;
        case op::name:
        case op::field:
        case op::at:
            if (needed && !sure(from, known))
                require(from);
            return children(here, false, known);
        case op::call:
            return call(from, needed, known);
        case op::negate:
        case op::add:
        case op::subtract:
        case op::multiply:
            return children(here, true, known);
        case op::divide:
            return division(here, needed, known);
        case op::and_:
            decide(from, needed);
            visit(child(here, 0), false, known);
            return visit(child(here, 1), false, both(known, proof_.when_true(child(here, 0))));
        case op::or_:
            decide(from, needed);
            visit(child(here, 0), false, known);
            return visit(child(here, 1), false, both(known, proof_.when_not_true(child(here, 0))));
        case op::choose: {
            const auto condition = child(here, 1);
            visit(condition, false, known);
            visit(child(here, 0), needed, both(known, proof_.when_true(condition)));
            return visit(child(here, 2), needed, both(known, proof_.when_not_true(condition)));
        }
        case op::list:
            return children(here, false, known);
        default:
            decide(from, needed);
            return children(here, false, known);
        }
    }

private:
    place child(const entry& here, std::size_t nth) const { return tree_.child(here, nth); }

    // A condition may stay open. Where the whole is one, open counts as false; deep inside a call
    // that needs an argument it has no value, and that is rare enough to refuse.
    void decide(place from, bool needed)
    {
        if (needed)
            require(from);
    }

    void children(const entry& here, bool needed, const facts& known)
    {
        for (const auto one : tree_.all(here))
            visit(one, needed, known);
    }

    // Whether an answer or a path has a value for certain.
    bool sure(place from, const facts& known) const
    {
        const auto& here = tree_.entries[from];
        const auto fact = proof_.fact(from);
        if (!fact.empty() && std::ranges::binary_search(known, fact))
            return true;
        switch (here.what)
        {
        case op::constant:
        case op::list:
            return true;
        case op::name:
            return here.always_set;
        case op::field:
            return here.required && sure(child(here, 0), known);
        default:
            return false;
        }
    }

    void call(place from, bool needed, const facts& known)
    {
        const auto& here = tree_.entries[from];
        switch (here.called->value)
        {
        case lacks::never:
            return children(here, false, known);
        case lacks::with_last:
            visit(child(here, 0), false, known);
            return visit(child(here, 1), needed, known);
        case lacks::perhaps:
            if (needed && !finds(here))
            {
                if (!sure(from, known))
                    require(from);
                return children(here, false, known);
            }
            [[fallthrough]];
        case lacks::with_arguments:
            return children(here, needed, known);
        }
    }

    // `max(a, b)` of numbers always finds one; `max(list)` does not.
    static bool finds(const entry& here) noexcept
    {
        return here.children > 1 && here.called->result == gives::number;
    }

    void division(const entry& here, bool needed, const facts& known)
    {
        children(here, true, known);
        const auto& by = tree_.entries[child(here, 1)];
        const auto& digits = by.what == op::negate ? tree_.entries[child(by, 0)] : by;
        const bool never_zero =
            digits.what == op::constant && !(tree_.constants[digits.word] == value{0.0});
        if (needed && !never_zero)
            fault(
                by, fmt::format("`{}` may be zero, and then this has no value", words(by)),
                fmt::format("write `default({}, ...)`", words(here)));
    }

    void require(place from)
    {
        const auto& here = tree_.entries[from];
        const auto why = here.what == op::name                           ? "may have been skipped"
                         : here.what == op::field || here.what == op::at ? "may be empty"
                         : here.what == op::call                         ? "may find nothing"
                                                                         : "may stay open";
        fault(
            here, fmt::format("`{}` {}, and a value is needed here", words(here), why),
            fmt::format(
                "write `default({0}, ...)`, or stand inside `if: is_set({0})`", words(here)));
    }

    std::string words(const entry& of) const
    {
        return what_.source().substr(of.begin, of.end - of.begin);
    }

    void fault(const entry& at, std::string message, std::string suggestion)
    {
        found_.push_back(
            {severity::error, "unset", position_in(what_.source(), at.begin, what_.where()),
             std::move(message), std::move(suggestion)});
    }

    const expression& what_;
    const syntax& tree_;
    proof proof_;
    diagnostics& found_;
};

std::vector<slot> slots_of(const facts& known)
{
    std::vector<slot> out;
    for (const auto& one : known)
        if (one.starts_with('#'))
            out.push_back(static_cast<slot>(std::stoul(one.substr(1))));
    std::ranges::sort(out);
    return out;
}

} // namespace

void demand_set(const expression& what, const binding& where, diagnostics& found)
{
    if (what.empty() || !what.root_->bound)
        return;
    facts known;
    for (const auto one : where.known_set)
        known.push_back(fact_of(one));
    std::ranges::sort(known);
    const auto& tree = *what.root_;
    demand(what, tree, found).visit(tree.root, !tree.settles, known);
}

std::vector<slot> expression::proves_set() const
{
    if (empty() || !root_->bound)
        return {};
    return slots_of(proof(*root_).when_true(root_->root));
}

std::vector<slot> expression::proves_set_otherwise() const
{
    if (empty() || !root_->bound)
        return {};
    return slots_of(proof(*root_).when_not_true(root_->root));
}

} // namespace switchback::flow
