#include "bot/author/rehearsal.hpp"

#include "bot/author/practice.hpp"
#include "bot/core/risk/screen.hpp"
#include "bot/core/run/recallable.hpp"

#include <algorithm>
#include <stdexcept>

namespace switchback::author {
namespace {

constexpr std::int64_t first_ms = 1'772'445'600'000; // 2026-03-02T10:00:00Z, a Monday

} // namespace

rehearsal::rehearsal(const flow::bundle_source& flows) : flows_(flows), time_ms_(first_ms) {}

void rehearsal::remember(std::string collection, flow::record fields)
{
    auto key = "given:" + std::to_string(left_.record.size());
    left_.record.push_back({std::move(collection), std::move(key), time_ms_, std::move(fields)});
}

run::turn rehearsal::start(std::string flow_id, std::vector<flow::field> given)
{
    run::event event;
    event.kind = run::event_kind::start;
    event.flow = std::move(flow_id);
    event.given = std::move(given);
    return send(std::move(event));
}

run::turn rehearsal::say(std::string words)
{
    run::event event;
    event.kind = run::event_kind::say;
    event.risk = risk::screen(words);
    event.words = private_text(std::move(words));
    return send(std::move(event));
}

run::turn rehearsal::tap(std::string_view key_or_label)
{
    run::event event;
    event.kind = run::event_kind::choose;
    event.sent = {std::string(key_or_label)};
    if (const auto open = form())
    {
        event.ref = "p" + std::to_string(open->token);
        for (const auto& one : open->choices)
            if (one.label == key_or_label)
                event.sent = {one.key};
        if (open->kind == "many" || open->kind == "yesno" || open->kind == "scale" ||
            open->kind == "number")
            return tap_all({std::string(key_or_label)});
    }
    return send(std::move(event));
}

run::turn rehearsal::tap_all(const std::vector<std::string>& keys_or_labels)
{
    run::event event;
    event.kind = run::event_kind::choose;
    const auto open = form();
    flow::list keys;
    for (const auto& wanted : keys_or_labels)
    {
        auto key = wanted;
        if (open)
            for (const auto& one : open->choices)
                if (one.label == wanted)
                    key = one.key;
        keys.push_back({std::move(key)});
    }
    if (open)
        event.ref = "p" + std::to_string(open->token);
    const auto first = keys.empty() ? std::string() : flow::to_text(keys.front());
    if (open && (open->kind == "scale" || open->kind == "number"))
        event.sent = {std::strtod(first.c_str(), nullptr)};
    else if (open && open->kind != "many")
        event.sent = {first};
    else
        event.sent = {std::move(keys)};
    return send(std::move(event));
}

run::turn rehearsal::send(run::event event)
{
    event.time_ms = time_ms_;
    event.seed = ++seed_;
    event.language = language_;
    event.clinic = clinic_;
    event.age = age_;
    run::carry_record(flows_, now_, left_.record, event);
    auto did = run::advance(flows_, std::move(now_), event, true);
    remember_answers(did.next);
    // Stored and read again, as a server that was stopped between any two messages does.
    auto stored = run::load(run::save(did.next));
    if (!stored)
        throw std::logic_error("a state cannot be read back: " + stored.error().detail);
    now_ = std::move(*stored);
    settle(did);
    return did;
}

run::turn rehearsal::happen(escalation::occurrence what, std::string words)
{
    run::event event;
    event.kind = run::event_kind::safety;
    event.safety = std::move(what);
    event.words = private_text(std::move(words));
    return send(std::move(event));
}

std::vector<run::turn> rehearsal::wait_ms(std::int64_t by)
{
    std::vector<run::turn> out;
    const auto until = time_ms_ + by;
    for (;;)
    {
        run::event event;
        event.kind = run::event_kind::timer;
        std::int64_t due = until + 1;
        for (const auto& [name, timer] : timers_)
            if (timer.due_ms < due)
            {
                due = timer.due_ms;
                event.timer = name;
                event.token = timer.token;
            }
        for (const auto& [key, at] : reminder_due_)
            if (at < due)
            {
                due = at;
                event.timer = "remind:" + key;
            }
        if (due > until)
            break;
        time_ms_ = std::max(time_ms_, due);
        timers_.erase(event.timer);
        if (event.timer.starts_with("remind:"))
        {
            const auto key = event.timer.substr(7);
            const auto& reminder = left_.reminders.at(key);
            event.flow = reminder.flow;
            event.words = private_text(reminder.words);
            event.given = reminder.with;
            reminder_due_.erase(key);
        }
        out.push_back(send(std::move(event)));
    }
    time_ms_ = until;
    return out;
}

void rehearsal::remember_answers(const run::state& of)
{
    if (!of.current)
        return;
    const auto* bundle = flows_.find(of.current->bundle);
    if (bundle == nullptr)
        return;
    answers_.clear();
    for (const auto& frame : of.current->frames)
    {
        const auto& names = bundle->flows[frame.flow]->slot_names;
        for (std::size_t i = 0; i < frame.slots.size() && i < names.size(); ++i)
            if (frame.slots[i].is_set())
                answers_.emplace_back(names[i], frame.slots[i]);
    }
}

flow::value rehearsal::answer(std::string_view name) const
{
    const auto found =
        std::ranges::find_if(answers_, [&](const auto& one) { return one.first == name; });
    return found == answers_.end() ? flow::value{} : found->second;
}

void rehearsal::settle(const run::turn& did)
{
    is_first_page_ = true;
    for (const auto& one : did.effects)
        apply(one);
}

void rehearsal::keep_page(const escalation::send_page& page)
{
    if (is_first_page_)
        newest_pages_.clear();
    is_first_page_ = false;
    newest_pages_.push_back(page);
    std::string name(name_in_practice(page.responder));
    if (std::ranges::find(left_.paged, name) == left_.paged.end())
        left_.paged.push_back(std::move(name));
}

void rehearsal::apply(const run::effect& one)
{
    if (const auto* timer = std::get_if<run::set_timer>(&one))
        timers_[timer->name] = *timer;
    else if (const auto* cleared = std::get_if<run::clear_timer>(&one))
        timers_.erase(cleared->name);
    else if (const auto* put = std::get_if<run::put_record>(&one))
    {
        std::erase_if(left_.record, [&](const auto& item) {
            return item.collection == put->collection && item.key == put->key;
        });
        left_.record.push_back({put->collection, put->key, put->at_ms, put->fields});
    }
    else if (const auto* drop = std::get_if<run::drop_record>(&one))
        std::erase_if(left_.record, [&](const auto& item) {
            return item.collection == drop->collection && item.key == drop->key;
        });
    else if (const auto* reminder = std::get_if<run::put_reminder>(&one))
    {
        left_.reminders[reminder->key] = *reminder;
        reminder_due_[reminder->key] = time_ms_ + reminder->after_ms;
    }
    else if (const auto* taken = std::get_if<run::drop_reminder>(&one))
    {
        left_.reminders.erase(taken->key);
        reminder_due_.erase(taken->key);
    }
    else if (const auto* shared = std::get_if<run::share_items>(&one))
        left_.shared.insert(left_.shared.end(), shared->items.begin(), shared->items.end());
    else if (const auto* ended = std::get_if<run::run_ended>(&one))
    {
        left_.ended = true;
        left_.outcome = ended->outcome;
    }
    else if (std::holds_alternative<run::hand_off>(one))
        left_.asked_person = true;
    else if (std::holds_alternative<run::erase_everything>(one))
        left_.erased = true;
    else if (const auto* alert = std::get_if<run::alert>(&one))
        left_.alerts.push_back(*alert);
    else if (const auto* of_case = std::get_if<run::case_effect>(&one))
        if (const auto* page = std::get_if<escalation::send_page>(&of_case->what))
            keep_page(*page);
}

} // namespace switchback::author
