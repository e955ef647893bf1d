// Changing one's mind: going back, editing, and jumps backward, which are the same thing. The run
// is executed again from its start; what still holds passes silently, what depends on the change is
// asked.
#include "bot/core/run/machine.hpp"
#include "bot/core/steps/ask/ask.hpp"
#include "bot/core/steps/call/call.hpp"
#include "bot/core/steps/remember/remember.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace switchback::run {
namespace {

// What an unfinished earlier change still reaches must be asked even after the list of changes
// starts anew.
void remember_unfinished(journey& of, const flow::bundle& in)
{
    for (std::size_t i = 0; i < of.journal.size(); ++i)
    {
        auto& one = of.journal[i];
        if (one.passed || one.ask_again)
            continue;
        const auto& step = in.flows[of.frames[one.where.frame].flow]->steps[one.where.step];
        one.ask_again = is_affected(of, in, step, i);
    }
    for (auto& one : of.journal)
        if (one.missed == 1)
            one.missed = 2;
    of.changed.clear();
}

// True when `one` is inside `target`'s step (itself, a step of its blocks, or a flow those call).
bool is_within(
    const journey& of, instance one, const instance& target, flow::step_index end, int depth)
{
    for (;;)
    {
        if (one.frame == target.frame && one.step >= target.step && one.step < end)
            return std::equal(one.turns.begin(), one.turns.begin() + depth, target.turns.begin());
        if (one.frame == 0 || one.frame < target.frame)
            return false;
        one = of.frames[one.frame].called_from;
    }
}

bool answers_one_of(const flow::step& what, std::span<const flow::slot> slots)
{
    const auto* ask = dynamic_cast<const steps::ask_body*>(what.body.get());
    return ask != nullptr && std::ranges::find(slots, ask->answer) != slots.end();
}

} // namespace

void machine::change_answer(std::size_t entry_at)
{
    close_prompt();
    run().journal[entry_at].ask_again = true;
    walk_again();
}

void machine::walk_again()
{
    remember_unfinished(run(), *bundle_);
    rewind(run(), *bundle_);
    run_on();
}

bool machine::take_jump(const flow::step& from)
{
    const auto& jump = *from.next;
    const auto& target = flow().steps[jump.target];
    if (trace_)
        because(fmt::format("jumped to {}", target.id));
    if (!jump.backward)
    {
        go_to(jump.target);
        return true;
    }
    const auto where = instance_of(from);
    auto& jumps = run().jumps;
    auto counted = std::ranges::find(jumps, where, &jump_count::where);
    if (counted == jumps.end())
        counted = jumps.insert(jumps.end(), {where, 0});
    if (counted->taken >= jump.at_most)
    {
        because("had jumped often enough, so went on");
        return false;
    }
    ++counted->taken;

    const auto to = instance_of(target);
    remember_unfinished(run(), *bundle_);
    // The questions the jump's own conditions read are asked again too: else it could never come
    // out otherwise.
    for (auto& one : run().journal)
    {
        const bool inside = is_within(run(), one.where, to, target.subtree_end, target.loop_depth);
        const bool decided =
            one.where.frame == where.frame && answers_one_of(step_at(one.where), jump.because);
        one.ask_again = one.ask_again || inside || decided;
    }
    std::erase_if(run().journal, [&](const entry& one) {
        return one.kind == entry_kind::said && one.ask_again;
    });
    rewind(run(), *bundle_);
    replays_ = has_waiting(run());
    return true;
}

void machine::take_outputs(const flow::step& call, const frame& done)
{
    const auto& body = dynamic_cast<const steps::call_body&>(*call.body);
    flow::list outputs;
    std::vector<flow::slot> written;
    for (const auto& one : body.out)
    {
        outputs.push_back(one.from < done.slots.size() ? done.slots[one.from] : flow::value{});
        written.push_back(one.to);
    }
    if (body.outcome != flow::no_slot)
    {
        outputs.push_back({flow::record{{"outcome", {done.outcome}}}});
        written.push_back(body.outcome);
    }
    for (std::size_t i = 0; i < written.size(); ++i)
        put(written[i], outputs[i]);
    if (!written.empty())
        settle(instance_of(call), entry_kind::assigned, {std::move(outputs)}, written);
}

} // namespace switchback::run
