#include "bot/core/flow/reading.hpp"

#include "bot/base/limits.hpp"
#include "bot/core/flow/agreement.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/near_miss.hpp"
#include "bot/core/flow/record_schema.hpp"
#include "bot/core/flow/walk.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace switchback::flow {

reading::reading(walk& through, const yaml_value& step, step_index index)
    : through_(through), step_(step), index_(index),
      keys_(step, fmt::format("`{}`", step.key(0).text), through.into)
{
    keys_.expect(step.key(0).text);
}

faults& reading::into() noexcept
{
    return through_.into;
}

const read_context& reading::around() const noexcept
{
    return through_.context;
}

const std::string& reading::id() const
{
    return through_.made->steps[index_].id;
}

const std::string& reading::need_id()
{
    (void)keys_.need("id");
    return id();
}

text_template reading::sentence(const yaml_value& from)
{
    const auto text = word(from, "a sentence", into());
    if (text.empty())
    {
        if (from.is_scalar())
            into().error(codes::bad_value, from, "a sentence without words");
        return {};
    }
    if (from.comment_after)
        into().warn(
            codes::quote_this, from, "` #` begins a comment, so the sentence ends before it",
            "quote the sentence, or move the comment to its own line");
    else if (!from.quoted && text.find(": ") != std::string::npos)
        into().warn(codes::quote_this, from, "`: ` in unquoted text", "quote the sentence");
    auto made = parse_template(text, through_.tree.at_words(from), into().found());
    if (!made || !through_.bind_here(*made))
        return {};
    if (through_.context.prove)
        through_.sentences.push_back({text, through_.tree.at(from), false});
    return std::move(*made);
}

std::vector<text_template> reading::sentences(const yaml_value& from)
{
    std::vector<text_template> out;
    if (!from.is_sequence() || (from.is_sequence() && from.braces && from.items.empty()))
    {
        out.push_back(sentence(from));
        return out;
    }
    if (from.items.empty())
        into().error(codes::bad_value, from, "a list without sentences");
    for (const auto& item : from.items)
        out.push_back(sentence(item));
    return out;
}

void reading::asks(const std::vector<text_template>& question)
{
    if (!question.empty() && !through_.sentences.empty())
        through_.sentences.back().question = true;
}

namespace {

std::optional<expression> parse_here(walk& through, const yaml_value& from)
{
    const auto text = word(from, "an expression", through.into);
    if (text.empty())
    {
        if (from.is_scalar())
            through.into.error(codes::bad_value, from, "an expression without words");
        return std::nullopt;
    }
    return parse_expression(text, through.tree.at_words(from), through.into.found());
}

} // namespace

expression reading::value(const yaml_value& from)
{
    auto made = parse_here(through_, from);
    if (!made || !through_.bind_here(*made))
        return {};
    return std::move(*made);
}

expression reading::condition(const yaml_value& from)
{
    auto made = value(from);
    demand_inside(made);
    expect(made, {type_kind::yesno, {}, {}, {}}, "a condition");
    if (through_.context.prove && !made.empty() && made.reads().empty())
        into().warn(
            codes::constant_condition, from, fmt::format("`{}` is always the same", made.source()));
    return made;
}

expression reading::condition_over(const yaml_value& from, const std::vector<symbol>& names)
{
    through_.levels.emplace_back(&through_.levels.back().names);
    for (const auto& name : names)
        (void)through_.levels.back().names.declare(name);
    auto made = condition(from);
    through_.levels.pop_back();
    return made;
}

bool reading::is_surely_set(const expression& what) const
{
    return !what.empty() && through_.is_set_given(what, through_.now.known);
}

flow_link::part reading::given(const std::string& name, const expression& value, slot* filled) const
{
    flow_link::part out{name, filled, true, {}};
    if (value.empty())
        return out;
    const auto all = through_.assumed();
    out.sure = through_.is_set_given(value, all);
    for (const auto input : through_.inputs)
        if (!contains(through_.now.known, input) &&
            std::ranges::binary_search(value.reads(), input))
        {
            auto without = all;
            std::erase(without, input);
            if (!through_.is_set_given(value, without))
                out.needs.push_back(input);
        }
    return out;
}

