#include "bot/core/steps/if/if.hpp"

#include "bot/core/run/machine.hpp"

#include <fmt/format.h>

namespace switchback::steps {
namespace {

run::progress run_if(const flow::step& what, run::machine& in)
{
    const auto& body = static_cast<const if_body&>(*what.body);
    const bool holds = body.condition.holds(in.values());
    const auto& branch = holds ? body.then : body.otherwise;
    if (in.traces())
    {
        const auto to =
            branch.empty() ? std::string("what follows") : in.flow().steps[branch.front()].path;
        in.because(fmt::format("went to {} because {}", to, body.condition.explain(in.values())));
    }
    if (branch.empty())
        return run::progress::next;
    in.here().at.step = branch.front();
    return run::progress::moved;
}

} // namespace

const step_kind if_kind{"if", read_if, check_if, run_if, nullptr, nullptr};

} // namespace switchback::steps
