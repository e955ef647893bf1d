#include "bot/service/effect_rows.hpp"

#include "bot/base/log.hpp"
#include "bot/service/case_rows.hpp"
#include "bot/service/sealed_rows.hpp"
#include "bot/service/zone.hpp"

#include <algorithm>
#include <tuple>

namespace switchback::service {
namespace {

// One overload a kind of effect.
struct write_one
{
    const effect_place& at;
    port::step_write& write;

    void audit(std::string_view what, const flow::record& fields) const
    {
        write.audit.push_back(seal_audit(at.key, at.conversation, at.now_ms, what, fields));
    }

    void operator()(const run::set_timer& one) const
    {
        port::timer_row row;
        row.conversation = at.conversation;
        row.name = one.name;
        row.token = one.token;
        row.due_ms = one.due_ms;
        std::erase(write.timers_cleared, one.name);
        std::erase_if(write.timers, [&](const auto& known) { return known.name == one.name; });
        write.timers.push_back(std::move(row));
    }
    void operator()(const run::clear_timer& one) const
    {
        std::erase_if(write.timers, [&](const auto& known) { return known.name == one.name; });
        write.timers_cleared.push_back(one.name);
    }
    void operator()(const run::put_record& one) const
    {
        write.records.push_back(seal_record(at.key, at.conversation, one));
    }
    void operator()(const run::drop_record& one) const
    {
        write.records_dropped.push_back({one.collection, one.key});
    }
    void operator()(const run::put_reminder& one) const
    {
        const auto due = outside_quiet_hours(at.zone, at.now_ms + one.after_ms);
        write.timers.push_back(seal_reminder(
            at.key, at.conversation, "remind:" + one.key, {due, one.flow, one.words, one.with}));
    }
    void operator()(const run::drop_reminder& one) const
    {
        write.timers_cleared.push_back("remind:" + one.key);
    }
    void operator()(const run::share_items& one) const
    {
        flow::list items;
        for (const auto& item : one.items)
            items.push_back({flow::record{
                {"step", {item.step}}, {"question", {item.question}}, {"answer", {item.answer}}}});
        audit("shared", {{"flow", {one.flow}}, {"items", {std::move(items)}}});
    }
    void operator()(const run::hand_off& one) const
    {
        audit("asked_for_person", {{"why", {one.why}}, {"crisis", {one.crisis}}});
    }
    void operator()(const run::run_ended& one) const
    {
        audit("run_ended", {{"run", {one.run}}, {"flow", {one.flow}}, {"outcome", {one.outcome}}});
    }
    void operator()(const run::erase_everything&) const {}
    void operator()(const run::case_effect& one) const
    {
        if (at.held != nullptr)
            write_case_effect(
                one.what, {at.key, at.conversation, *at.held, at.now_ms, at.counts}, write);
    }
    void operator()(const run::alert& one) const
    {
        at.counts.count(metric::alerts);
        log(log_level::error, "engine_alert", {{"conversation", at.conversation}});
        audit("alert", {{"what", {one.what}}, {"flow", {one.flow}}, {"step", {one.step}}});
    }
};

void drop_item(run::record_snapshot& from, std::string_view collection, std::string_view key)
{
    std::erase_if(from.items, [&](const run::record_snapshot::item& one) {
        return one.collection == collection && one.key == key;
    });
}

// The order in which a store gives them.
void add_item(run::record_snapshot& to, const run::put_record& put)
{
    const auto place = [](const auto& one) {
        return std::tuple<std::int64_t, std::string_view, std::string_view>(
            one.at_ms, one.collection, one.key);
    };
    const auto behind = std::ranges::upper_bound(to.items, place(put), {}, place);
    to.items.insert(behind, {put.collection, put.key, put.at_ms, put.fields});
}

} // namespace

void write_effects(std::span<const run::effect> from, const effect_place& at, port::step_write& to)
{
    for (const auto& one : from)
        std::visit(write_one{at, to}, one);
}

void follow_effects(std::span<const run::effect> from, run::record_snapshot& record)
{
    for (const auto& one : from)
    {
        if (const auto* put = std::get_if<run::put_record>(&one))
        {
            drop_item(record, put->collection, put->key);
            add_item(record, *put);
        }
        else if (const auto* drop = std::get_if<run::drop_record>(&one))
        {
            drop_item(record, drop->collection, drop->key);
        }
    }
}

} // namespace switchback::service
