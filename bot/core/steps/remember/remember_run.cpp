#include "bot/core/steps/remember/remember.hpp"

#include "bot/core/run/machine.hpp"

#include <algorithm>

namespace switchback::steps {
namespace {

// A later `recall` of the same run must see what was just written.
void write_into(run::packed_items& known, run::record_snapshot::item item)
{
    auto items = known.unpack();
    const auto same = std::ranges::find_if(items, [&](const run::record_snapshot::item& one) {
        return one.collection == item.collection && one.key == item.key;
    });
    if (same == items.end())
        items.push_back(std::move(item));
    else
        *same = std::move(item);
    known = run::packed_items(items);
}

// The country the client named decides whose crisis lines are shown, from then on and everywhere.
void adopt_country(run::machine& in, const flow::value* named)
{
    const auto* code = named == nullptr ? nullptr : named->as<std::string>();
    if (code == nullptr || code->size() != 2)
        return;
    in.now().country.clear();
    for (const auto letter : *code)
        in.now().country.push_back(
            letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter);
}

run::packed_items only(const std::string& collection, std::int64_t at_ms, flow::record fields)
{
    const run::record_snapshot::item one{collection, {}, at_ms, std::move(fields)};
    return run::packed_items({&one, 1});
}

run::progress run_remember(const flow::step& what, run::machine& in)
{
    const auto& body = static_cast<const remember_body&>(*what.body);
    flow::record fields;
    for (const auto& one : body.parts)
    {
        auto held = one.from.evaluate(in.values());
        if (held.is_set())
            fields.push_back({one.name, std::move(held)});
    }
    const auto where = in.instance_of(what);
    if (const auto at = in.waiting(where, run::entry_kind::wrote); at != run::no_entry)
    {
        const bool same = in.run().journal[at].held == flow::value{fields};
        in.run().journal[at].held = {fields};
        in.keep(at);
        if (same)
            return run::progress::next;
    }
    else
    {
        in.note(where, run::entry_kind::wrote, {fields});
    }
    const auto key = in.key_of(where);
    const auto now = in.happened().time_ms;
    const auto& recalls = in.bundle().recalls;
    if (std::ranges::find(recalls, body.collection, &flow::recall_need::collection) !=
        recalls.end())
        write_into(in.run().recalled, {body.collection, key, now, fields});
    if (body.collection == run::net_collection)
        in.now().net = only(body.collection, now, fields);
    if (const auto* country = flow::find(fields, "country"); body.collection == "about_me")
        adopt_country(in, country);
    in.emit(run::put_record{body.collection, key, now, std::move(fields)});
    return run::progress::next;
}

} // namespace

const step_kind remember_kind{"remember",   read_remember, check_remember,
                              run_remember, nullptr,       nullptr};

} // namespace switchback::steps
