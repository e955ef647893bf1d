#include "bot/core/steps/remind/remind.hpp"

#include "bot/core/run/machine.hpp"

namespace switchback::steps {
namespace {

run::progress run_remind(const flow::step& what, run::machine& in)
{
    const auto& body = static_cast<const remind_body&>(*what.body);
    run::put_reminder wanted;
    wanted.flow = body.flow_id;
    wanted.after_ms = body.after_ms;
    if (!body.say.empty())
        wanted.words = body.say.render(in.values());
    for (const auto& one : body.with)
    {
        auto held = one.from.evaluate(in.values());
        if (held.is_set())
            wanted.with.push_back({one.name, std::move(held)});
    }
    flow::record held{{"flow", {wanted.flow}}, {"words", {wanted.words}}, {"with", {wanted.with}}};
    const auto where = in.instance_of(what);
    if (const auto at = in.waiting(where, run::entry_kind::reminded); at != run::no_entry)
    {
        const bool same = in.run().journal[at].held == flow::value{held};
        in.run().journal[at].held = {std::move(held)};
        in.keep(at);
        if (same)
            return run::progress::next;
    }
    else
    {
        in.note(where, run::entry_kind::reminded, {std::move(held)});
    }
    wanted.key = in.key_of(where);
    in.emit(std::move(wanted));
    return run::progress::next;
}

} // namespace

const step_kind remind_kind{"remind", read_remind, check_remind, run_remind, nullptr, nullptr};

} // namespace switchback::steps
