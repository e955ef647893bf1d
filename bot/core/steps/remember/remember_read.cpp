#include "bot/core/steps/remember/remember.hpp"

#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/near_miss.hpp"
#include "bot/core/flow/reading.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace switchback::steps {
namespace {

void read_part(
    remember_body& body, const flow::collection& into, const flow::yaml_value& name,
    const flow::yaml_value& value, flow::reading& from)
{
    const auto field = std::ranges::find(into.fields, name.text, &flow::field_type::name);
    auto read = from.value(value);
    if (field == into.fields.end())
    {
        std::vector<std::string_view> names;
        for (const auto& one : into.fields)
            names.push_back(one.name);
        from.into().error(
            flow::codes::unknown_field, name,
            fmt::format("`{}` has no field `{}`", into.name, name.text),
            flow::did_you_mean(name.text, names));
        return;
    }
    from.expect(read, field->of, fmt::format("the field `{}`", name.text));
    if (field->required)
        from.demand(read);
    body.parts.push_back({name.text, std::move(read)});
}

} // namespace

std::unique_ptr<flow::step_body> read_remember(flow::reading& from)
{
    auto body = std::make_unique<remember_body>();
    body->collection = flow::word(from.subject(), "`remember`", from.into());
    const auto* into = from.collection_named(from.subject());
    const auto* as = from.need("as");
    if (into == nullptr || as == nullptr)
        return body;
    if (!as->is_mapping())
        from.into().error(flow::codes::bad_value, *as, "`as` needs fields with expressions");
    for (std::size_t i = 0; i < as->keys(); ++i)
        read_part(*body, *into, as->key(i), as->value(i), from);
    for (const auto& field : into->fields)
        if (field.required && as->is_mapping() && as->find(field.name) == nullptr)
            from.into().error(
                flow::codes::missing_key, *as,
                fmt::format("`{}` needs the field `{}`", into->name, field.name));
    return body;
}

void check_remember(const flow::step&, flow::checking&) {}

} // namespace switchback::steps
