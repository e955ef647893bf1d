// Whether a stored run fits its bundle. One that does not is a broken promise: the run is kept and
// the operator told, and nothing is ever indexed or cast by what a damaged row says.
#include "bot/core/run/machine.hpp"
#include "bot/core/steps/call/call.hpp"
#include "bot/core/steps/each/each.hpp"

#include <algorithm>

namespace switchback::run {
namespace {

const std::vector<flow::step>&
steps_of(const journey& of, const flow::bundle& in, std::uint16_t frame)
{
    return in.flows[of.frames[frame].flow]->steps;
}

bool frame_fits(const frame& one, const flow::bundle& in)
{
    if (one.flow >= in.flows.size() || one.slots.size() != in.flows[one.flow]->slots)
        return false;
    const auto& steps = in.flows[one.flow]->steps;
    if (one.at.step != flow::no_step && one.at.step >= steps.size())
        return false;
    for (std::size_t i = 0; i < one.at.loops; ++i)
        if (one.at.loop_steps[i] >= steps.size() ||
            dynamic_cast<const steps::each_body*>(steps[one.at.loop_steps[i]].body.get()) ==
                nullptr)
            return false;
    return true;
}

bool instance_fits(const journey& of, const flow::bundle& in, const instance& one)
{
    return one.frame < of.frames.size() && one.step < steps_of(of, in, one.frame).size();
}

// A called frame comes from a call step of its parent, which is an earlier frame.
bool call_fits(const journey& of, const flow::bundle& in, std::size_t at)
{
    const auto& one = of.frames[at];
    if (one.parent >= at || one.called_from.frame != one.parent ||
        !instance_fits(of, in, one.called_from))
        return false;
    const auto& step = steps_of(of, in, one.parent)[one.called_from.step];
    const auto* call = dynamic_cast<const steps::call_body*>(step.body.get());
    return call != nullptr && call->flow_index == one.flow;
}

// An entry's step is of a kind that makes such entries.
bool entry_fits(const journey& of, const flow::bundle& in, const entry& one)
{
    if (!instance_fits(of, in, one.where))
        return false;
    const auto kind = steps_of(of, in, one.where.frame)[one.where.step].kind->name;
    switch (one.kind)
    {
    case entry_kind::answered:
    case entry_kind::skipped:
    case entry_kind::gave_up:
        return kind == "ask";
    case entry_kind::more:
        return kind == "each";
    case entry_kind::wrote:
        return kind == "remember";
    case entry_kind::reminded:
        return kind == "remind";
    default:
        return true; // nothing reads more of these than that they are there
    }
}

bool prompt_fits(const journey& of, const flow::bundle& in)
{
    const auto& where = of.open->where;
    if (!instance_fits(of, in, where) || where.frame != of.active)
        return false;
    const auto& kind = *steps_of(of, in, where.frame)[where.step].kind;
    return kind.show != nullptr && kind.reply != nullptr;
}

bool run_fits(const journey& of, const flow::bundle& in)
{
    if (of.frames.empty() || of.active >= of.frames.size() || of.frames.front().flow != 0)
        return false;
    if (!std::ranges::all_of(of.frames, [&](const frame& one) { return frame_fits(one, in); }))
        return false;
    for (std::size_t i = 1; i < of.frames.size(); ++i)
        if (!call_fits(of, in, i))
            return false;
    return std::ranges::all_of(
               of.journal, [&](const entry& one) { return entry_fits(of, in, one); }) &&
           (!of.open || prompt_fits(of, in));
}

} // namespace

bool machine::adopt()
{
    bundle_ = nullptr;
    if (!has_run())
        return true;
    const auto* found = bundles_.find(run().bundle);
    if (found == nullptr || !run_fits(run(), *found))
        return false;
    bundle_ = found;
    return true;
}

} // namespace switchback::run
