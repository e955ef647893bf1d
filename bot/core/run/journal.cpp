#include "bot/core/run/journal.hpp"

#include "bot/core/steps/ask/ask.hpp"
#include "bot/core/steps/call/call.hpp"
#include "bot/core/steps/each/each.hpp"
#include "bot/core/steps/recall/recall.hpp"
#include "bot/core/steps/score/score.hpp"
#include "bot/core/steps/set/set.hpp"

#include <algorithm>

namespace switchback::run {
namespace {

bool is_question(entry_kind kind) noexcept
{
    return kind == entry_kind::answered || kind == entry_kind::skipped ||
           kind == entry_kind::gave_up || kind == entry_kind::more;
}

bool is_wall(entry_kind kind) noexcept
{
    return kind == entry_kind::shared || kind == entry_kind::handed;
}

const flow::step& step_of(const journey& of, const flow::bundle& in, const instance& where)
{
    return in.flows[of.frames[where.frame].flow]->steps[where.step];
}

bool meets(std::span<const flow::slot> sorted, flow::slot one) noexcept
{
    return std::ranges::binary_search(sorted, one);
}

// True when a changed slot of this frame, or one written only by a step now left out, is read.
bool is_touched(
    const journey& of, const flow::bundle& in, const flow::step& what, std::uint16_t frame,
    std::size_t before)
{
    const std::span<const flow::slot> reads = what.depends_on;
    for (const auto& [changed_frame, slot] : of.changed)
        if (changed_frame == frame && meets(reads, slot))
            return true;
    // Entries that stood before this one and were not met again were on a branch no longer taken;
    // what was not on the way before either is nothing new.
    for (std::size_t i = 0; i < before; ++i)
    {
        const auto& left_out = of.journal[i];
        if (left_out.passed || left_out.missed == 2 || left_out.where.frame != frame)
            continue;
        for (const auto slot : slots_written(step_of(of, in, left_out.where)))
            if (meets(reads, slot))
                return true;
    }
    return false;
}

} // namespace

std::size_t find_entry(const journey& of, const instance& where, entry_kind kind) noexcept
{
    for (std::size_t i = 0; i < of.journal.size(); ++i)
        if (of.journal[i].kind == kind && of.journal[i].where == where)
            return i;
    return no_entry;
}

std::size_t find_answer(const journey& of, const instance& where) noexcept
{
    for (std::size_t i = 0; i < of.journal.size(); ++i)
        if (is_question(of.journal[i].kind) && of.journal[i].where == where)
            return i;
    return no_entry;
}

std::size_t find_token(const journey& of, std::uint32_t token) noexcept
{
    for (std::size_t i = 0; i < of.journal.size(); ++i)
        if (of.journal[i].token == token && token != 0 && of.journal[i].passed &&
            is_question(of.journal[i].kind))
            return i;
    return no_entry;
}

bool has_waiting(const journey& of) noexcept
{
    return std::ranges::any_of(of.journal, [](const entry& one) { return !one.passed; });
}

void pass_entry(journey& of, std::size_t at)
{
    auto& journal = of.journal;
    for (std::size_t i = 0; i < at; ++i)
        if (!journal[i].passed && journal[i].missed == 0)
            journal[i].missed = 1;
    journal[at].missed = 0;
    journal[at].passed = true;
    journal[at].ask_again = false;
    if (at + 1 < journal.size())
        std::rotate(
            journal.begin() + static_cast<std::ptrdiff_t>(at),
            journal.begin() + static_cast<std::ptrdiff_t>(at) + 1, journal.end());
}

std::size_t last_question(const journey& of, bool& wall) noexcept
{
    wall = false;
    for (std::size_t i = of.journal.size(); i-- > 0;)
    {
        if (!of.journal[i].passed)
            continue;
        if (is_wall(of.journal[i].kind))
            wall = true;
        if (is_question(of.journal[i].kind))
            return i;
    }
    return no_entry;
}

bool is_behind_wall(const journey& of, std::size_t at) noexcept
{
    return std::any_of(
        of.journal.begin() + static_cast<std::ptrdiff_t>(at), of.journal.end(),
        [](const entry& one) { return one.passed && is_wall(one.kind); });
}

bool is_affected(const journey& of, const flow::bundle& in, const flow::step& what, std::size_t at)
{
    // Inside a called flow, what the call itself depends on counts as well, up to the first frame.
    const flow::step* step = &what;
    instance where = of.journal[at].where;
    for (int depth = 0; depth <= limits::call_depth; ++depth)
    {
        if (is_touched(of, in, *step, where.frame, at))
            return true;
        const auto& inside = of.frames[where.frame];
        if (where.frame == 0 || inside.called_from.step == flow::no_step)
            return false;
        where = inside.called_from;
        step = &step_of(of, in, where);
    }
    return false;
}

void mark(journey& of, std::uint16_t frame, flow::slot at, bool changed)
{
    const std::pair<std::uint16_t, flow::slot> one{frame, at};
    const auto known = std::ranges::find(of.changed, one);
    if (changed && known == of.changed.end())
        of.changed.push_back(one);
    // The next turn of a loop writes the same slot again: what it reads is its own value.
    if (!changed && known != of.changed.end())
        of.changed.erase(known);
}

void place_inputs(journey& of, const flow::bundle& in)
{
    for (const auto& input : in.root().in)
        for (const auto& given : of.given)
            if (given.name == input.name && input.at < of.frames.front().slots.size())
                of.frames.front().slots[input.at] = given.held;
}

void rewind(journey& of, const flow::bundle& in)
{
    for (auto& one : of.journal)
        one.passed = false;
    for (auto& one : of.frames)
    {
        std::ranges::fill(one.slots, flow::value{});
        one.open = false;
        one.outcome.clear();
    }
    auto& first = of.frames.front();
    first.open = true;
    first.at = {};
    first.at.step = in.root().top.empty() ? flow::no_step : in.root().top.front();
    place_inputs(of, in);
    of.active = 0;
}

std::vector<flow::slot> slots_written(const flow::step& what)
{
    std::vector<flow::slot> out;
    if (const auto* ask = dynamic_cast<const steps::ask_body*>(what.body.get()))
        out.push_back(ask->answer);
    else if (const auto* set = dynamic_cast<const steps::set_body*>(what.body.get()))
        for (const auto& one : set->assignments)
            out.push_back(one.to);
    else if (const auto* score = dynamic_cast<const steps::score_body*>(what.body.get()))
        out.insert(out.end(), {score->result, score->scored});
    else if (const auto* each = dynamic_cast<const steps::each_body*>(what.body.get()))
        out.push_back(each->name);
    else if (const auto* recall = dynamic_cast<const steps::recall_body*>(what.body.get()))
        out.push_back(recall->to);
    else if (const auto* call = dynamic_cast<const steps::call_body*>(what.body.get()))
    {
        for (const auto& one : call->out)
            out.push_back(one.to);
        if (call->outcome != flow::no_slot)
            out.push_back(call->outcome);
    }
    return out;
}

} // namespace switchback::run
