#include "bot/service/case_desk.hpp"

#include "bot/base/log.hpp"
#include "bot/service/case_rows.hpp"

#include <algorithm>

namespace switchback::service {
namespace {

using escalation::timer_kind;

// What a human must do next has the earliest of these clocks.
std::int64_t next_deadline(const escalation::case_state& of)
{
    std::int64_t out = 0;
    for (const auto kind :
         {timer_kind::ack, timer_kind::contact, timer_kind::opening, timer_kind::human_silence,
          timer_kind::repage, timer_kind::review})
        if (const auto* timer = find_timer(of, kind))
            out = out == 0 ? timer->due_ms : std::min(out, timer->due_ms);
    return out;
}

case_summary summary_of(const port::case_row& row, const escalation::case_state& held)
{
    case_summary out;
    out.reference = row.reference;
    out.is_open = row.is_open;
    out.level = held.now_at;
    out.about = held.about;
    out.page = held.page;
    out.dialogue = held.dialogue;
    out.wants_person = held.wants_person;
    out.is_drill = held.is_drill;
    out.is_false_alarm = held.is_false_alarm;
    out.opened_ms = held.opened_ms;
    out.changed_ms = row.changed_ms;
    out.due_ms = next_deadline(held);
    if (const auto* review = find_timer(held, timer_kind::review))
        out.review_due_ms = review->due_ms;
    out.notices_lost = held.notices_lost;
    out.epoch = held.epoch;
    out.holder = held.held.id;
    out.holder_name = held.held.name;
    out.means = held.held.means;
    out.contact_by_ms = held.held.by_ms;
    return out;
}

std::vector<case_page> pages_of(const escalation::case_state& held)
{
    std::vector<case_page> out;
    for (const auto& who : held.paged)
    {
        case_page one{who.name, who.as, who.sent_ms, {}};
        one.receipts.assign(who.receipts.begin(), who.receipts.begin() + who.channels);
        out.push_back(std::move(one));
    }
    return out;
}

std::vector<case_signal>
signals_of(const escalation::case_state& held, std::vector<private_text> words)
{
    std::vector<case_signal> out;
    for (std::size_t i = 0; i < held.signals.size(); ++i)
    {
        const auto& note = held.signals[i];
        out.push_back(
            {note.at_ms, note.from, note.about, note.as, note.rule, std::move(words.at(i))});
    }
    return out;
}

// What a refusal is to whoever asked for it.
error error_of(escalation::refusal why)
{
    using escalation::refusal;
    switch (why)
    {
    case refusal::no_case:
        return {errc::closed, "the case is closed"};
    case refusal::stale_epoch:
        return {errc::conflict, "somebody was faster"};
    case refusal::not_holder:
        return {errc::not_allowed, "only who holds the case may do that"};
    case refusal::bad_value:
        return {errc::bad_request, "a name, a reason or a time is missing or out of bounds"};
    case refusal::none:
    case refusal::stale:
    case refusal::already:
        break;
    }
    return {errc::conflict, "done before, or no longer possible"};
}

escalation::occurrence occurrence_of(const actor& who, const human_act& what)
{
    switch (what.kind)
    {
    case act_kind::claim:
        return escalation::claimed{what.epoch, who.responder, who.name, what.means, what.by_ms};
    case act_kind::contacted:
        return escalation::contact_made{what.epoch, who.responder, who.name, false};
    case act_kind::say:
        return escalation::human_wrote{what.epoch, who.responder, who.name};
    case act_kind::hand_back:
        return escalation::handed_back{what.epoch, who.responder};
    case act_kind::close:
        return escalation::closed{
            what.epoch, who.responder, what.reason, what.outcome, what.follow_up_ms};
    case act_kind::reopen:
        return escalation::reopened{who.responder};
    case act_kind::false_alarm:
        return escalation::marked_false_alarm{who.responder, what.is_false};
    case act_kind::about:
        return escalation::category_changed{what.about, who.responder};
    case act_kind::reviewed:
        return escalation::known_item_reviewed{what.item, what.value, what.until_ms, who.responder};
    case act_kind::break_glass:
        return escalation::opened_more{who.responder, who.name, what.why};
    }
    return escalation::tick{};
}

} // namespace

case_desk::case_desk(conversations& talks, port::store& store) : talks_(talks), store_(store) {}

task<std::vector<case_summary>> case_desk::list(bool only_open)
{
    const auto rows = co_await store_.cases(only_open, limits::cases_listed);
    if (!rows)
        co_return std::unexpected(rows.error());
    std::vector<case_summary> out;
    for (const auto& row : *rows)
    {
        const auto key = co_await talks_.key_of(row.conversation);
        if (!key && key.error().code == errc::not_found)
            continue; // erased meanwhile
        const auto held = key ? open_case(*key, row) : std::unexpected(key.error());
        // One that cannot be read hides no other, and is not hidden itself.
        if (!held)
            log(log_level::error, "case_unreadable", {{"conversation", row.conversation}});
        out.push_back(summary_of(row, held ? *held : escalation::case_state{}));
    }
    co_return out;
}

bool case_desk::is_opened_by(const std::string& responder, const std::string& reference) const
{
    return opened_.contains({responder, reference});
}

void case_desk::remember_opening(const std::string& responder, const std::string& reference)
{
    if (opened_.size() >= limits::openings_remembered)
        opened_.clear(); // the next look at each is noted again
    opened_.emplace(responder, reference);
}

task<case_detail> case_desk::read(actor who, std::string reference, std::uint64_t after)
{
    const auto row = co_await store_.find_case(reference);
    if (!row)
        co_return std::unexpected(row.error());
    // More of the chat while it is open is one reading; opening it is what is noted.
    if (after == 0 || !is_opened_by(who.responder, reference))
    {
        flow::record opening{{"responder", {who.responder}}, {"case", {reference}}};
        const auto noted =
            co_await talks_.note(row->conversation, "case.opened_by", std::move(opening));
        if (!noted)
            co_return std::unexpected(noted.error());
        remember_opening(who.responder, reference);
    }
    const auto key = co_await talks_.key_of(row->conversation);
    if (!key)
        co_return std::unexpected(key.error());
    const auto held = open_case(*key, *row);
    if (!held)
        co_return std::unexpected(held.error());
    auto file = co_await talks_.read_case(row->conversation, *held, after);
    if (!file)
        co_return std::unexpected(file.error());
    // A case that a newer one has followed shows what it ended with.
    auto raised = co_await talks_.read_signals(row->conversation, *held);
    if (!raised)
        co_return std::unexpected(raised.error());
    case_detail out;
    out.summary = summary_of(*row, *held);
    out.signals = signals_of(*held, std::move(*raised));
    for (const auto& one : held->answers)
        out.answers.push_back({one.to, one.was});
    for (auto& [at_ms, message] : file->messages)
        out.messages.push_back(
            {message.seq, message.from, message.name, at_ms, std::move(message.text)});
    out.pages = pages_of(*held);
    for (const auto& field : file->contact)
        out.contact.emplace_back(field.name, private_text(flow::to_text(field.held)));
    if (!file->nets.empty())
        for (const auto& field : file->nets.back().fields)
            if (auto words = flow::to_text(field.held); !words.empty())
                out.plan.emplace_back(std::move(words));
    out.may_be_called = held->may_be_called;
    out.left_quickly = held->is_away_quietly;
    co_return out;
}

// Tells the case of a human's act; what it refuses is the error.
task<void> case_desk::tell(actor who, port::case_row row, human_act what)
{
    // These name no epoch: upon a case that a newer one has followed they would meet that.
    if (what.kind == act_kind::reopen || what.kind == act_kind::false_alarm ||
        what.kind == act_kind::about || what.kind == act_kind::break_glass)
    {
        const auto cases = co_await store_.cases_of(row.conversation);
        if (!cases)
            co_return std::unexpected(cases.error());
        if (!cases->empty() && cases->front().number != row.number)
            co_return fail(errc::closed, "a newer case of this client has followed");
    }
    happening happened;
    happened.what = occurrence_of(who, what);
    happened.words = what.words;
    if (!what.key.empty())
        happened.key = port::inbox_key{"respond", who.responder, what.key};
    const auto done = co_await talks_.happen(row.conversation, std::move(happened));
    // Deleted by the client while this act waited for its turn: there is nothing to act upon.
    if (!done && done.error().code == errc::closed)
        co_return fail(errc::not_found, "erased");
    if (!done)
        co_return std::unexpected(done.error());
    // A second click is answered as the first one was.
    if (done->refused != escalation::refusal::none && done->refused != escalation::refusal::already)
        co_return std::unexpected(error_of(done->refused));
    co_return std::expected<void, error>{};
}

task<case_summary> case_desk::act(actor who, std::string reference, human_act what)
{
    const auto row = co_await store_.find_case(reference);
    if (!row)
        co_return std::unexpected(row.error());
    const auto& words = what.words.reveal();
    if (what.kind == act_kind::break_glass ||
        (what.kind == act_kind::say && (words.find_first_not_of(" \t\r\n") == std::string::npos ||
                                        words.size() > limits::answer_bytes)))
        co_return fail(errc::bad_request, "a message needs words, at most 8 KiB");
    const auto done = co_await tell(who, *row, std::move(what));
    if (!done)
        co_return std::unexpected(done.error());
    const auto now = co_await store_.find_case(reference);
    if (!now)
        co_return std::unexpected(now.error());
    const auto key = co_await talks_.key_of(now->conversation);
    if (!key)
        co_return std::unexpected(key.error());
    const auto held = open_case(*key, *now);
    if (!held)
        co_return std::unexpected(held.error());
    co_return summary_of(*now, *held);
}

boost::asio::awaitable<void> case_desk::look_again()
{
    const auto rows = co_await store_.cases(true, limits::cases_listed);
    if (!rows)
        co_return;
    for (const auto& row : *rows)
        for (const escalation::occurrence& what :
             {escalation::occurrence{escalation::tick{}},
              escalation::occurrence{escalation::cover_changed{}}})
        {
            happening happened;
            happened.what = what;
            const auto looked = co_await talks_.happen(row.conversation, std::move(happened));
            if (!looked)
                log(log_level::error, "case_not_looked_at", {{"code", looked.error().code}});
        }
}

} // namespace switchback::service
