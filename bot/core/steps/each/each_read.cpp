#include "bot/core/steps/each/each.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/flow/agreement.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/reading.hpp"

#include <fmt/format.h>

namespace switchback::steps {
namespace {

using flow::type;
using flow::type_kind;

type item_of(const flow::expression& list, flow::reading& from)
{
    from.expect(list, {type_kind::list, {}, {}, {}}, "`of`");
    const auto& found = list.result();
    if (found.kind == type_kind::many)
        return {type_kind::one, found.options, {}, {}};
    return found.kind == type_kind::list && found.element ? *found.element : type{};
}

void read_max(each_body& body, flow::reading& from)
{
    const auto* max = from.find("max");
    if (max != nullptr)
        body.max =
            flow::whole(*max, "`max`", 1, limits::each_max, from.into(), flow::codes::unbounded);
    else
        from.into().error(
            flow::codes::unbounded, from.subject(), "`each` needs `max`",
            fmt::format("add `max: 3`; {} is the most", limits::each_max));
}

/// The list is named by the subject; inside the loop it is already there, as far as gathered.
void read_gathering(each_body& body, const std::string& name, flow::reading& from)
{
    const auto& at = from.subject();
    body.name =
        from.declare(name, flow::list_of(flow::record_of({})), at, flow::reading::origin::asked);
    if (const auto* more = from.find("more"))
        body.more = from.sentence(*more);
    if (const auto* steps = from.need("steps"))
    {
        auto looped = from.loop(*steps, {}, {});
        body.inside = std::move(looped.inside);
        std::vector<flow::field_type> parts;
        for (const auto& one : looped.names)
        {
            parts.push_back({one.name, one.of, false});
            body.parts.push_back({one.name, one.at});
        }
        from.retype(name, flow::list_of(flow::record_of(std::move(parts))));
    }
    from.now_set(body.name, true);
}

void read_walking(
    each_body& body, const std::string& name, const flow::yaml_value& of, flow::reading& from)
{
    body.gathers = false;
    body.of = from.value(of);
    body.name = from.hidden(name);
    const auto* steps = from.need("steps");
    if (steps == nullptr)
        return;
    auto looped = from.loop(
        *steps, body.of,
        {name, body.name, item_of(body.of, from), from.into().tree().at(from.subject()), true});
    body.inside = std::move(looped.inside);
    for (const auto& one : looped.names)
        body.parts.push_back({one.name, one.at});
}

} // namespace

std::unique_ptr<flow::step_body> read_each(flow::reading& from)
{
    auto body = std::make_unique<each_body>();
    const auto name = flow::word(from.subject(), "`each`", from.into());
    read_max(*body, from);
    if (const auto* of = from.find("of"))
        read_walking(*body, name, *of, from);
    else
        read_gathering(*body, name, from);
    return body;
}

void check_each(const flow::step&, flow::checking&) {}

} // namespace switchback::steps
