#include "bot/core/steps/set/set.hpp"

#include "bot/core/run/machine.hpp"

namespace switchback::steps {
namespace {

run::progress run_set(const flow::step& what, run::machine& in)
{
    const auto& body = static_cast<const set_body&>(*what.body);
    flow::list held;
    std::vector<flow::slot> written;
    for (const auto& one : body.assignments)
    {
        auto made = one.from.evaluate(in.values());
        in.put(one.to, made);
        held.push_back(std::move(made));
        written.push_back(one.to);
    }
    in.settle(in.instance_of(what), run::entry_kind::assigned, {std::move(held)}, written);
    return run::progress::next;
}

} // namespace

const step_kind set_kind{"set", read_set, check_set, run_set, nullptr, nullptr};

} // namespace switchback::steps
