#include "bot/core/steps/call/call.hpp"

#include "bot/core/flow/agreement.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/near_miss.hpp"
#include "bot/core/flow/reading.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace switchback::steps {
namespace {

using parts = std::vector<flow::signature::part>;

const flow::signature::part* part_named(
    const parts& among, const flow::yaml_value& name, std::string_view what, flow::reading& from)
{
    const auto found = std::ranges::find(among, name.text, &flow::signature::part::name);
    if (found != among.end())
        return &*found;
    std::vector<std::string_view> names;
    for (const auto& one : among)
        names.push_back(one.name);
    from.into().error(
        flow::codes::unknown_field, name,
        fmt::format("the called flow has no `{}` in its `{}`", name.text, what),
        flow::did_you_mean(name.text, names));
    return nullptr;
}

void read_in(
    call_body& body, const flow::signature& of, const flow::yaml_value& in, flow::reading& from)
{
    if (!in.is_mapping())
        from.into().error(
            flow::codes::bad_value, in, "`in` needs the called flow's names with expressions");
    for (std::size_t i = 0; i < in.keys(); ++i)
    {
        auto value = from.value(in.value(i));
        const auto* part = part_named(of.in, in.key(i), "in", from);
        if (part == nullptr)
            continue;
        from.expect(value, part->of, fmt::format("the input `{}`", part->name));
        body.in.push_back({part->name, flow::no_slot, std::move(value)});
    }
}

void read_out(
    call_body& body, const flow::signature& of, const flow::yaml_value& out, flow::reading& from)
{
    if (!out.is_mapping())
        from.into().error(
            flow::codes::bad_value, out, "`out` needs the called flow's names with yours");
    for (std::size_t i = 0; i < out.keys(); ++i)
    {
        const auto mine = flow::word(out.value(i), "`out`", from.into());
        const auto* part = part_named(of.out, out.key(i), "out", from);
        if (part == nullptr || mine.empty())
            continue;
        const auto to = from.declare(mine, part->of, out.value(i), flow::reading::origin::asked);
        from.now_set(to, false); // the called flow may end before it gives it
        body.out.push_back({part->name, flow::no_slot, to});
    }
}

} // namespace

std::unique_ptr<flow::step_body> read_call(flow::reading& from)
{
    auto body = std::make_unique<call_body>();
    body->flow_id = flow::word(from.subject(), "`call`", from.into());
    const auto* of = from.flow_named(from.subject());
    const auto* in = from.find("in");
    const auto* out = from.find("out");
    if (of == nullptr)
        return body;
    if (in != nullptr)
        read_in(*body, *of, *in, from);
    if (out != nullptr)
        read_out(*body, *of, *out, from);
    if (!from.id().empty())
    {
        body->outcome = from.declare(
            from.id(), flow::record_of({{"outcome", {flow::type_kind::text, {}, {}, {}}, false}}),
            from.subject(), flow::reading::origin::looked_up);
        from.now_set(body->outcome, true);
    }
    flow::flow_link link{true,
                         flow::no_step,
                         body->flow_id,
                         from.into().tree().at(from.subject()),
                         &body->flow_index,
                         {},
                         {}};
    for (auto& one : body->in)
        link.in.push_back(from.given(one.name, one.from, &one.to));
    for (auto& one : body->out)
        link.out.push_back({one.name, &one.from, true, {}});
    from.links(std::move(link));
    return body;
}

void check_call(const flow::step&, flow::checking&) {}

} // namespace switchback::steps
