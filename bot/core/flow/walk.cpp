#include "bot/core/flow/walk.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/near_miss.hpp"
#include "bot/core/flow/reading.hpp"
#include "bot/core/steps/step_kind.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace switchback::flow {

void add_to(slots& into, std::span<const slot> more)
{
    for (const auto one : more)
    {
        const auto place = std::ranges::lower_bound(into, one);
        if (place == into.end() || *place != one)
            into.insert(place, one);
    }
}

slots common(const slots& a, const slots& b)
{
    slots out;
    std::ranges::set_intersection(a, b, std::back_inserter(out));
    return out;
}

bool contains(const slots& in, slot one)
{
    return std::ranges::binary_search(in, one);
}

facts meet(const facts& a, const facts& b)
{
    if (!a.reachable)
        return b;
    if (!b.reachable)
        return a;
    return {common(a.known, b.known), true};
}

walk::walk(const yaml_tree& from, const read_context& around_it, diagnostics& found)
    : tree(from), context(around_it), into(from, found)
{
    levels.emplace_back(nullptr);
}

slot walk::new_slot(const std::string& name, bool out_of_sight)
{
    const auto at = static_cast<slot>(made->slots++);
    made->slot_names.push_back(name);
    if (out_of_sight)
        hidden.push_back(at); // slots only grow, so this stays sorted
    return at;
}

slots walk::assumed() const
{
    slots out;
    std::ranges::set_union(now.known, inputs, std::back_inserter(out));
    return out;
}

void walk::note_reads(std::span<const slot> reads)
{
    if (step_now != no_step)
        add_to(own_reads[step_now], reads);
}

bool walk::bind_here(expression& what)
{
    const auto known = assumed();
    if (!bind(what, {&levels.back().names, known}, into.found()))
        return false;
    note_reads(what.reads());
    return true;
}

bool walk::bind_here(text_template& what)
{
    const auto known = assumed();
    if (!bind(what, {&levels.back().names, known}, into.found()))
        return false;
    note_reads(what.reads());
    for (const auto& piece : what.pieces())
        if (!piece.hole.empty())
            require_inputs(piece.hole);
    return true;
}

void walk::demand(const expression& what)
{
    const auto known = assumed();
    demand_set(what, {&levels.back().names, known}, into.found());
    require_inputs(what);
}

/// An input is required when leaving it unset would break the use just read.
void walk::require_inputs(const expression& what)
{
    for (auto& input : made->in)
    {
        if (input.required || contains(now.known, input.at) ||
            !std::ranges::binary_search(what.reads(), input.at))
            continue;
        auto known = assumed();
        std::erase(known, input.at);
        input.required = !is_set_given(what, known);
    }
}

bool walk::is_set_given(const expression& what, const slots& known) const
{
    diagnostics scratch;
    demand_set(what, {&levels.back().names, known}, scratch);
    return scratch.empty();
}

void walk::add_way_to(const std::string& id, const facts& from)
{
    const auto [place, fresh] = ways.try_emplace(id, from);
    if (!fresh)
        place->second = meet(place->second, from);
}

block walk::read_block(const yaml_value& list, const std::string& path)
{
    const auto mine = static_cast<int>(blocks.size());
    blocks.push_back({{}, block_now, step_now});
    if (!list.is_sequence() || list.items.empty())
    {
        into.error(
            codes::bad_value, list, fmt::format("`{}` needs a list of steps", path),
            "begin each step with `- `");
        return {};
    }
    const auto outer_block = std::exchange(block_now, mine);
    for (std::size_t i = 0; i < list.items.size(); ++i)
    {
        const auto here = fmt::format("{}[{}]", path, i);
        const auto& item = list.items[i];
        if (item.keys() > 0 && item.key(0).text == "ask" && item.value(0).text == "questionnaire")
        {
            expand_measure(item, here, blocks[static_cast<std::size_t>(mine)].steps);
            continue;
        }
        if (const auto index = read_step(item, here); index != no_step)
            blocks[static_cast<std::size_t>(mine)].steps.push_back(index);
    }
    block_now = outer_block;
    return blocks[static_cast<std::size_t>(mine)].steps;
}

const steps::step_kind* walk::kind_of(const yaml_value& from)
{
    if (from.keys() == 0)
    {
        into.error(
            codes::bad_value, from, "a step needs a key that names its kind, like `say: Hello`");
        return nullptr;
    }
    const auto named = [&](std::string_view name) -> const steps::step_kind* {
        const auto found = std::ranges::find(context.kinds, name, &steps::step_kind::name);
        return found == context.kinds.end() ? nullptr : *found;
    };
    const auto& first = from.key(0);
    if (const auto* kind = named(first.text))
        return kind;
    for (std::size_t i = 1; i < from.keys(); ++i)
        if (named(from.key(i).text) != nullptr)
        {
            into.error(
                codes::unknown_step, first,
                fmt::format("the first key of a step names its kind, and `{}` is none", first.text),
                fmt::format("write `{}` first", from.key(i).text));
            return nullptr;
        }
    std::vector<std::string_view> names;
    for (const auto* kind : context.kinds)
        names.push_back(kind->name);
    auto suggestion = did_you_mean(first.text, names);
    if (suggestion.empty() && first.text.find(' ') != std::string::npos)
        suggestion = "did you mean to quote this sentence?";
    into.error(
        codes::unknown_step, first, fmt::format("unknown step `{}`", first.text.substr(0, 60)),
        std::move(suggestion));
    return nullptr;
}

