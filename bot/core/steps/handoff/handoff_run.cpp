#include "bot/core/steps/handoff/handoff.hpp"

#include "bot/core/run/asides.hpp"
#include "bot/core/run/machine.hpp"

namespace switchback::steps {
namespace {

run::progress run_handoff(const flow::step& what, run::machine& in)
{
    const auto where = in.instance_of(what);
    if (const auto at = find_entry(in.run(), where, run::entry_kind::handed); at != run::no_entry)
    {
        if (!in.run().journal[at].passed)
            in.keep(at);
        return run::progress::next;
    }
    in.note(where, run::entry_kind::handed);
    in.because("asked for a person");
    const auto& body = static_cast<const handoff_body&>(*what.body);
    run::offer_person(in, body.why, body.about, body.asked);
    return run::progress::waits;
}

} // namespace

const step_kind handoff_kind{"handoff", read_handoff, check_handoff, run_handoff, nullptr, nullptr};

} // namespace switchback::steps