void reading::demand(const expression& what)
{
    if (!what.empty())
        through_.demand(what);
}

void reading::demand_inside(const expression& what)
{
    if (!through_.context.prove || what.empty())
        return;
    // `is_set(...)` asks nothing of the whole, so only what arithmetic needs is left to demand.
    auto at = what.where();
    at.column -= static_cast<int>(std::string_view("is_set(").size());
    diagnostics none;
    auto wrapped = parse_expression("is_set(" + what.source() + ")", at, none);
    const auto known = through_.assumed();
    if (wrapped && bind(*wrapped, {&through_.levels.back().names, known}, none))
        through_.demand(*wrapped);
}

void reading::expect(const expression& what, const type& wanted, std::string_view why)
{
    if (what.empty() || fits(wanted, what.result()))
        return;
    into().found().push_back(
        {severity::error, std::string(codes::type), what.where(),
         fmt::format(
             "{} needs {}, and `{}` is {}", why, to_text(wanted), what.source(),
             to_text(what.result())),
         ""});
}

slot reading::declare(const std::string& name, type of, const yaml_value& at, origin from)
{
    if (!is_name(name))
    {
        if (!name.empty() && name != id()) // a bad id is reported where it is read
            into().error(
                codes::bad_name, at,
                fmt::format("`{}` is no name: use lower-case letters, digits and `_`", name));
        return through_.new_slot(name, true);
    }
    auto& here = through_.levels.back();
    const auto mine = std::ranges::find(here.own, name, &symbol::name);
    const symbol* known = mine != here.own.end() ? &*mine : nullptr;
    if (known == nullptr && from == origin::worked_out)
        known = here.names.find(name);
    if (known != nullptr)
    {
        if (!fits(known->of, of))
            into().error(
                codes::type, at,
                fmt::format(
                    "`{}` is {} in line {}, and cannot be {} here", name, to_text(known->of),
                    known->declared.line, to_text(of)));
        note_given(known->at, from);
        return known->at;
    }
    symbol fresh{
        name, through_.new_slot(name), std::move(of), through_.tree.at(at),
        from == origin::looked_up};
    const auto slot_made = fresh.at;
    note_given(slot_made, from);
    here.own.push_back(fresh);
    (void)here.names.declare(std::move(fresh));
    return slot_made;
}

void reading::note_given(slot which, origin from)
{
    add_to(through_.gives[index_], std::span(&which, 1));
    if (from == origin::asked)
        through_.answers.emplace_back(which, index_);
}

void reading::retype(const std::string& name, type of)
{
    auto& here = through_.levels.back();
    const auto mine = std::ranges::find(here.own, name, &symbol::name);
    if (mine == here.own.end())
        return;
    mine->of = std::move(of);
    const auto depth = through_.levels.size();
    here.names = scope(depth < 2 ? nullptr : &through_.levels[depth - 2].names);
    for (const auto& one : here.own)
        (void)here.names.declare(one);
}

slot reading::hidden(const std::string& name)
{
    return through_.new_slot(name, true);
}

void reading::now_set(slot which, bool surely)
{
    if (surely)
        add_to(through_.now.known, std::span(&which, 1));
    else
        std::erase(through_.now.known, which);
}

std::pair<block, block>
reading::branches(const expression& condition, const yaml_value* then, const yaml_value* otherwise)
{
    const auto& path = through_.made->steps[index_].path;
    const auto then_path = path + ".then";
    const auto else_path = path + ".else";
    const auto before = through_.now;
    through_.around.emplace_back(condition.reads().begin(), condition.reads().end());

    std::pair<block, block> out;
    if (!condition.empty())
        add_to(through_.now.known, condition.proves_set());
    through_.sides.emplace_back(index_, true);
    if (then != nullptr)
        out.first = through_.read_block(*then, then_path);
    through_.sides.back().second = false;
    const auto after_then = std::exchange(through_.now, before);
    if (!condition.empty())
        add_to(through_.now.known, condition.proves_set_otherwise());
    if (otherwise != nullptr)
        out.second = through_.read_block(*otherwise, else_path);
    through_.sides.pop_back();
    through_.around.pop_back();
    through_.now = meet(after_then, through_.now);
    return out;
}

