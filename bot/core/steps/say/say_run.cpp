#include "bot/core/steps/say/say.hpp"

#include "bot/core/run/machine.hpp"

namespace switchback::steps {
namespace {

run::progress run_say(const flow::step& what, run::machine& in)
{
    const auto& body = static_cast<const say_body&>(*what.body);
    const auto where = in.instance_of(what);
    // Words already said are not said again after going back, unless what they mention has changed.
    if (const auto at = in.waiting(where, run::entry_kind::said); at != run::no_entry)
    {
        const bool same = !in.affected(what, at);
        in.keep(at);
        if (same)
            return run::progress::next;
    }
    else
    {
        in.note(where, run::entry_kind::said);
    }
    for (const auto& one : body.messages)
        in.say(one.render(in.values()));
    return run::progress::next;
}

} // namespace

const step_kind say_kind{"say", read_say, check_say, run_say, nullptr, nullptr};

} // namespace switchback::steps
