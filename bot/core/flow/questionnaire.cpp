// `ask: questionnaire` is short for a call of the flow that asks the measure.
#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/measure.hpp"
#include "bot/core/flow/near_miss.hpp"
#include "bot/core/flow/walk.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace switchback::flow {
namespace {

/// A mapping that stands where `like` stands.
yaml_value mapping_at(const yaml_value& like)
{
    yaml_value out;
    out.is = yaml_value::form::mapping;
    out.line = like.line;
    out.column = like.column;
    return out;
}

void put(yaml_value& into, const yaml_value& like, std::string key, yaml_value value)
{
    auto name = like;
    name.is = yaml_value::form::scalar;
    name.items.clear();
    name.text = std::move(key);
    into.items.push_back(std::move(name));
    into.items.push_back(std::move(value));
}

yaml_value word_at(const yaml_value& like, std::string text)
{
    auto out = like;
    out.is = yaml_value::form::scalar;
    out.items.clear();
    out.text = std::move(text);
    return out;
}

} // namespace

void walk::expand_measure(const yaml_value& from, const std::string& path, block& to)
{
    fields keys(from, "`ask: questionnaire`", into);
    keys.expect("ask");
    const auto* id = keys.need("id");
    const auto* instrument = keys.need("instrument");
    const auto* share = keys.find("share");
    const auto* say = keys.find("say");
    const auto* covers = keys.find("covers");
    keys.done();
    if (id == nullptr || instrument == nullptr)
        return;
    const auto known = std::ranges::find(context.measures, instrument->text, &measure::id);
    if (known == context.measures.end())
    {
        std::vector<std::string_view> names;
        for (const auto& one : context.measures)
            names.push_back(one.id);
        into.error(
            codes::unknown_measure, *instrument,
            fmt::format("there is no questionnaire `{}`", instrument->text),
            did_you_mean(instrument->text, names));
        return;
    }
    constexpr std::array<std::string_view, 3> policies{"never", "ask", "therapist"};
    const std::string policy = share == nullptr ? "never" : share->text;
    if (std::ranges::find(policies, policy) == policies.end())
    {
        into.error(codes::bad_value, *share, "`share` is one of `never`, `ask`, `therapist`");
        return;
    }
    const auto& place = from.key(0);
    if (say != nullptr)
    {
        auto intro = mapping_at(from);
        put(intro, place, "say", *say);
        if (const auto index = read_step(intro, path); index != no_step)
            to.push_back(index);
    }
    auto out = mapping_at(from);
    put(out, place, "result", *id);
    auto call = mapping_at(from);
    put(call, place, "call", word_at(*instrument, measure_flow_id(known->id, policy)));
    put(call, place, "out", std::move(out));
    if (covers != nullptr)
        put(call, place, "covers", *covers);
    const auto index = read_step(call, say == nullptr ? path : path + ".measure");
    if (index == no_step)
        return;
    // The id names the answer, which `out` has given; the step takes it for jumps and reviews.
    made->steps[index].id = id->text;
    to.push_back(index);
}

} // namespace switchback::flow
