#include "bot/core/flow/read_flow.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/flow/agreement.hpp"
#include "bot/core/flow/checking.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/near_miss.hpp"
#include "bot/core/flow/reading.hpp"
#include "bot/core/flow/walk.hpp"
#include "bot/core/steps/step_kind.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace switchback::flow {
namespace {

std::vector<signature::part> read_parts(const yaml_value* from, std::string_view what, faults& into)
{
    std::vector<signature::part> out;
    if (from == nullptr)
        return out;
    if (!from->is_mapping())
    {
        into.error(
            codes::bad_value, *from,
            fmt::format("`{}` needs names with their types, like {{step: text}}", what));
        return out;
    }
    for (std::size_t i = 0; i < from->keys(); ++i)
    {
        const auto& name = from->key(i);
        if (!is_name(name.text))
            into.error(
                codes::bad_name, name,
                fmt::format("`{}` is no name: use lower-case letters, digits and `_`", name.text));
        const auto of = type_named(from->value(i).text);
        if (!of)
            into.error(
                codes::type, from->value(i), fmt::format("`{}` is no type", from->value(i).text),
                did_you_mean(from->value(i).text, type_words()));
        out.push_back({name.text, of.value_or(type{}), into.tree().at(name)});
    }
    return out;
}

std::string folder_of(const std::string& file)
{
    const auto end = file.rfind('/');
    if (end == std::string::npos || end == 0)
        return {};
    const auto begin = file.rfind('/', end - 1);
    return file.substr(begin == std::string::npos ? 0 : begin + 1, end - begin - 1);
}

void read_id(fields& top, const yaml_tree& from, flow& to, faults& into)
{
    const auto* given = top.need("flow");
    if (given == nullptr)
        return;
    to.id = word(*given, "`flow`", into);
    if (!to.id.empty() && !is_slug(to.id))
        into.error(
            codes::bad_name, *given,
            fmt::format("`{}` is no flow id: use lower-case letters, digits and `-`", to.id));
    // These folders hold the crisis texts, their rules and the measures; no flow may take a place
    // from which those are read, nor the name of a flow made for a measure.
    if (to.id == "safety" || to.id == "measures")
        into.error(
            codes::safety_blocked, *given,
            fmt::format("the name `{}` is kept for what every flow relies on", to.id));
    const auto folder = folder_of(from.file);
    if (from.file.ends_with("/flow.yaml") && !folder.empty() && folder != to.id)
        into.error(
            codes::flow_id, *given,
            fmt::format("`flow: {}` stands in the folder `{}`; they must be equal", to.id, folder));
}

/// `replaces: {2: {size_of_step: size}}`: read for its form; migration uses it.
void check_replaces(const yaml_value* from, int version, faults& into)
{
    if (from == nullptr)
        return;
    if (!from->is_mapping())
    {
        into.error(codes::bad_value, *from, "`replaces` needs versions, like {2: {old: new}}");
        return;
    }
    for (std::size_t i = 0; i < from->keys(); ++i)
    {
        (void)whole(from->key(i), "a replaced version", 1, std::max(1, version - 1), into);
        if (!from->value(i).is_mapping())
            into.error(codes::bad_value, from->value(i), "needs old and new ids, like {old: new}");
    }
}

void read_head(fields& top, walk& through)
{
    auto& to = *through.made;
    auto& into = through.into;
    read_id(top, through.tree, to, into);
    if (const auto* version = top.need("version"))
        to.version = whole(*version, "`version`", 1, 1'000'000, into);
    if (const auto* title = top.need("title"))
        to.title = word(*title, "`title`", into);
    if (const auto* about = top.find("about"))
        to.about = word(*about, "`about`", into);
    if (const auto* minutes = top.find("minutes"))
        to.minutes = whole(*minutes, "`minutes`", 1, 120, into);
    if (const auto* sources = top.find("sources"))
        to.sources = words(*sources, "`sources`", into);
    check_replaces(top.find("replaces"), to.version, into);
    for (auto& part : read_parts(top.find("in"), "in", into))
    {
        const auto at = through.new_slot(part.name);
        add_to(through.inputs, std::span(&at, 1));
        symbol name{part.name, at, part.of, part.at, false};
        through.levels.front().own.push_back(name);
        (void)through.levels.front().names.declare(std::move(name));
        to.in.push_back({part.name, at, std::move(part.of)});
    }
}

/// Finds what gives each `out`.
void read_out(const yaml_value* from, walk& through)
{
    const auto& names = through.levels.front().names;
    for (auto& part : read_parts(from, "out", through.into))
    {
        const auto* given = names.find(part.name);
        if (given == nullptr)
        {
            through.into.found().push_back(
                {severity::error, std::string(codes::unknown_name), part.at,
                 fmt::format("`out` promises `{}`, and nothing in the flow gives it", part.name),
                 did_you_mean(part.name, names.names())});
            continue;
        }
        if (!fits(part.of, given->of))
            through.into.found().push_back(
                {severity::error, std::string(codes::type), part.at,
                 fmt::format(
                     "`out` promises {} as `{}`, and line {} makes it {}", to_text(part.of),
                     part.name, given->declared.line, to_text(given->of)),
                 ""});
        through.made->out.push_back({part.name, given->at, std::move(part.of)});
    }
}

void warn_of_missing_exit(walk& through)
{
    if (!through.context.prove || !through.now.reachable || through.made->steps.empty())
        return;
    const auto& last = through.made->steps[through.made->top.back()];
    through.into.found().push_back(
        {severity::warning, std::string(codes::missing_exit), last.at,
         "the flow can run out here without saying how it ended", "close it with `- end: done`"});
}

} // namespace

signature read_signature(const yaml_tree& from)
{
    signature out;
    diagnostics told_by_read_flow;
    faults into(from, told_by_read_flow);
    if (!from.root.is_mapping())
        return out;
    if (const auto* id = from.root.find("flow"))
        out.id = id->text;
    out.in = read_parts(from.root.find("in"), "in", into);
    out.out = read_parts(from.root.find("out"), "out", into);
    return out;
}

read_flow_result read_flow(const yaml_tree& from, const read_context& around, diagnostics& found)
{
    diagnostics mine;
    walk through(from, around, mine);
    auto& made = *through.made;
    made.source_file = from.file;
    fields top(from.root, "a flow", through.into);
    read_head(top, through);
    const auto* steps = top.need("steps");
    const auto* out = top.find("out");
    top.done();
    if (steps != nullptr)
        made.top = through.read_block(*steps, "steps");
    warn_of_missing_exit(through);
    read_out(out, through);
    lay_out(through);
    if (around.prove && !has_errors(mine))
        check_flow(through);

    read_flow_result result;
    if (!has_errors(mine))
    {
        result.made = std::move(through.made);
        result.links = std::move(through.links);
        result.recalls = std::move(through.recalls);
    }
    // A file full of faults shows its first errors, and warnings only while there is room.
    if (mine.size() > limits::diagnostics_per_file)
    {
        std::ranges::partition(
            mine, [](const diagnostic& one) { return one.level == severity::error; });
        mine.resize(limits::diagnostics_per_file);
    }
    std::ranges::move(mine, std::back_inserter(found));
    return result;
}

} // namespace switchback::flow
