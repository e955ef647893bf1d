#include "bot/core/steps/end/end.hpp"

#include "bot/core/run/machine.hpp"

namespace switchback::steps {
namespace {

run::progress run_end(const flow::step& what, run::machine& in)
{
    return in.finish(static_cast<const end_body&>(*what.body).outcome);
}

} // namespace

const step_kind end_kind{"end", read_end, check_end, run_end, nullptr, nullptr};

} // namespace switchback::steps