void walk::take_id(step_index index, const yaml_value& from)
{
    const auto* given = from.find("id");
    // A gathering `each` is known by the name of its list.
    if (given == nullptr && from.key(0).text == "each" && from.find("of") == nullptr)
        given = &from.value(0);
    if (given == nullptr)
        return;
    const auto id = word(*given, "`id`", into);
    if (id.empty())
        return;
    if (!is_name(id))
        into.error(
            codes::bad_name, *given,
            fmt::format("`{}` is no name: use lower-case letters, digits and `_`", id));
    made->steps[index].id = id;
    auto& uses = levels.back().ids;
    for (const auto& use : uses)
    {
        const auto exclusive = std::ranges::any_of(use.sides, [&](const auto& side) {
            return std::ranges::find(sides, std::pair(side.first, !side.second)) != sides.end();
        });
        if (use.id != id || exclusive)
            continue;
        into.error(
            codes::duplicate_id, *given,
            fmt::format(
                "the id `{}` is taken by the step in line {}", id, made->steps[use.by].at.line),
            "only `then` and `else` of one `if` may share an id");
        break;
    }
    uses.push_back({id, index, sides});
}

void walk::begin_step(step_index index, const yaml_value& from)
{
    take_id(index, from);
    if (const auto way = ways.find(made->steps[index].id); way != ways.end())
        now = meet(now, way->second);
    if (!now.reachable && context.prove)
        into.warn(
            codes::unreachable, from, "no way through the flow leads here",
            "what stands before it always ends or jumps");
    now.reachable = true; // said once for each dead stretch
}

step_index walk::read_step(const yaml_value& from, const std::string& path)
{
    const auto* kind = kind_of(from);
    if (kind == nullptr)
        return no_step;
    if (made->steps.size() >= static_cast<std::size_t>(limits::steps_per_flow))
    {
        into.error(
            codes::too_large, from,
            fmt::format("a flow has at most {} steps", limits::steps_per_flow));
        return no_step;
    }
    const auto index = static_cast<step_index>(made->steps.size());
    auto& fresh = made->steps.emplace_back();
    fresh.kind = kind;
    fresh.at = tree.at(from.key(0));
    fresh.path = path;
    fresh.parent = blocks[static_cast<std::size_t>(block_now)].holder;
    fresh.loop_depth = loop_depth;
    block_of.push_back(block_now);
    loops.push_back(false);
    own_reads.emplace_back();
    gives.emplace_back();
    auto& outside = around_of.emplace_back();
    for (const auto& reads : around)
        add_to(outside, reads);

    const auto outer = std::exchange(step_now, index);
    begin_step(index, from);
    reading keys(*this, from, index);
    auto body = kind->read(keys);
    read_common(keys, index);
    keys.done();
    step_now = outer;

    auto& made_step = made->steps[index];
    made_step.body = std::move(body);
    made_step.subtree_end = static_cast<step_index>(made->steps.size());
    return index;
}

void walk::read_common(reading& keys, step_index index)
{
    (void)keys.find("id");
    if (const auto* covers = keys.find("covers"))
        made->steps[index].covers = words(*covers, "`covers`", into);
    const auto* next = keys.find("next");
    const auto* at_most = keys.find("at_most");
    if (next == nullptr)
    {
        if (at_most != nullptr)
            into.error(codes::unknown_key, *at_most, "`at_most` belongs to `next`");
        return;
    }
    auto id = word(*next, "`next`", into);
    if (id.empty())
        return;
    const auto limit =
        at_most == nullptr
            ? 0
            : whole(*at_most, "`at_most`", 1, limits::most_jumps_back, into, codes::unbounded);
    // A step already read in a list around this one: the jump leads back, and falls through in
    // the end. Otherwise everything behind it is reached some other way.
    auto backward = false;
    for (auto here = block_now; here >= 0 && !backward;
         here = blocks[static_cast<std::size_t>(here)].outer)
    {
        const auto& open = blocks[static_cast<std::size_t>(here)];
        backward = made->steps[index].id == id ||
                   std::ranges::any_of(
                       open.steps, [&](step_index one) { return made->steps[one].id == id; }) ||
                   (open.holder != no_step && made->steps[open.holder].id == id);
    }
    if (!backward)
    {
        if (now.reachable)
            add_way_to(id, now);
        now.reachable = false;
    }
    targets.push_back({index, std::move(id), next, nullptr, limit});
}

} // namespace switchback::flow
