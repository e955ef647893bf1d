// What needs the whole flow: where the run goes after each step, where jumps lead, and what every
// step depends on.
#include "bot/base/limits.hpp"
#include "bot/core/flow/codes.hpp"
#include "bot/core/flow/near_miss.hpp"
#include "bot/core/flow/walk.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace switchback::flow {
namespace {

void find_after(walk& through)
{
    auto& steps = through.made->steps;
    // A parent stands before what it holds, so its own `after` is known when it is asked for.
    for (std::size_t i = 0; i < steps.size(); ++i)
    {
        const auto& mates = through.blocks[static_cast<std::size_t>(through.block_of[i])].steps;
        const auto here = std::ranges::find(mates, static_cast<step_index>(i));
        const auto parent = steps[i].parent;
        if (here != mates.end() && here + 1 != mates.end())
            steps[i].after = *(here + 1);
        else if (parent == no_step)
            steps[i].after = no_step;
        else
            steps[i].after = through.loops[parent] ? parent : steps[parent].after;
    }
}

/// The step of that id in the list of `from` or one around it; among equals, the one nearest.
step_index find_target(const walk& through, const walk::target& wanted)
{
    const auto& steps = through.made->steps;
    for (auto at = through.block_of[wanted.from]; at >= 0;
         at = through.blocks[static_cast<std::size_t>(at)].outer)
        for (const auto one : through.blocks[static_cast<std::size_t>(at)].steps)
            if (steps[one].id == wanted.id)
                return one;
    return no_step;
}

void refuse_target(walk& through, const walk::target& wanted)
{
    std::vector<std::string_view> names;
    for (const auto& one : through.made->steps)
    {
        if (one.id == wanted.id)
        {
            through.into.error(
                codes::jump_into_block, *wanted.at,
                fmt::format(
                    "`{}` stands inside a block (line {}); a jump may only lead out of one",
                    wanted.id, one.at.line),
                "give an id to the step that holds the block, and jump there");
            return;
        }
        if (!one.id.empty())
            names.push_back(one.id);
    }
    through.into.error(
        codes::unknown_target, *wanted.at,
        fmt::format("there is no step with the id `{}`", wanted.id),
        did_you_mean(wanted.id, names));
}

/// A step that a forward jump may leave out depends on what the jump was decided by.
void note_left_out(walk& through, step_index from, step_index target)
{
    const auto& because = through.around_of[from];
    for (auto i = through.made->steps[from].subtree_end; i < target; ++i)
        add_to(through.own_reads[i], because);
}

void find_targets(walk& through)
{
    for (const auto& wanted : through.targets)
    {
        const auto found = find_target(through, wanted);
        if (found == no_step)
        {
            refuse_target(through, wanted);
            continue;
        }
        if (wanted.filled != nullptr)
        {
            *wanted.filled = found;
            continue;
        }
        jump made;
        made.target = found;
        made.backward = found <= wanted.from;
        if (made.backward)
            made.at_most = wanted.at_most == 0 ? limits::default_jump_at_most : wanted.at_most;
        made.because = through.around_of[wanted.from];
        std::erase_if(made.because, [&](slot one) { return contains(through.hidden, one); });
        if (!made.backward)
            note_left_out(through, wanted.from, found);
        through.made->steps[wanted.from].next = std::move(made);
    }
}

} // namespace

void lay_out(walk& through)
{
    find_after(through);
    find_targets(through);
    auto& steps = through.made->steps;
    for (std::size_t i = 0; i < steps.size(); ++i)
    {
        auto& reads = steps[i].depends_on;
        reads = std::move(through.own_reads[i]);
        add_to(reads, through.around_of[i]);
        std::erase_if(reads, [&](slot one) {
            return contains(through.hidden, one) || contains(through.gives[i], one);
        });
    }
}

} // namespace switchback::flow
