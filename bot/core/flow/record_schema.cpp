#include "bot/core/flow/record_schema.hpp"

#include "bot/core/flow/agreement.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/fields.hpp"
#include "bot/core/flow/near_miss.hpp"

#include <fmt/format.h>

namespace switchback::flow {
namespace {

field_type read_field(const yaml_value& name, const yaml_value& from, faults& into)
{
    field_type out;
    out.name = name.text;
    auto said = from.text;
    const auto* at = &from;
    if (from.is_mapping())
    {
        fields keys(from, fmt::format("the field `{}`", name.text), into);
        at = keys.need("type");
        said = at == nullptr ? "text" : at->text;
        if (const auto* required = keys.find("required"))
            out.required = yesno(*required, "`required`", into);
        keys.done();
    }
    else if (said.ends_with('!'))
    {
        out.required = true;
        said.pop_back();
    }
    if (!is_name(name.text))
        into.error(
            codes::bad_name, name,
            fmt::format("`{}` is no name: use lower-case letters, digits and `_`", name.text));
    const auto of = type_named(said);
    if (!of)
        into.error(
            codes::type, at == nullptr ? from : *at, fmt::format("`{}` is no type", said),
            did_you_mean(said, type_words()));
    out.of = of.value_or(type{});
    return out;
}

} // namespace

record_schema read_record_schema(const yaml_tree& from, diagnostics& found)
{
    record_schema out;
    faults into(from, found);
    fields top(from.root, "the record", into);
    const auto* collections = top.need("collections");
    top.done();
    if (collections == nullptr)
        return out;
    if (!collections->is_mapping())
        into.error(codes::bad_value, *collections, "`collections` needs names with their fields");
    for (std::size_t i = 0; i < collections->keys(); ++i)
    {
        const auto& name = collections->key(i);
        const auto& parts = collections->value(i);
        if (!is_name(name.text))
            into.error(
                codes::bad_name, name,
                fmt::format("`{}` is no name: use lower-case letters, digits and `_`", name.text));
        if (parts.keys() == 0)
            into.error(
                codes::bad_value, parts,
                fmt::format("the collection `{}` needs fields with their types", name.text));
        collection made{name.text, {}};
        for (std::size_t j = 0; j < parts.keys(); ++j)
            made.fields.push_back(read_field(parts.key(j), parts.value(j), into));
        out.push_back(std::move(made));
    }
    return out;
}

const collection* find_collection(const record_schema* in, std::string_view name)
{
    if (in != nullptr)
        for (const auto& one : *in)
            if (one.name == name)
                return &one;
    return nullptr;
}

} // namespace switchback::flow