reading::loop_result reading::loop(const yaml_value& list, const expression& of, symbol item)
{
    const auto path = through_.made->steps[index_].path + ".steps";
    through_.loops[index_] = true;
    const auto before = through_.now;
    if (through_.loop_depth >= limits::each_nesting)
    {
        into().error(
            codes::too_deep, step_.key(0),
            fmt::format("`each` inside `each` goes {} deep at most", limits::each_nesting));
        return {};
    }
    ++through_.loop_depth;
    through_.around.emplace_back(of.reads().begin(), of.reads().end());
    through_.levels.emplace_back(&through_.levels.back().names);
    if (!item.name.empty())
        (void)through_.levels.back().names.declare(std::move(item));

    loop_result out;
    out.inside = through_.read_block(list, path);
    out.names = std::move(through_.levels.back().own);
    through_.levels.pop_back();
    through_.around.pop_back();
    --through_.loop_depth;
    through_.now = meet(before, through_.now);
    return out;
}

void reading::go_to(const yaml_value& id, step_index& filled)
{
    through_.targets.push_back({index_, id.text, &id, &filled, 0});
    through_.add_way_to(id.text, through_.now);
}

void reading::add_answers_of(const std::string& name, std::vector<step_index>& out) const
{
    const auto& steps = through_.made->steps;
    const auto* known = through_.levels.back().names.find(name);
    for (const auto& [given, by] : through_.answers)
    {
        // Answers gathered in a loop above are known by their ids, because their names are local.
        const auto named = known != nullptr ? given == known->at : steps[by].id == name;
        if (!named)
            continue;
        if (!through_.loops[by])
            out.push_back(by);
        else
            for (const auto& [inner, inside] : through_.answers)
                if (inside > by && inside < steps[by].subtree_end && !through_.loops[inside])
                    out.push_back(inside);
    }
}

std::vector<step_index> reading::answers_named(const yaml_value& list, std::string_view what)
{
    std::vector<step_index> out;
    const auto names = words(list, what, into());
    for (std::size_t i = 0; i < names.size(); ++i)
    {
        if (names[i].empty())
            continue;
        const auto before = out.size();
        add_answers_of(names[i], out);
        if (out.size() != before)
            continue;
        const auto& at = list.is_sequence() ? list.items[i] : list;
        const auto& sight = through_.levels.back().names;
        const auto is_name_here = sight.find(names[i]) != nullptr;
        into().error(
            codes::unknown_name, at,
            is_name_here
                ? fmt::format("{} names `{}`, which is not an answer", what, names[i])
                : fmt::format("{} names `{}`, which nothing above it asks", what, names[i]),
            is_name_here ? "name what an `ask` or a gathering `each` gives"
                         : did_you_mean(names[i], sight.names()));
    }
    return out;
}

void reading::ends_here()
{
    through_.now.reachable = false;
}

const signature* reading::flow_named(const yaml_value& name)
{
    const auto flows = through_.context.flows;
    const auto found = std::ranges::find(flows, name.text, &signature::id);
    if (found != flows.end() || name.text.empty())
        return found == flows.end() ? nullptr : &*found;
    std::vector<std::string_view> names;
    for (const auto& one : flows)
        names.push_back(one.id);
    into().error(
        codes::unknown_flow, name, fmt::format("there is no flow `{}`", name.text),
        did_you_mean(name.text, names));
    return nullptr;
}

void reading::links(flow_link to)
{
    to.from = index_;
    through_.links.push_back(std::move(to));
}

const collection* reading::collection_named(const yaml_value& name)
{
    const auto* schema = through_.context.record;
    const auto* found = find_collection(schema, name.text);
    if (found != nullptr || !name.is_scalar())
        return found;
    std::vector<std::string_view> names;
    if (schema != nullptr)
        for (const auto& one : *schema)
            names.push_back(one.name);
    into().error(
        codes::unknown_collection, name,
        fmt::format("the record has no collection `{}`", name.text),
        did_you_mean(name.text, names));
    return nullptr;
}

void reading::recalls(const recall_need& what)
{
    widen(through_.recalls, what);
}

} // namespace switchback::flow
