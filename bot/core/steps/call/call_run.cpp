#include "bot/core/steps/call/call.hpp"

#include "bot/core/run/machine.hpp"

namespace switchback::steps {
namespace {

run::progress run_call(const flow::step& what, run::machine& in)
{
    const auto& body = static_cast<const call_body&>(*what.body);
    std::vector<std::pair<flow::slot, flow::value>> inputs;
    inputs.reserve(body.in.size());
    for (const auto& one : body.in)
        inputs.emplace_back(one.to, one.from.evaluate(in.values()));
    return in.call(what, body.flow_index, std::move(inputs));
}

} // namespace

const step_kind call_kind{"call", read_call, check_call, run_call, nullptr, nullptr};

} // namespace switchback::steps
