#include "bot/core/steps/remind/remind.hpp"

#include "bot/core/flow/agreement.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/near_miss.hpp"
#include "bot/core/flow/reading.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace switchback::steps {
namespace {

void read_with(
    remind_body& body, const flow::signature& of, const flow::yaml_value& with, flow::reading& from)
{
    if (!with.is_mapping())
        from.into().error(
            flow::codes::bad_value, with, "`with` needs the flow's inputs with expressions");
    for (std::size_t i = 0; i < with.keys(); ++i)
    {
        const auto& name = with.key(i);
        auto value = from.value(with.value(i));
        const auto part = std::ranges::find(of.in, name.text, &flow::signature::part::name);
        if (part == of.in.end())
        {
            std::vector<std::string_view> names;
            for (const auto& one : of.in)
                names.push_back(one.name);
            from.into().error(
                flow::codes::unknown_field, name,
                fmt::format("the flow `{}` has no `{}` in its `in`", of.id, name.text),
                flow::did_you_mean(name.text, names));
            continue;
        }
        from.expect(value, part->of, fmt::format("the input `{}`", part->name));
        body.with.push_back({part->name, std::move(value)});
    }
}

void read_flow_to_offer(remind_body& body, flow::reading& from)
{
    body.flow_id = flow::word(from.subject(), "`remind`", from.into());
    const auto* with = from.find("with");
    const auto* of = from.flow_named(from.subject());
    if (of == nullptr)
        return;
    if (with != nullptr)
        read_with(body, *of, *with, from);
    flow::flow_link link{
        false, flow::no_step, body.flow_id, from.into().tree().at(from.subject()), nullptr, {}, {}};
    for (const auto& one : body.with)
        link.in.push_back(from.given(one.name, one.from, nullptr));
    from.links(std::move(link));
}

} // namespace

std::unique_ptr<flow::step_body> read_remind(flow::reading& from)
{
    auto body = std::make_unique<remind_body>();
    if (!from.subject().is_nothing())
        read_flow_to_offer(*body, from);
    if (const auto* say = from.find("say"))
        body->say = from.sentence(*say);
    if (from.subject().is_nothing() && body->say.empty())
        (void)from.need("say");
    if (const auto* after = from.need("after"))
        body->after_ms = flow::duration(*after, "`after`", from.into());
    return body;
}

void check_remind(const flow::step&, flow::checking&) {}

} // namespace switchback::steps
