#include "bot/core/run/machine.hpp"
#include "bot/core/run/safety.hpp"
#include "bot/core/steps/notice/notice.hpp"

namespace switchback::steps {
namespace {

run::progress run_notice(const flow::step& what, run::machine& in)
{
    const auto where = in.instance_of(what);
    // Told once, however often the client goes back and comes by again.
    if (const auto at = in.waiting(where, run::entry_kind::said); at != run::no_entry)
    {
        in.keep(at);
        return run::progress::next;
    }
    in.note(where, run::entry_kind::said);
    in.because("told the case of a reliable worsening");
    // The flow stands behind this already: it goes on when the case lets it.
    in.go_after(what);
    escalation::signal signal;
    signal.from = escalation::source::worsening;
    signal.rule = "worsening." + in.flow().id;
    run::raise(in, std::move(signal));
    return run::progress::waits;
}

} // namespace

const step_kind notice_kind{"notice", read_notice, check_notice, run_notice, nullptr, nullptr};

} // namespace switchback::steps
