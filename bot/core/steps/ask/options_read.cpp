#include "bot/core/steps/ask/options_read.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/flow/codes.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace switchback::steps {
namespace {

namespace codes = flow::codes;

void read_label(answers::option& made, const flow::yaml_value& from, flow::reading& with)
{
    if (!from.is_mapping())
    {
        made.label = with.sentence(from);
        return;
    }
    flow::fields keys(from, fmt::format("the option `{}`", made.key), with.into());
    if (const auto* label = keys.need("label"))
        made.label = with.sentence(*label);
    if (const auto* aka = keys.find("aka"))
        made.also = flow::words(*aka, "`aka`", with.into());
    keys.done();
}

void read_option(answers::ask_spec& spec, const flow::yaml_value& from, flow::reading& with)
{
    auto& into = with.into();
    if (from.keys() == 0)
    {
        into.error(
            codes::option_without_value, from,
            fmt::format(
                "an option needs a key and a label, like {{{}: ...}}",
                from.text.empty() ? "tiny" : from.text.substr(0, 20)));
        return;
    }
    const auto& key = from.key(0);
    if (from.keys() > 1)
        into.error(
            codes::unknown_key, from.key(1),
            "an option has one key; its label may hold a comma only in quotes",
            "did you mean to quote this sentence?");
    if (!flow::is_name(key.text))
        into.error(
            codes::bad_name, key,
            fmt::format(
                "`{}` is no key: use lower-case letters, digits and `_`", key.text.substr(0, 40)));
    if (std::ranges::find(spec.options, key.text, &answers::option::key) != spec.options.end())
        into.error(
            codes::duplicate_id, key, fmt::format("the option `{}` is there twice", key.text));
    answers::option made;
    made.key = key.text;
    const auto& label = from.value(0);
    if (label.is_nothing() || (label.is_scalar() && label.text.empty()))
        into.error(
            codes::option_without_value, key,
            fmt::format("the option `{}` has no label", key.text));
    else
        read_label(made, label, with);
    spec.options.push_back(std::move(made));
}

void read_options(answers::ask_spec& spec, const flow::yaml_value& from, flow::reading& with)
{
    if (from.is_mapping())
    {
        // `options: {tiny: Two minutes, big: An hour}` keeps its order too.
        for (std::size_t i = 0; i < from.keys(); ++i)
        {
            flow::yaml_value one = from;
            one.items = {from.key(i), from.value(i)};
            one.line = from.key(i).line;
            one.column = from.key(i).column;
            read_option(spec, one, with);
        }
    }
    else
        for (const auto& one : from.items)
            read_option(spec, one, with);
    if (spec.options.size() < 2 || spec.options.size() > limits::options_per_question)
        with.into().error(
            codes::bad_value, from,
            fmt::format("a choice has from 2 to {} options", limits::options_per_question));
}

void read_range(
    answers::ask_spec& spec, const flow::yaml_value& from, bool words, flow::reading& with)
{
    flow::fields keys(from, "`range`", with.into());
    spec.has_range = true;
    if (const auto* min = keys.need("min"))
        spec.min = flow::number(*min, "`min`", with.into());
    if (const auto* max = keys.need("max"))
        spec.max = flow::number(*max, "`max`", with.into());
    if (words)
    {
        if (const auto* low = keys.find("low"))
            spec.low = with.sentence(*low);
        if (const auto* high = keys.find("high"))
            spec.high = with.sentence(*high);
    }
    keys.done();
    if (spec.min > spec.max)
        with.into().error(codes::bad_value, from, "`min` is larger than `max`");
}

} // namespace

void read_spec(answers::ask_spec& spec, flow::reading& from)
{
    const auto& kind = from.subject().text;
    const auto chooses = kind == "one" || kind == "many";
    if (chooses)
    {
        if (const auto* options = from.need("options"))
            read_options(spec, *options, from);
    }
    const auto measured = kind == "scale" || kind == "number";
    if (measured || kind == "many" || kind == "text")
    {
        const auto* range = kind == "scale" ? from.need("range") : from.find("range");
        if (range != nullptr)
            read_range(spec, *range, measured, from);
        if (range != nullptr && !measured && spec.min < 0)
            from.into().error(codes::bad_value, *range, "a count is never below 0");
        if (range != nullptr && kind == "scale" &&
            (spec.max - spec.min > 100 || spec.min == spec.max))
            from.into().error(codes::bad_value, *range, "a scale has from 2 to 101 points");
    }
    if (kind == "number")
        if (const auto* step = from.find("step"))
        {
            spec.step = flow::number(*step, "`step`", from.into());
            if (spec.step <= 0)
                from.into().error(codes::bad_value, *step, "`step` is more than 0");
        }
}

} // namespace switchback::steps
