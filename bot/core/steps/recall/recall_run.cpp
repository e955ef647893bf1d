#include "bot/core/steps/recall/recall.hpp"

#include "bot/core/run/machine.hpp"

#include <algorithm>

namespace switchback::steps {
namespace {

bool is_wanted(const recall_body& body, const flow::record& fields, run::machine& in)
{
    if (body.where.empty())
        return true;
    for (const auto& one : body.fields)
    {
        const auto* held = flow::find(fields, one.name);
        in.put(one.at, held == nullptr ? flow::value{} : *held);
    }
    const bool wanted = body.where.holds(in.values());
    for (const auto& one : body.fields)
        in.put(one.at, {});
    return wanted;
}

flow::list read_record(const recall_body& body, run::machine& in)
{
    flow::list out;
    const auto items = in.run().recalled.unpack();
    for (std::size_t i = 0; i < items.size() && out.size() < static_cast<std::size_t>(body.limit);
         ++i)
    {
        const auto& item = items[body.newest_first ? items.size() - 1 - i : i];
        if (item.collection == body.collection && is_wanted(body, item.fields, in))
            out.push_back({item.fields});
    }
    return out;
}

run::progress run_recall(const flow::step& what, run::machine& in)
{
    const auto& body = static_cast<const recall_body&>(*what.body);
    const auto where = in.instance_of(what);
    // What was read once stays what was read: going back must not change it under the client's
    // feet.
    if (const auto at = in.waiting(where, run::entry_kind::read);
        at != run::no_entry && !in.affected(what, at))
    {
        in.put(body.to, in.run().journal[at].held);
        in.keep(at);
        return run::progress::next;
    }
    flow::value held{read_record(body, in)};
    in.put(body.to, held);
    in.settle(where, run::entry_kind::read, std::move(held), {&body.to, 1});
    return run::progress::next;
}

} // namespace

const step_kind recall_kind{"recall", read_recall, check_recall, run_recall, nullptr, nullptr};

} // namespace switchback::steps
