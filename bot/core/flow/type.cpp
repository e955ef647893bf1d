#include "bot/core/flow/type.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace switchback::flow {

std::string to_text(const type& from)
{
    switch (from.kind)
    {
    case type_kind::any:
        return "anything";
    case type_kind::yesno:
        return "yes or no";
    case type_kind::number:
        return "a number";
    case type_kind::text:
        return "text";
    case type_kind::one:
        return fmt::format("one of {}", fmt::join(from.options, ", "));
    case type_kind::many:
        return fmt::format("several of {}", fmt::join(from.options, ", "));
    case type_kind::date:
        return "a date";
    case type_kind::time:
        return "a time";
    case type_kind::list:
        if (!from.element || from.element->kind == type_kind::any)
            return "a list";
        return fmt::format("a list of {}", to_text(*from.element));
    case type_kind::record:
        return "a record";
    }
    return "anything";
}

bool scope::declare(symbol added)
{
    for (const auto& one : own_)
        if (one.name == added.name)
            return false;
    own_.push_back(std::move(added));
    return true;
}

const symbol* scope::find(std::string_view name) const noexcept
{
    for (const scope* here = this; here != nullptr; here = here->outer_)
        for (const auto& one : here->own_)
            if (one.name == name)
                return &one;
    return nullptr;
}

std::vector<std::string_view> scope::names() const
{
    std::vector<std::string_view> out;
    for (const scope* here = this; here != nullptr; here = here->outer_)
        for (const auto& one : here->own_)
            out.push_back(one.name);
    return out;
}

} // namespace switchback::flow
